using System.Globalization;
using SkiaSharp;
using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>Puts the blocks of a document on pages.</summary>
internal static class PdfLayout
{
    private static readonly SKColor Ink = SKColor.Parse(Palette.Ink), Faint = SKColor.Parse(Palette.Faint), Blue = SKColor.Parse(Palette.Estimate), Red = SKColor.Parse(Palette.Bad);

    /// <param name="firstPages">Page of each section, as an earlier layout found it; empty in that one.</param>
    public static PdfPages Of(ReportDocument document, PdfFonts fonts, PdfDrawings drawings, Dictionary<string, int> firstPages)
    {
        var pages = new PdfPages(fonts);
        pages.NewPage();
        Head(pages, fonts, document);
        for (int i = 0; i < document.Sections.Length; i++)
        {
            Section section = document.Sections[i];
            if (section.NewPage) pages.NewPage();
            else pages.Need(70);
            if (!pages.IsFresh) pages.Y += 14;
            pages.FirstPages[section.Key] = pages.Number;
            Text(pages, fonts, document.IsNumbered ? string.Create(CultureInfo.InvariantCulture, $"{i + 1}  {section.Title}") : section.Title, Face.Bold, 12, Blue, 5);
            float beside = 0;
            for (int b = 0; b < section.Blocks.Length; b++)
            {
                Block block = section.Blocks[b];
                // What introduces a table or a figure stays with it.
                if (block is Heading or Paragraph { IsNote: false } && b + 1 < section.Blocks.Length)
                    pages.Need(section.Blocks[b + 1] is Figure next ? PdfDrawings.SizeOf(next).Height + 40 : 70);
                if (block is Figure { IsHalf: true } half)
                {
                    beside = HalfFigure(pages, fonts, half, drawings, beside);
                    continue;
                }
                beside = 0;
                Put(pages, fonts, block, document, drawings, firstPages);
            }
        }
        pages.Need(30);
        pages.Y += 10;
        Text(pages, fonts, document.Closing, Face.Normal, 7.5f, Faint, 0);
        pages.End();
        return pages;
    }

    private static void Head(PdfPages pages, PdfFonts fonts, ReportDocument document)
    {
        Text(pages, fonts, document.Kind.ToUpperInvariant(), Face.Normal, 7.5f, Faint, 3);
        Text(pages, fonts, document.Title, Face.Bold, 18, Ink, 4);
        Text(pages, fonts, document.Lead, Face.Normal, 9, Faint, 6);
        float x = PdfPages.Left;
        foreach (Cell mark in document.Marks)
        {
            PdfBadge.Draw(pages.Canvas, fonts, mark, x, pages.Y + 9, 8);
            x += PdfBadge.Width(fonts, mark, 8) + 8;
        }
        pages.Y += 20;
        if (document.Warning.Length == 0) return;
        Text(pages, fonts, document.Warning, Face.Bold, 9.5f, Red, 6);
    }

    private static void Put(PdfPages pages, PdfFonts fonts, Block block, ReportDocument document, PdfDrawings drawings, Dictionary<string, int> firstPages)
    {
        switch (block)
        {
            case Heading heading:
                pages.Need(44);
                pages.Y += 5;
                Text(pages, fonts, heading.Text, Face.Bold, 9, Ink, 3);
                break;
            case Paragraph paragraph: Text(pages, fonts, paragraph.Text, Face.Normal, paragraph.IsNote ? 7.2f : 9, paragraph.IsNote ? Faint : Ink, 5); break;
            case Pairs pairs: PdfTable.Pairs(pages, fonts, [.. pairs.Rows.Select(r => (r.Name, r.Value))]); break;
            case Tiles tiles: PdfTable.Pairs(pages, fonts, [.. tiles.Rows.Select(r => (r.Name, new Cell(r.Value)))]); break;
            case Table table:
                PdfTable.Draw(pages, fonts, table, document, firstPages);
                if (table.More > 0) Text(pages, fonts, $"{table.More} more in the record.", Face.Normal, 7.2f, Faint, 5);
                break;
            case TrendLegend: PdfLegend.Draw(pages, fonts); break;
            case Figure figure: FullFigure(pages, fonts, figure, drawings); break;
            default: throw new ArgumentException($"There is no PDF for a {block.GetType().Name}.");
        }
    }

    private static void Text(PdfPages pages, PdfFonts fonts, string text, Face face, float size, SKColor colour, float after)
    {
        foreach (string line in PdfText.Wrap(text, PdfPages.TextWidth, face, size, fonts))
        {
            pages.Need(size * 1.35f);
            pages.Y += size * 1.35f;
            fonts.Draw(pages.Canvas, line, PdfPages.Left, pages.Y - size * 0.35f, face, size, colour);
        }
        pages.Y += after;
    }

    private static void FullFigure(PdfPages pages, PdfFonts fonts, Figure figure, PdfDrawings drawings)
    {
        (_, float height) = PdfDrawings.SizeOf(figure);
        pages.Need(height + 20);
        Caption(pages, fonts, figure, PdfPages.Left, PdfPages.TextWidth);
        pages.Y += 13;
        Draw(pages, figure, drawings, PdfPages.Left);
        pages.Y += height + 6;
    }

    /// <summary>Two figures to a row: the left one keeps the place, the right one goes beside it.</summary>
    /// <param name="beside">Height of the figure on the left; 0 when the row is full.</param>
    private static float HalfFigure(PdfPages pages, PdfFonts fonts, Figure figure, PdfDrawings drawings, float beside)
    {
        (float width, float height) = PdfDrawings.SizeOf(figure);
        if (beside == 0) pages.Need(height + 20);
        else pages.Y -= beside;
        float left = beside == 0 ? PdfPages.Left : PdfPages.Left + PdfPages.TextWidth - width;
        Caption(pages, fonts, figure, left, width);
        pages.Y += 13;
        Draw(pages, figure, drawings, left);
        pages.Y += height + 5;
        return beside == 0 ? height + 18 : 0;
    }

    private static void Caption(PdfPages pages, PdfFonts fonts, Figure figure, float left, float width)
    {
        float x = fonts.Draw(pages.Canvas, PdfText.Fit(figure.Title, width, Face.Bold, 8, fonts), left, pages.Y + 10, Face.Bold, 8, Ink) + 10;
        foreach ((string name, string colour) in figure.Names)
            x = fonts.Draw(pages.Canvas, name, x, pages.Y + 10, Face.Normal, 7.5f, SKColor.Parse(colour)) + 8;
    }

    private static void Draw(PdfPages pages, Figure figure, PdfDrawings drawings, float left)
    {
        SKCanvas canvas = pages.Canvas;
        canvas.Save();
        canvas.Translate(left, pages.Y);
        (float width, float height) = PdfDrawings.SizeOf(figure);
        canvas.ClipRect(SKRect.Create(width, height));
        canvas.DrawPicture(drawings[figure]);
        canvas.Restore();
    }
}
