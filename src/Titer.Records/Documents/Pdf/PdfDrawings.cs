using SkiaSharp;

namespace Titer.Records.Documents;

/// <summary>The figures of a document as vectors, drawn once however often their pages are laid out.</summary>
internal sealed class PdfDrawings : IDisposable
{
    /// <summary>Points of a page per unit of a figure that is as wide as the page of a report, and how much taller than there it is drawn.</summary>
    private const float Scale = PdfPages.TextWidth / 916f, Taller = 1.2f;

    /// <summary>Type and lines of a drawing: labels of 7 points, lines of one.</summary>
    private const float Size = 0.82f;

    private readonly Dictionary<Figure, SKPicture> _pictures = new(ReferenceEqualityComparer.Instance);

    public PdfDrawings(ReportDocument document)
    {
        foreach (Figure figure in document.Sections.SelectMany(s => s.Blocks).OfType<Figure>()) _pictures[figure] = Picture(figure.Drawing);
    }

    public SKPicture this[Figure figure] => _pictures[figure];

    public static (float Width, float Height) SizeOf(Figure figure) => SizeOf(figure.Drawing);

    public void Dispose()
    {
        foreach (SKPicture picture in _pictures.Values) picture.Dispose();
    }

    private static (float Width, float Height) SizeOf(FigureDrawing drawing) => (drawing.Size.Width * Scale, drawing.Size.Height * Scale * Taller);

    private static SKPicture Picture(FigureDrawing drawing)
    {
        using var recorder = new SKPictureRecorder();
        (float width, float height) = SizeOf(drawing);
        SKCanvas canvas = recorder.BeginRecording(SKRect.Create(width, height));
        using ScottPlot.Plot plot = drawing.Plot(Size);
        plot.Render(canvas, (int)width, (int)height);
        return recorder.EndRecording();
    }
}
