using ScottPlot;

namespace Titer.Records.Reports;

/// <summary>Frame, grid and type of every trend.</summary>
public static class PlotStyle
{
    // Found on almost every Linux; Skia falls back to what there is.
    public const string Font = "DejaVu Sans";

    private static readonly double[] NiceHours = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336];

    public static void Apply(Plot plot, float scale)
    {
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Font.Set(Font);
        plot.Axes.Frame(false);
        plot.Axes.Left.FrameLineStyle.IsVisible = true;
        plot.Axes.Bottom.FrameLineStyle.IsVisible = true;
        foreach (IAxis axis in (ReadOnlySpan<IAxis>)[plot.Axes.Left, plot.Axes.Bottom])
        {
            axis.FrameLineStyle.Color = Palette.Color(Palette.Faint);
            axis.FrameLineStyle.Width = 0.8f * scale;
            axis.TickLabelStyle.FontSize = 8.5f * scale;
            axis.TickLabelStyle.ForeColor = Palette.Color(Palette.Faint);
            axis.MajorTickStyle.Color = Palette.Color(Palette.Faint);
            (axis.MajorTickStyle.Length, axis.MajorTickStyle.Width) = (3 * scale, 0.8f * scale);
            axis.MinorTickStyle.Length = 0;
        }
        plot.Grid.MajorLineColor = Palette.Color(Palette.Rule, 0.7);
        plot.Grid.MajorLineWidth = 0.6f * scale;
        plot.HideLegend();
        // The same edges for every panel, so that times stand above each other.
        plot.Layout.Fixed(new PixelPadding(44 * scale, 12 * scale, 22 * scale, 6 * scale));
    }

    public static double TickHours(double end)
    {
        foreach (double step in NiceHours)
            if (end / step <= 15) return step;
        return Math.Ceiling(end / 15 / 168) * 168;
    }
}
