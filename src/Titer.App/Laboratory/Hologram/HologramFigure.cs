using ScottPlot;
using Titer.App.Plots;
using Titer.Sensing.Hologram;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Hologram;

/// <summary>A row of three pictures per image: the hologram, the wave in focus with the objects outlined, and sharpness over distance.</summary>
internal static class HologramFigure
{
    private const int MostImages = 12;

    public static Figure Of(List<HologramFinding> findings) => new(
        findings.Count <= MostImages ? "Lens-free holograms" : $"Lens-free holograms, the first {MostImages} of {findings.Count}",
        [.. findings.Take(MostImages).SelectMany(Row)], Columns: 3);

    private static IEnumerable<FigurePanel> Row(HologramFinding f) => f.Focus.Verdict == FocusVerdict.None ? [Raw(f)] : [Raw(f), Objects(f), Sharpness(f)];

    /// <summary>The image as it was taken.</summary>
    public static FigurePanel Raw(HologramFinding f) =>
        new(Path.GetFileName(f.File), "x (px)", "y (px)", plot => Picture(plot, f, i => f.Frame["image"][i]));

    /// <summary>The wave in focus.</summary>
    public static FigurePanel InFocus(HologramFinding f) => new(
        FormattableString.Invariant($"amplitude in focus at {f.Focus.Distance:0} um"), "x (px)", "y (px)", plot => Picture(plot, f, i => f.Amplitude[i]));

    /// <summary>The same with the objects outlined.</summary>
    public static FigurePanel Objects(HologramFinding f) => new(
        FormattableString.Invariant($"in focus at {f.Focus.Distance:0} um, {f.Objects.Length} objects"), "x (px)", "y (px)", plot =>
        {
            Picture(plot, f, i => f.Amplitude[i]);
            Outlines(plot, f);
        });

    public static FigurePanel Sharpness(HologramFinding f) => new(
        FormattableString.Invariant($"sharpness; probability that the peak is right {f.Focus.Probability:0.00}"),
        "distance (um)", "sharpness", plot => Curve(plot, f));

    private static void Picture(Plot plot, HologramFinding f, Func<int, double> value)
    {
        var pixels = new double[f.Height, f.Width];
        for (int y = 0; y < f.Height; y++)
            for (int x = 0; x < f.Width; x++) pixels[y, x] = value(y * f.Width + x);
        var picture = plot.Add.Heatmap(pixels);
        picture.Colormap = new ScottPlot.Colormaps.Grayscale();
        picture.FlipVertically = true;
        picture.Extent = new CoordinateRect(-0.5, f.Width - 0.5, f.Height - 0.5, -0.5);
        plot.Axes.SetLimits(-0.5, f.Width - 0.5, f.Height - 0.5, -0.5);
        plot.Axes.SquareUnits();
        plot.HideGrid();
    }

    private static void Outlines(Plot plot, HologramFinding f)
    {
        var edge = new List<Coordinates>();
        for (int y = 0; y < f.Height; y++)
            for (int x = 0; x < f.Width; x++)
            {
                int label = At(x, y);
                if (label != 0 && (At(x - 1, y) != label || At(x + 1, y) != label || At(x, y - 1) != label || At(x, y + 1) != label))
                    edge.Add(new(x, y));
            }
        if (edge.Count > 0)
        {
            var points = plot.Add.ScatterPoints(edge);
            (points.MarkerSize, points.Color) = (1.8f, Palette.Color(Palette.Uncertain));
        }

        int At(int x, int y) => x < 0 || y < 0 || x >= f.Width || y >= f.Height ? 0 : f.Outline[y * f.Width + x];
    }

    private static void Curve(Plot plot, HologramFinding f)
    {
        var line = plot.Add.ScatterLine(f.Focus.Curve.Distances, f.Focus.Curve.Sharpness);
        (line.Color, line.LineWidth) = (Palette.Color(Palette.Estimate), 2);
        var at = plot.Add.VerticalLine(f.Focus.Distance);
        (at.Color, at.LineWidth) = (Palette.Color(Palette.Uncertain), 1.5f);
    }
}
