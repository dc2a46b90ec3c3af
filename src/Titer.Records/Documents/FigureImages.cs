using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>The figures of a document as PNG in base64, drawn on all cores; which is finished first changes nothing.</summary>
internal static class FigureImages
{
    public static Dictionary<Figure, string> Of(ReportDocument document)
    {
        Figure[] figures = [.. document.Sections.SelectMany(s => s.Blocks).OfType<Figure>()];
        var images = new string[figures.Length];
        Parallel.For(0, figures.Length, i => images[i] = Convert.ToBase64String(Png(figures[i].Drawing)));
        var found = new Dictionary<Figure, string>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < figures.Length; i++) found[figures[i]] = images[i];
        return found;
    }

    private static byte[] Png(FigureDrawing drawing)
    {
        (int width, int height) = ((int)(drawing.Size.Width * drawing.Sharpness), (int)(drawing.Size.Height * drawing.Sharpness));
        using ScottPlot.Plot plot = drawing.Plot(drawing.Sharpness);
        return PngImage.Of(width, height, canvas => plot.Render(canvas, width, height));
    }
}
