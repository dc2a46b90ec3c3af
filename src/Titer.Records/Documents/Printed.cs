using System.Globalization;
using System.Text;

namespace Titer.Records.Documents;

/// <summary>Numbers, times and names as documents print them, the same in every form.</summary>
public static class Printed
{
    /// <summary>Characters of one piece of text that a document shows; the whole is in the record.</summary>
    public const int Longest = 2000;

    /// <summary>Hours with two decimals.</summary>
    public static string Hours(double hours) => hours.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A value with at most four significant digits, as people read it; a dash for NaN.</summary>
    public static string Value(double value) => !double.IsFinite(value) ? "–" : Math.Abs(value) is >= 1e5 or (> 0 and < 1e-3)
        ? value.ToString("0.###E+0", CultureInfo.InvariantCulture)
        : Math.Round(value, Math.Clamp(3 - (value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)))), 0, 6))
            .ToString(CultureInfo.InvariantCulture);

    public static string Share(double part, double whole) =>
        whole > 0 ? (100 * part / whole).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "–";

    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>recipe-version</c> as people read it: Recipe version.</summary>
    public static string Label(string key) => key.Length == 0
        ? key
        : char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ').Replace('_', ' ').Replace('.', ' ');

    /// <summary>
    /// Text that shows what it is: control characters, marks that turn the direction of writing or take no room, unpaired surrogates and
    /// characters without a meaning are written out as <c>‹U+202E›</c>, so that nobody can hide a name behind another or leave the line.
    /// A line feed stays. Text beyond <see cref="Longest"/> characters is cut off, and says so.
    /// </summary>
    public static string Safe(string text)
    {
        string more = "";
        if (text.Length > Longest)
        {
            more = $" … ({text.Length} characters in the record)";
            text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
        }
        if (text.All(char.IsAscii) && !text.Any(char.IsControl)) return text + more;
        var safe = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                safe.Append(CultureInfo.InvariantCulture, $"‹U+{(int)text[i]:X4}›");
                i++;
                continue;
            }
            i += rune.Utf16SequenceLength;
            bool shown = rune.Value == '\n' || rune.Value == 0x00A0 || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            if (shown) safe.Append(rune.ToString());
            else safe.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
        }
        return safe.Append(more).ToString();
    }
}
