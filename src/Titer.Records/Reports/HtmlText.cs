using System.Globalization;
using System.Net;
using System.Text;

namespace Titer.Records.Reports;

/// <summary>HTML under construction. Text always goes through the encoder; only literals of this folder are markup.</summary>
internal sealed class HtmlText
{
    /// <summary>Rows that a table shows; the rest stays in the record, and the table says so.</summary>
    public const int Rows = 200;

    private readonly StringBuilder _html = new(1 << 20);

    public HtmlText Markup(string literal)
    {
        _html.Append(literal);
        return this;
    }

    public HtmlText Text(string text)
    {
        _html.Append(WebUtility.HtmlEncode(text));
        return this;
    }

    public HtmlText Element(string name, string text, string @class = "")
    {
        _html.Append('<').Append(name);
        if (@class.Length > 0) _html.Append(" class=\"").Append(@class).Append('"');
        _html.Append('>');
        return Text(text).Markup($"</{name}>");
    }

    public HtmlText Section(string title) => Markup("<section>").Element("h2", title);

    public HtmlText End() => Markup("</section>\n");

    /// <param name="columns">Headings; one that begins with '#' is a column of numbers.</param>
    /// <param name="rows">Cells in the order of the headings; a cell may be a <see cref="Badge"/>.</param>
    public HtmlText Table(ReadOnlySpan<string> columns, IReadOnlyList<object[]> rows)
    {
        Markup("<table><thead><tr>");
        foreach (string column in columns)
        {
            string heading = column.TrimStart('#').Replace(" / ", " /\u00A0", StringComparison.Ordinal);
            Element("th", heading, column.StartsWith('#') ? "n" : "");
        }
        Markup("</tr></thead><tbody>\n");
        for (int i = 0; i < rows.Count && i < Rows; i++)
        {
            Markup("<tr>");
            for (int c = 0; c < columns.Length; c++)
            {
                Markup(columns[c].StartsWith('#') ? "<td class=\"n\">" : "<td>");
                if (rows[i][c] is Badge badge) Element("span", badge.Text, "badge " + badge.Class);
                else Text(rows[i][c].ToString() ?? "");
                Markup("</td>");
            }
            Markup("</tr>\n");
        }
        Markup("</tbody></table>\n");
        if (rows.Count > Rows) Element("p", $"{rows.Count - Rows} more in the record.", "note");
        return this;
    }

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

    public override string ToString() => _html.ToString();
}

/// <summary>A word in a coloured frame: <c>ok</c>, <c>warn</c>, <c>bad</c> or <c>plain</c>.</summary>
internal readonly record struct Badge(string Text, string Class);
