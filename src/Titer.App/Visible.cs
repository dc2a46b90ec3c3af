using System.Globalization;
using System.Text;

namespace Titer.App;

/// <summary>Text from people and from records as it may be shown on a terminal: bounded, on one line, and with nothing that moves the cursor, changes colours or turns
/// the direction of writing.</summary>
internal static class Visible
{
    /// <summary>Characters that are shown; of more, the number is.</summary>
    public const int Most = 200;

    public static string Of(string text, int most = Most)
    {
        string cut = Cut(text, most);
        var shown = new StringBuilder(cut.Length);
        foreach (Rune rune in cut.EnumerateRunes())
        {
            // Controls, formats (bidirectional overrides, zero-width), surrogates, private use and line separators have no shape of their own.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
                shown.Append($"\\u{{{rune.Value:x}}}");
            else shown.Append(rune);
        }
        return cut.Length == text.Length ? shown.ToString() : $"{shown}... ({text.Length} characters)";
    }

    /// <summary>A cell of somebody else's file in a message: in quotes, and short.</summary>
    public static string Quoted(ReadOnlySpan<char> cell) => $"'{Of(cell.ToString(), 40)}'";

    /// <summary>The first characters, not ending within a pair of surrogates.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }
}
