using System.Text.Json;

namespace Titer.Records.Documents;

/// <summary>
/// A document as one line of JSON (docs/batch-record.md): the same document gives the same bytes, on every machine. Its SHA-256 is what signatures bind to.
/// Figures are there by their points, those that the drawing has.
/// </summary>
public static class JsonForm
{
    public static byte[] Bytes(ReportDocument document)
    {
        using var bytes = new MemoryStream(1 << 20);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("titer-document", 1);
            json.WriteString("kind", document.Kind);
            json.WriteString("title", document.Title);
            json.WriteString("lead", document.Lead);
            json.WriteStartArray("marks");
            foreach (Cell mark in document.Marks) Write(json, mark, document);
            json.WriteEndArray();
            json.WriteString("warning", document.Warning);
            json.WriteStartArray("sections");
            for (int i = 0; i < document.Sections.Length; i++)
            {
                Section section = document.Sections[i];
                json.WriteStartObject();
                json.WriteNumber("number", i + 1);
                json.WriteString("key", section.Key);
                json.WriteString("title", section.Title);
                json.WriteStartArray("content");
                foreach (Block block in section.Blocks) Write(json, block, document);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("closing", document.Closing);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Block block, ReportDocument document)
    {
        json.WriteStartObject();
        switch (block)
        {
            case Heading heading: json.WriteString("heading", heading.Text); break;
            case Paragraph paragraph: json.WriteString(paragraph.IsNote ? "note" : "paragraph", paragraph.Text); break;
            case Pairs pairs:
                Named(json, "pairs", pairs.Rows.Select(r => (r.Name, r.Value.Text)));
                break;
            case Tiles tiles:
                Named(json, "results", tiles.Rows);
                break;
            case Table table: Write(json, table, document); break;
            case TrendLegend:
                json.WriteStartArray("legend");
                foreach (string mark in LegendMarks.All) json.WriteStringValue(mark);
                json.WriteEndArray();
                break;
            case Figure figure: Write(json, figure); break;
            default: throw new ArgumentException($"There is no JSON for a {block.GetType().Name}.");
        }
        json.WriteEndObject();
    }

    private static void Named(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Value)> rows)
    {
        json.WriteStartArray(name);
        foreach ((string key, string value) in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Table table, ReportDocument document)
    {
        json.WriteStartObject("table");
        json.WriteStartArray("columns");
        foreach (Column column in table.Columns) json.WriteStringValue(column.Name);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartArray();
            foreach (Cell cell in row) Write(json, cell, document);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumber("more", table.More);
        json.WriteEndObject();
    }

    /// <summary>Text as text; a badge and a pointer to a section as objects.</summary>
    private static void Write(Utf8JsonWriter json, Cell cell, ReportDocument document)
    {
        if (!cell.IsBadge && cell.Section.Length == 0)
        {
            json.WriteStringValue(cell.Text);
            return;
        }
        json.WriteStartObject();
        if (cell.Section.Length > 0) json.WriteNumber("section", document.NumberOf(cell.Section));
        if (cell.Text.Length > 0) json.WriteString("text", cell.Text);
        if (cell.IsBadge) json.WriteString("tone", cell.Tone.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Figure figure)
    {
        json.WriteStartObject("figure");
        json.WriteString("title", figure.Title);
        json.WriteString("description", figure.Description);
        json.WriteStartArray("series");
        foreach (FigureSeries series in figure.Drawing.Series())
        {
            json.WriteStartObject();
            json.WriteString("kind", series.Kind);
            json.WriteString("tag", series.Tag);
            Numbers(json, "hours", series.Hours);
            if (series.Values.Length > 0) Numbers(json, series.Upper.Length > 0 ? "lower" : "values", series.Values);
            if (series.Upper.Length > 0) Numbers(json, "upper", series.Upper);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }
}
