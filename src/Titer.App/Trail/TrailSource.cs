using Titer.Records;

namespace Titer.App.Trail;

/// <summary>A record whose events are searched.</summary>
/// <param name="Name">Name of a run; empty for the trail of the site.</param>
public sealed record TrailSource(string Name, RecordPlace Place)
{
    /// <summary>As a file names it, with nothing in it that a spreadsheet takes for anything else.</summary>
    public string Label => Name.Length == 0 ? "site"
        : "run/" + string.Concat(Name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}

/// <summary>A line that was found, and where.</summary>
public sealed record FoundLine(TrailSource Source, TrailLine Line);

/// <summary>What a search found.</summary>
/// <param name="Newest">The newest first; of very many only these.</param>
/// <param name="Count">All of them.</param>
/// <param name="Broken">One sentence for each record that is broken or cannot be read.</param>
internal sealed record TrailFound(IReadOnlyList<FoundLine> Newest, long Count, IReadOnlyList<string> Broken);
