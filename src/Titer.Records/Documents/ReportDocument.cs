using System.Collections.Immutable;

namespace Titer.Records.Documents;

/// <summary>One part of a document under its title.</summary>
/// <param name="Key">Stable name, to point to it.</param>
/// <param name="NewPage">Begins on a page of its own where there are pages.</param>
public sealed record Section(string Key, string Title, ImmutableArray<Block> Blocks, bool NewPage);

/// <summary>
/// A document as it is, apart from how it is shown: <see cref="HtmlForm"/>, <see cref="PdfForm"/> and <see cref="JsonForm"/> give the same content. It holds
/// nothing but what its maker put in: no time, no machine.
/// </summary>
/// <param name="Kind">What it is: Batch report.</param>
/// <param name="Lead">One sentence under the title.</param>
/// <param name="Marks">Badges under the lead.</param>
/// <param name="Warning">What must be read first, empty when there is nothing.</param>
/// <param name="Closing">One line at the end.</param>
public sealed record ReportDocument(
    string Kind, string Title, string Lead, ImmutableArray<Cell> Marks, string Warning, ImmutableArray<Section> Sections, string Closing)
{
    /// <summary>Whether sections carry their numbers: a document that points to them needs them.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>Stands at the foot of every page, e.g. the hash of the record.</summary>
    public string Foot { get; init; } = "";

    /// <summary>Stands at the head of every page; kind and title when empty.</summary>
    public string Running { get; init; } = "";

    /// <summary>Time that the content is of, for the properties of a file: never that of the clock.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Number of a section from 1; 0 when there is none of that key.</summary>
    public int NumberOf(string key)
    {
        for (int i = 0; i < Sections.Length; i++)
            if (Sections[i].Key == key) return i + 1;
        return 0;
    }
}
