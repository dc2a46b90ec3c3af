using ScottPlot;
using SkiaSharp;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>The overview: a heading, the phases as a bar over the time of the batch, and all trends in two or three columns.</summary>
internal static class BatchPicture
{
    private const int Width = 1600, Height = 1200, Margin = 36, Head = 132;
    private const float Scale = 1.42f;

    public static byte[] Png(BatchTrace trace, ReportLayout layout) => PngImage.Of(Width, Height, canvas => Draw(canvas, trace, layout));

    private static void Draw(SKCanvas canvas, BatchTrace trace, ReportLayout layout)
    {
        Heading(canvas, trace, layout.Title);
        Legend(canvas);
        int columns = layout.Panels.Length > 10 ? 3 : layout.Panels.Length > 1 ? 2 : 1;
        int rows = Math.Max(1, (layout.Panels.Length + columns - 1) / columns);
        float width = (Width - 2f * Margin + 16) / columns, height = (Height - Head - 52f) / rows;
        for (int i = 0; i < layout.Panels.Length; i++)
        {
            using Plot plot = PanelPlot.Of(layout.Panels[i], trace, Scale);
            float left = Margin - 12 + i % columns * width, top = Head + i / columns * height;
            // Rendering clears the whole canvas it is given, so each panel has one of its own.
            using var panel = new SKBitmap((int)(width - 8), (int)(height - 30), SKColorType.Rgba8888, SKAlphaType.Opaque);
            using (var own = new SKCanvas(panel)) plot.Render(own, panel.Width, panel.Height);
            canvas.DrawBitmap(panel, left, top + 24);
            float x = Write(canvas, PanelPlot.Title(layout.Panels[i]), left + 12, top + 16, 16, Palette.Ink, bold: true) + 22;
            if (layout.Panels[i].Commands.Length < 2) continue;
            for (int c = 0; c < layout.Panels[i].Commands.Length; c++)
                x = Write(canvas, layout.Panels[i].Commands[c].Name, x, top + 16, 14, Palette.Commands[c % Palette.Commands.Length]) + 18;
        }
    }

    private static void Heading(SKCanvas canvas, BatchTrace trace, string title)
    {
        Write(canvas, title, Margin, 50, 28, Palette.Ink, bold: true);
        Verification found = trace.Verification;
        string state = found.Ok ? $"{found.Entries:N0} entries verified" : $"record broken at entry {found.FirstBroken}";
        string end = found.Completed ? "run completed" : "run not completed";
        float x = Width - Margin;
        x = WriteBefore(canvas, end, x, 46, found.Completed ? Palette.Ok : Palette.Uncertain) - 24;
        WriteBefore(canvas, state, x, 46, found.Ok ? Palette.Ok : Palette.Bad);

        // Phases: a bar over the same stretch of time as the trends.
        List<Event> phases = trace.Events.FindAll(e => e.Code == "phase.started");
        float left = Margin, right = Width - Margin, top = 68, bottom = 92;
        for (int i = 0; i < phases.Count; i++)
        {
            float from = At(trace.Hours(phases[i].Time)), to = i + 1 < phases.Count ? At(trace.Hours(phases[i + 1].Time)) : right;
            using var fill = new SKPaint { Color = SKColor.Parse(Palette.Estimate).WithAlpha((byte)(i % 2 == 0 ? 34 : 58)) };
            canvas.DrawRect(from, top, to - from - 1, bottom - top, fill);
            string name = phases[i].Data.GetValueOrDefault("phase", "");
            using SKFont font = Type(14);
            if (font.MeasureText(name) + 12 < to - from) Write(canvas, name, from + 6, 85, 14, Palette.Ink);
        }

        float At(double hours) => left + (float)(hours / Math.Max(trace.EndHours, 1e-3)) * (right - left);
    }

    private static void Legend(SKCanvas canvas)
    {
        float x = Margin;
        const float y = 118;
        foreach ((string text, string colour, char mark) in (ReadOnlySpan<(string, string, char)>)
            [
                ("estimate with 95 % interval", Palette.Estimate, '='), ("set point with tolerance", Palette.SetPoint, '-'),
                ("measurement", Palette.Point, 'o'),
                ("uncertain", Palette.Uncertain, 'o'), ("bad, not used", Palette.Bad, 'x'), ("sample", Palette.Ink, 'd'),
            ])
        {
            SKColor c = SKColor.Parse(colour);
            using var stroke = new SKPaint { Color = c, StrokeWidth = 2, IsAntialias = true, Style = SKPaintStyle.Stroke };
            using var fill = new SKPaint { Color = c, IsAntialias = true };
            using var pale = new SKPaint { Color = c.WithAlpha(46) };
            float width = mark is '=' or '-' ? 30 : 10, middle = y - 5;
            if (mark is '=' or '-') canvas.DrawRect(x, middle - 7, width, 14, pale);
            if (mark == '-') stroke.PathEffect = SKPathEffect.CreateDash([7, 4], 0);
            if (mark is '=' or '-') canvas.DrawLine(x, middle, x + width, middle, stroke);
            if (mark == 'o') canvas.DrawCircle(x + 5, middle, 4, fill);
            if (mark == 'x') canvas.DrawLine(x, middle - 5, x + 10, middle + 5, stroke);
            if (mark == 'x') canvas.DrawLine(x, middle + 5, x + 10, middle - 5, stroke);
            if (mark == 'd')
            {
                canvas.Save();
                canvas.RotateDegrees(45, x + 5, middle);
                canvas.DrawRect(x + 1, middle - 4, 8, 8, fill);
                canvas.Restore();
            }
            x = Write(canvas, text, x + width + 8, y, 14, Palette.Faint) + 28;
        }
        using SKFont font = Type(14);
        const string time = "time / h";
        Write(canvas, time, Width - Margin - font.MeasureText(time), y, 14, Palette.Faint);
        Write(canvas, "Drawn by Titer from the record alone.", Margin, Height - 18, 13, Palette.Faint);
    }

    private static float WriteBefore(SKCanvas canvas, string text, float right, float y, string colour)
    {
        using SKFont font = Type(17);
        float left = right - font.MeasureText(text);
        Write(canvas, text, left, y, 17, colour);
        return left;
    }

    /// <summary>Gives where the text ends.</summary>
    private static float Write(SKCanvas canvas, string text, float x, float y, float size, string colour, bool bold = false)
    {
        using SKFont font = Type(size, bold);
        using var paint = new SKPaint { Color = SKColor.Parse(colour), IsAntialias = true };
        canvas.DrawText(text, x, y, font, paint);
        return x + font.MeasureText(text);
    }

    private static SKFont Type(float size, bool bold = false) =>
        new(SKTypeface.FromFamilyName(PlotStyle.Font, bold ? SKFontStyle.Bold : SKFontStyle.Normal), size) { Subpixel = true };
}
