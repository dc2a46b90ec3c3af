using SkiaSharp;
using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>A word in a coloured frame.</summary>
internal static class PdfBadge
{
    public static float Width(PdfFonts fonts, Cell badge, float size) => fonts.Width(badge.Text, Face.Normal, size) + size;

    public static SKColor Colour(Tone tone) => SKColor.Parse(tone switch
    {
        Tone.Ok => Palette.Ok,
        Tone.Warn => "#8a5a00",
        Tone.Bad => Palette.Bad,
        _ => Palette.Faint,
    });

    /// <param name="y">Baseline of the word.</param>
    public static void Draw(SKCanvas canvas, PdfFonts fonts, Cell badge, float x, float y, float size)
    {
        using var frame = new SKPaint { Color = Colour(badge.Tone).WithAlpha(120), Style = SKPaintStyle.Stroke, StrokeWidth = 0.5f, IsAntialias = true };
        canvas.DrawRoundRect(x, y - size, Width(fonts, badge, size), size * 1.35f, 1.5f, 1.5f, frame);
        fonts.Draw(canvas, badge.Text, x + size / 2, y, Face.Normal, size, Colour(badge.Tone));
    }
}
