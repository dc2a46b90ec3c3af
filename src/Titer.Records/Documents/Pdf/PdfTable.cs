using System.Globalization;
using SkiaSharp;
using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>Tables on pages: columns as wide as they need and the page allows, cells wrapped, rows that go on with the head repeated.</summary>
internal static class PdfTable
{
    private const float Gap = 6, Pad = 2.2f;

    private static readonly SKColor Ink = SKColor.Parse(Palette.Ink), Faint = SKColor.Parse(Palette.Faint);

    /// <summary>A row broken into lines, ready to draw.</summary>
    private readonly record struct Row(List<string>[] Lines, Cell[] Cells)
    {
        public int Height => Math.Max(1, Lines.Max(l => l.Count));
    }

    public static void Pairs(PdfPages pages, PdfFonts fonts, IReadOnlyList<(string Name, Cell Value)> rows)
    {
        var widths = new[] { PdfPages.TextWidth * 0.3f, PdfPages.TextWidth * 0.7f - Gap };
        foreach ((string name, Cell value) in rows) Put(pages, fonts, Break([new Cell(name), value], widths, 8, Face.Normal, fonts), widths, [false, false], 8, null);
        pages.Y += 4;
    }

    public static void Draw(PdfPages pages, PdfFonts fonts, Table table, ReportDocument document, Dictionary<string, int> firstPages)
    {
        float size = table.Columns.Length > 11 ? 6f : table.Columns.Length > 8 ? 6.6f : 7.4f;
        Cell[][] cells = [.. table.Rows.Select(r => r.Select(c => Pointed(c, document, firstPages)).ToArray())];
        bool[] numbers = [.. table.Columns.Select(c => c.IsNumber)];
        float[] widths = Widths(table, cells, size, fonts);
        Row head = Break([.. table.Columns.Select(c => new Cell(c.Name))], widths, size, Face.Bold, fonts);
        pages.Need((head.Height + 2) * Line(size) + 8);
        Head(pages, fonts, head, widths, numbers, size);
        foreach (Cell[] row in cells)
            Put(pages, fonts, Break(row, widths, size, Face.Normal, fonts), widths, numbers, size, () => Head(pages, fonts, head, widths, numbers, size));
        pages.Y += 5;
    }

    private static float Line(float size) => size * 1.3f;

    private static Face FaceOf(Cell cell, Face face) => cell.Tone == Tone.Hash ? Face.Mono : face;

    private static Cell Pointed(Cell cell, ReportDocument document, Dictionary<string, int> firstPages)
    {
        if (document.NumberOf(cell.Section) is not (> 0 and int number)) return cell;
        // The first layout knows no pages yet; so many digits keep their place.
        string page = firstPages.TryGetValue(cell.Section, out int at) ? at.ToString(CultureInfo.InvariantCulture) : "00";
        return new Cell($"{cell.Text}{number}, p.\u00A0{page}", cell.Tone);
    }

    /// <summary>Every column gets what its longest word needs, and the rest of the page goes to those that would use it.</summary>
    private static float[] Widths(Table table, Cell[][] cells, float size, PdfFonts fonts)
    {
        int n = table.Columns.Length;
        float room = PdfPages.TextWidth - Gap * (n - 1);
        var least = new float[n];
        var wanted = new float[n];
        for (int c = 0; c < n; c++)
        {
            least[c] = PdfText.Longest(table.Columns[c].Name, Face.Bold, size, fonts);
            wanted[c] = Math.Max(least[c], Math.Min(fonts.Width(table.Columns[c].Name, Face.Bold, size), 90));
            foreach (Cell[] row in cells)
            {
                float width = row[c].IsBadge ? PdfBadge.Width(fonts, row[c], size) + 2 : fonts.Width(row[c].Text, FaceOf(row[c], Face.Normal), size) + 0.5f;
                wanted[c] = Math.Max(wanted[c], width);
                least[c] = Math.Max(least[c], Math.Min(row[c].IsBadge || table.Columns[c].IsNumber ? width : PdfText.Longest(row[c].Text, FaceOf(row[c], Face.Normal), size, fonts) + 0.5f, 110));
            }
        }
        float used = wanted.Sum();
        if (used <= room)
        {
            // What is left goes to the columns of text, so that numbers stand near each other.
            int texts = Math.Max(1, table.Columns.Count(c => !c.IsNumber));
            for (int c = 0; c < n; c++)
                if (!table.Columns[c].IsNumber || texts == 1 && table.Columns.All(k => k.IsNumber)) wanted[c] += Math.Min((room - used) / texts, 60);
            return wanted;
        }
        float small = least.Sum();
        if (small >= room) return [.. least.Select(w => w * room / small)];
        // The square root keeps one long text from starving the others.
        double[] hunger = [.. wanted.Select((w, c) => Math.Sqrt(Math.Max(w - least[c], 0)))];
        double all = hunger.Sum();
        return [.. least.Select((w, c) => w + (float)((room - small) * hunger[c] / all))];
    }

