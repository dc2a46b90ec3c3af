using SkiaSharp;
using Titer.Records.Reports;

namespace Titer.Records.Documents;

internal enum Face { Normal, Bold, Mono }

/// <summary>Type of a PDF. Characters that its font lacks are taken from another font of the machine, and written out by their numbers where none has them.</summary>
internal sealed class PdfFonts : IDisposable
{
    private readonly SKTypeface[] _faces =
    [
        SKTypeface.FromFamilyName(PlotStyle.Font), SKTypeface.FromFamilyName(PlotStyle.Font, SKFontStyle.Bold), SKTypeface.FromFamilyName(PlotStyle.Font + " Mono"),
    ];

    private readonly Dictionary<(Face, float), SKFont> _fonts = [];
    private readonly Dictionary<(int, float), SKFont?> _others = [];

    public SKFont Of(Face face, float size)
    {
        if (_fonts.TryGetValue((face, size), out SKFont? font)) return font;
        font = new SKFont(_faces[(int)face], size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
        return _fonts[(face, size)] = font;
    }

    public float Width(string text, Face face, float size)
    {
        float width = 0;
        foreach ((string run, SKFont font) in Runs(text, face, size)) width += font.MeasureText(run);
        return width;
    }

    /// <summary>Draws text with its baseline at <paramref name="y"/> and gives where it ends.</summary>
    public float Draw(SKCanvas canvas, string text, float x, float y, Face face, float size, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        foreach ((string run, SKFont font) in Runs(text, face, size))
        {
            canvas.DrawText(run, x, y, font, paint);
            x += font.MeasureText(run);
        }
        return x;
    }

    private IEnumerable<(string Text, SKFont Font)> Runs(string text, Face face, float size)
    {
        SKFont own = Of(face, size);
        if (own.ContainsGlyphs(text))
        {
            if (text.Length > 0) yield return (text, own);
            yield break;
        }
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            string one = rune.ToString();
            if (own.ContainsGlyphs(one)) yield return (one, own);
            else if (Other(rune.Value, size) is { } other) yield return (one, other);
            else yield return ($"‹U+{rune.Value:X4}›", own);
        }
    }

    private SKFont? Other(int character, float size)
    {
        if (_others.TryGetValue((character, size), out SKFont? font)) return font;
        SKTypeface? found = SKFontManager.Default.MatchCharacter(character);
        return _others[(character, size)] = found is null ? null : new SKFont(found, size) { Subpixel = true, LinearMetrics = true };
    }

    public void Dispose()
    {
        foreach (SKFont font in _fonts.Values) font.Dispose();
        foreach (SKFont? font in _others.Values) font?.Dispose();
        foreach (SKTypeface face in _faces) face.Dispose();
    }
}
