using System.Collections.Immutable;

namespace Titer.Records.Documents;

/// <summary>Puts a document together, section by section.</summary>
public sealed class DocumentBuilder
{
    /// <summary>Rows that a table shows; the rest stays in the record, and the table says so.</summary>
    public const int Rows = 200;

    private readonly List<(string Key, string Title, bool NewPage, List<Block> Blocks)> _sections = [];

    public ImmutableArray<Section> Sections => [.. _sections.Select(s => new Section(s.Key, s.Title, [.. s.Blocks], s.NewPage))];

    public DocumentBuilder Section(string title, bool newPage = false)
    {
        string key = string.Concat(title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        _sections.Add((key, Printed.Safe(title), newPage, []));
        return this;
    }

    public DocumentBuilder Heading(string text) => Add(new Heading(Printed.Safe(text)));

    public DocumentBuilder Paragraph(string text) => Add(new Paragraph(Printed.Safe(text), IsNote: false));

    public DocumentBuilder Note(string text) => Add(new Paragraph(Printed.Safe(text), IsNote: true));

    public DocumentBuilder Pairs(IEnumerable<(string Name, string Value)> rows) =>
        Add(new Pairs([.. rows.Select(r => (Printed.Safe(r.Name), new Cell(r.Value)))]));

    public DocumentBuilder Tiles(IEnumerable<(string Name, string Value)> rows) =>
        Add(new Tiles([.. rows.Select(r => (Printed.Safe(r.Name), Printed.Safe(r.Value)))]));

    /// <param name="columns">Headings; one that begins with '#' is a column of numbers.</param>
    /// <param name="rows">Cells in the order of the headings: a <see cref="Cell"/>, or anything whose text is meant.</param>
    public DocumentBuilder Table(ReadOnlySpan<string> columns, IReadOnlyList<object[]> rows)
    {
        var heads = ImmutableArray.CreateBuilder<Column>(columns.Length);
        foreach (string column in columns) heads.Add(new Column(column.TrimStart('#'), column.StartsWith('#')));
        return Add(new Table(heads.MoveToImmutable(), [.. rows.Take(Rows).Select(r => r.Select(Of).ToImmutableArray())], Math.Max(rows.Count - Rows, 0)));

        static Cell Of(object content) => content is Cell cell ? cell : new Cell(content.ToString() ?? "");
    }

    public DocumentBuilder Add(Block block)
    {
        _sections[^1].Blocks.Add(block);
        return this;
    }
}
