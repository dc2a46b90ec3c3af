using System.Globalization;
using System.Text;

namespace Titer.Batch.Editing;

/// <summary>A value as YAML 1.2 writes it on one line (7.3): plain where it can be, else in quotes.</summary>
internal static class YamlScalar
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`", FlowIndicators = ",[]{}";

    /// <param name="inFlow">It stands within braces or brackets, where more characters mean something.</param>
    /// <param name="quote">The quote that stood there before and is kept where it can be; null for none.</param>
    public static string Write(string value, bool inFlow, char? quote)
    {
        if (quote is null && IsPlain(value, inFlow)) return value;
        return quote != '"' && value.EnumerateRunes().All(IsPrintable) ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : Escaped(value);
    }

    private static bool IsPlain(string value, bool inFlow) =>
        value.Length > 0 && value.EnumerateRunes().All(IsPrintable) && value[0] != ' ' && value[^1] is not (' ' or ':')
        && IsBeginning(value) && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal)
        && !value.StartsWith("---", StringComparison.Ordinal) && !value.StartsWith("...", StringComparison.Ordinal)
        && !(inFlow && value.AsSpan().ContainsAny(FlowIndicators + ":"));

    // A minus sign begins a plain value when something follows it; the other indicators never do here.
    private static bool IsBeginning(string value) => !Indicators.Contains(value[0]) || (value[0] == '-' && value.Length > 1 && char.IsAsciiDigit(value[1]));

    private static bool IsPrintable(Rune letter) => letter.Value != 0xFEFF && letter.Value != 0xFFFD && Rune.GetUnicodeCategory(letter)
        is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);

    private static string Escaped(string value)
    {
        var text = new StringBuilder("\"");
        foreach (Rune letter in value.EnumerateRunes())
        {
            if (letter.Value is '"' or '\\') text.Append('\\').Append(letter);
            else if (IsPrintable(letter)) text.Append(letter);
            else text.Append(CultureInfo.InvariantCulture, $"\\U{letter.Value:X8}");
        }
        return text.Append('"').ToString();
    }
}
