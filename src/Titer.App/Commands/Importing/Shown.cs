using System.Globalization;
using System.Text;

namespace Titer.App.Commands.Importing;

/// <summary>Text of somebody else's file as a message shows it: in quotes, short, and without characters that a terminal would obey.</summary>
internal static class Shown
{
    private const int Longest = 40;

    public static string Of(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder("'");
        foreach (char c in text[..Math.Min(Longest, text.Length)])
        {
            bool plain = !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator);
            if (plain) shown.Append(c);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return shown.Append(text.Length > Longest ? "...'" : "'").ToString();
    }
}
