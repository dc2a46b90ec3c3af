using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Titer.App.Documents;

/// <summary>Lines that two versions of a text do not have in common, with a few around them.</summary>
internal static class LineDifference
{
    private const int Around = 2;

    /// <summary>All lines of both texts beside each other; where one has nothing for a line of the other, its side is empty.</summary>
    public static LinePair[] Pairs(string old, string now)
    {
        SideBySideDiffModel both = SideBySideDiffBuilder.Diff(old, now, ignoreWhiteSpace: false);
        return [.. both.OldText.Lines.Zip(both.NewText.Lines, (was, @is) => new LinePair(was.Position, Text(was), @is.Position, Text(@is), was.Type != ChangeType.Unchanged || @is.Type != ChangeType.Unchanged))];

        static string? Text(DiffPiece line) => line.Type == ChangeType.Imaginary ? null : line.Text ?? "";
    }

    /// <summary>Lines to show: <c>-</c> gone, <c>+</c> new, three dots where lines are left out.</summary>
    public static IEnumerable<string> Of(string old, string now)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(old, now, ignoreWhiteSpace: false).Lines;
        int shown = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            int from = Math.Max(0, i - Around), to = Math.Min(lines.Count - 1, i + Around);
            if (!Enumerable.Range(from, to - from + 1).Any(k => lines[k].Type != ChangeType.Unchanged)) continue;
            if (i > shown) yield return "...";
            shown = i + 1;
            string sign = lines[i].Type switch { ChangeType.Inserted => "+", ChangeType.Deleted => "-", _ => " " };
            yield return $"{sign} {Visible.Of(lines[i].Text)}";
        }
    }
}

/// <summary>A line of the old text and the one of the new text that stands for it.</summary>
/// <param name="OldNumber">From 1; null when there is none.</param>
public sealed record LinePair(int? OldNumber, string? Old, int? NewNumber, string? New, bool Differs);
