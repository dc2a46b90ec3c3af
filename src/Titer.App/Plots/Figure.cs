using System.Collections.Immutable;
using ScottPlot;
using SkiaSharp;
using Titer.Core;
using Titer.Records.Reports;
using Palette = Titer.Records.Reports.Palette;
using PlotStyle = Titer.Records.Reports.PlotStyle;

namespace Titer.App.Plots;

/// <summary>A picture of plots under one heading, for <c>--plot FILE.png</c> and pages, in the style of the batch report.</summary>
/// <param name="Title">The heading; empty for none.</param>
/// <param name="Columns">Plots beside each other.</param>
internal sealed record Figure(string Title, ImmutableArray<FigurePanel> Panels, int Columns = 1)
{
    private const int PanelWidth = 760, PanelHeight = 420, Margin = 28, Head = 64, PanelHead = 30;
    private const float Scale = 1.4f;

    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Save(string file)
    {
        byte[] png = ToPng();
        OutputFile.Write(file, stream => stream.Write(png));
    }

    public byte[] ToPng()
    {
        int columns = Math.Min(Columns, Panels.Length), rows = (Panels.Length + columns - 1) / columns, head = Title.Length > 0 ? Head : Margin / 2;
        int width = 2 * Margin + columns * PanelWidth, height = head + Margin + rows * PanelHeight;
        return PngImage.Of(width, height, canvas =>
        {
            if (Title.Length > 0) Write(canvas, Title, Margin, 42, 24, bold: true);
            for (int i = 0; i < Panels.Length; i++)
                DrawPanel(canvas, Panels[i], Margin + i % columns * PanelWidth, head + i / columns * PanelHeight);
        });
    }

    private static void DrawPanel(SKCanvas canvas, FigurePanel panel, int left, int top)
    {
        using var plot = new Plot();
        PlotStyle.Apply(plot, Scale);
        plot.Layout.Default();
        foreach ((IAxis axis, string text) in (ReadOnlySpan<(IAxis, string)>)[(plot.Axes.Bottom, panel.X), (plot.Axes.Left, panel.Y)])
        {
            axis.Label.Text = text;
            (axis.Label.FontSize, axis.Label.Bold, axis.Label.ForeColor) = (9.5f * Scale, false, Palette.Color(Palette.Faint));
        }
        panel.Draw(plot);
        // Rendering clears the whole canvas it is given, so each panel has one of its own.
        using var bitmap = new SKBitmap(PanelWidth - 16, PanelHeight - PanelHead - 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var own = new SKCanvas(bitmap)) plot.Render(own, bitmap.Width, bitmap.Height);
        canvas.DrawBitmap(bitmap, left, top + PanelHead);
        Write(canvas, panel.Title, left + 10, top + 20, 16, bold: true);
    }

    private static void Write(SKCanvas canvas, string text, float x, float y, float size, bool bold)
    {
        using var font = new SKFont(SKTypeface.FromFamilyName(PlotStyle.Font, bold ? SKFontStyle.Bold : SKFontStyle.Normal),
            size) { Subpixel = true };
        using var paint = new SKPaint { Color = SKColor.Parse(Palette.Ink), IsAntialias = true };
        canvas.DrawText(text, x, y, font, paint);
    }
}