    private static Row Break(Cell[] cells, float[] widths, float size, Face face, PdfFonts fonts) => new(
        [.. cells.Select((cell, c) => PdfText.Wrap(cell.Text, cell.IsBadge ? widths[c] - size : widths[c], FaceOf(cell, face), size, fonts))], cells);

    private static void Head(PdfPages pages, PdfFonts fonts, Row head, float[] widths, bool[] numbers, float size)
    {
        pages.Y += Pad;
        Lines(pages, fonts, head, 0, head.Height, widths, numbers, size, Face.Bold, Faint);
        pages.Y += head.Height * Line(size) + Pad;
        Rule(pages, Faint, 0.9f);
    }

    /// <summary>A row that fits on no page goes on where it was broken off.</summary>
    private static void Put(PdfPages pages, PdfFonts fonts, Row row, float[] widths, bool[] numbers, float size, Action? head)
    {
        float line = Line(size);
        int drawn = 0, total = row.Height;
        while (drawn < total)
        {
            int fits = (int)((pages.Room - 2 * Pad) / line);
            bool whole = total - drawn <= fits;
            if (!whole && (total - drawn <= 40 || fits < 4))
            {
                pages.NewPage();
                head?.Invoke();
                fits = (int)((pages.Room - 2 * Pad) / line);
            }
            int now = Math.Min(total - drawn, fits);
            pages.Y += Pad;
            Lines(pages, fonts, row, drawn, now, widths, numbers, size, Face.Normal, Ink);
            pages.Y += now * line + Pad;
            drawn += now;
        }
        Rule(pages, SKColor.Parse(Palette.Rule), 0.5f);
    }

    private static void Lines(PdfPages pages, PdfFonts fonts, Row row, int from, int count, float[] widths, bool[] numbers, float size, Face face, SKColor colour)
    {
        float x = PdfPages.Left;
        for (int c = 0; c < widths.Length; c++)
        {
            Cell cell = row.Cells[c];
            Face own = FaceOf(cell, face);
            for (int i = from; i < Math.Min(from + count, row.Lines[c].Count); i++)
            {
                string text = row.Lines[c][i];
                float y = pages.Y + (i - from) * Line(size) + size;
                if (cell.IsBadge && row.Lines[c].Count == 1)
                {
                    float width = PdfBadge.Width(fonts, cell, size);
                    PdfBadge.Draw(pages.Canvas, fonts, cell, numbers[c] ? x + widths[c] - width : x, y, size);
                }
                else fonts.Draw(pages.Canvas, text, numbers[c] ? x + widths[c] - fonts.Width(text, own, size) : x, y, own, size, cell.IsBadge ? PdfBadge.Colour(cell.Tone) : colour);
            }
            x += widths[c] + Gap;
        }
    }

    private static void Rule(PdfPages pages, SKColor colour, float width)
    {
        using var rule = new SKPaint { Color = colour, StrokeWidth = width, IsAntialias = true };
        pages.Canvas.DrawLine(PdfPages.Left, pages.Y, PdfPages.Width - PdfPages.Right, pages.Y, rule);
    }
}
