using SkiaSharp;
using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>The marks of trends with what they mean, in one or two lines.</summary>
internal static class PdfLegend
{
    private const float Size = 7.2f, Line = 12;

    public static void Draw(PdfPages pages, PdfFonts fonts)
    {
        pages.Need(3 * Line);
        float x = PdfPages.Left, y = pages.Y + 9;
        foreach ((string text, string colour, char mark) in (ReadOnlySpan<(string, string, char)>)
            [
                (LegendMarks.Estimate, Palette.Estimate, '='), (LegendMarks.SetPoint, Palette.SetPoint, '-'), (LegendMarks.Good, Palette.Point, 'o'),
                (LegendMarks.Uncertain, Palette.Uncertain, 'o'), (LegendMarks.Bad, Palette.Bad, 'x'), (LegendMarks.Sample, Palette.Ink, 'd'),
                (LegendMarks.Command, Palette.Commands[0], 's'),
            ])
        {
            float width = mark is '=' or '-' or 's' ? 18 : 8;
            if (x + width + 4 + fonts.Width(text, Face.Normal, Size) > PdfPages.Width - PdfPages.Right) (x, y) = (PdfPages.Left, y + Line);
            Mark(pages.Canvas, mark, SKColor.Parse(colour), x, y - 2.5f, width);
            x = fonts.Draw(pages.Canvas, text, x + width + 4, y, Face.Normal, Size, SKColor.Parse(Palette.Faint)) + 14;
        }
        pages.Y = y + 6;
    }

    private static void Mark(SKCanvas canvas, char mark, SKColor colour, float x, float y, float width)
    {
        using var stroke = new SKPaint { Color = colour, StrokeWidth = 1, IsAntialias = true, Style = SKPaintStyle.Stroke };
        using var fill = new SKPaint { Color = colour, IsAntialias = true };
        using var pale = new SKPaint { Color = colour.WithAlpha(46) };
        if (mark is '=' or '-') canvas.DrawRect(x, y - 3, width, 6, pale);
        if (mark == '-') stroke.PathEffect = SKPathEffect.CreateDash([3, 2], 0);
        if (mark is '=' or '-') canvas.DrawLine(x, y, x + width, y, stroke);
        if (mark == 'o') canvas.DrawCircle(x + 4, y, 1.8f, fill);
        if (mark == 'x') canvas.DrawLine(x + 1, y - 3, x + 7, y + 3, stroke);
        if (mark == 'x') canvas.DrawLine(x + 1, y + 3, x + 7, y - 3, stroke);
        if (mark is not ('d' or 's')) return;
        using SKPath path = SKPath.ParseSvgPathData(mark == 'd' ? "M4 -3.5 L7.5 0 L4 3.5 L0.5 0 Z" : "M0 2 H8 V-2 H18");
        canvas.Save();
        canvas.Translate(x, y);
        canvas.DrawPath(path, mark == 'd' ? fill : stroke);
        canvas.Restore();
    }
}
