using System.Globalization;
using System.Net;
using System.Text;

namespace Titer.Records.Documents;

/// <summary>A document as one HTML file that needs no other. Text always goes through the encoder; only literals of this class are markup.</summary>
public static class HtmlForm
{
    private const string BeforeNumber = " /\u00A0";

    public static byte[] Bytes(ReportDocument document)
    {
        var html = new StringBuilder(1 << 20);
        Write(html, document);
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    private static void Write(StringBuilder html, ReportDocument document)
    {
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Element(html, "title", document.Title).Append("<style>").Append(PageStyle.Css).Append("</style></head><body><main>\n<header>");
        Element(html, "div", document.Kind, "kind");
        Element(html, "h1", document.Title);
        Element(html, "p", document.Lead, "lead").Append("<div class=\"marks\">");
        for (int i = 0; i < document.Marks.Length; i++) Badge(html.Append(i == 0 ? "" : " "), document.Marks[i]);
        html.Append("</div></header>\n");
        if (document.Warning.Length > 0) Element(html, "div", document.Warning, "broken").Append('\n');
        Dictionary<Figure, string> images = FigureImages.Of(document);
        for (int i = 0; i < document.Sections.Length; i++)
        {
            Section section = document.Sections[i];
            html.Append("<section id=\"").Append(section.Key).Append("\">");
            Element(html, "h2", document.IsNumbered ? $"{i + 1} {section.Title}" : section.Title);
            foreach (Block block in section.Blocks) Write(html, block, document, images);
            html.Append("</section>\n");
        }
        html.Append("<footer>");
        Encoded(html, document.Closing);
        if (document.Foot.Length > 0) Element(html.Append("<br>"), "span", document.Foot, "hash");
        html.Append("</footer>\n</main></body></html>\n");
    }

    private static void Write(StringBuilder html, Block block, ReportDocument document, Dictionary<Figure, string> images)
    {
        switch (block)
        {
            case Heading heading: Element(html, "h3", heading.Text); break;
            case Paragraph paragraph: Element(html, "p", paragraph.Text, paragraph.IsNote ? "note" : ""); break;
            case Pairs pairs:
                html.Append("<table class=\"pairs\"><tbody>");
                foreach ((string name, Cell value) in pairs.Rows)
                {
                    Element(html.Append("<tr>"), "th", name);
                    Element(html, "td", value.Text, value.Tone == Tone.Hash ? "hash" : "").Append("</tr>\n");
                }
                html.Append("</tbody></table>\n");
                break;
            case Tiles tiles:
                html.Append("<div class=\"results\">");
                foreach ((string name, string value) in tiles.Rows)
                {
                    Element(html.Append("<div>"), "span", name);
                    Element(html, "b", value).Append("</div>");
                }
                html.Append("</div>\n");
                break;
            case Table table: Write(html, table, document); break;
            case TrendLegend: html.Append(LegendMarks.Html); break;
            case Figure figure: Write(html, figure, images[figure]); break;
            default: throw new ArgumentException($"There is no HTML for a {block.GetType().Name}.");
        }
    }

    private static void Write(StringBuilder html, Table table, ReportDocument document)
    {
        html.Append("<table><thead><tr>");
        foreach (Column column in table.Columns)
            Element(html, "th", column.Name.Replace(" / ", BeforeNumber, StringComparison.Ordinal), column.IsNumber ? "n" : "");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (int c = 0; c < row.Length; c++)
            {
                Cell cell = row[c];
                html.Append(table.Columns[c].IsNumber ? "<td class=\"n\">" : cell.Tone == Tone.Hash ? "<td class=\"hash\">" : "<td>");
                if (cell.IsBadge) Badge(html, cell);
                else Encoded(html, cell.Text);
                if (document.NumberOf(cell.Section) is > 0 and int number)
                    html.Append(CultureInfo.InvariantCulture, $"<a href=\"#{cell.Section}\">{number}</a>");
                html.Append("</td>");
            }
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table>\n");
        if (table.More > 0) Element(html, "p", $"{table.More} more in the record.", "note");
    }

    private static void Write(StringBuilder html, Figure figure, string png)
    {
        html.Append("<figure class=\"").Append(figure.IsHalf ? "half" : "full").Append("\"><figcaption>");
        Encoded(html, figure.Title);
        foreach ((string name, string colour) in figure.Names)
            Encoded(html.Append("<span style=\"color:").Append(colour).Append("\">"), name).Append("</span>");
        html.Append("</figcaption><img class=\"trend\" alt=\"");
        Encoded(html, figure.Description).Append("\" src=\"data:image/png;base64,").Append(png).Append("\"></figure>\n");
    }

    private static void Badge(StringBuilder html, Cell badge) =>
        Element(html, "span", badge.Text, "badge " + badge.Tone.ToString().ToLowerInvariant());

    private static StringBuilder Element(StringBuilder html, string name, string text, string @class = "")
    {
        html.Append('<').Append(name);
        if (@class.Length > 0) html.Append(" class=\"").Append(@class).Append('"');
        return Encoded(html.Append('>'), text).Append("</").Append(name).Append('>');
    }

    private static StringBuilder Encoded(StringBuilder html, string text) => html.Append(WebUtility.HtmlEncode(text));
}
