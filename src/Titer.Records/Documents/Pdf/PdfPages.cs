using System.Globalization;
using SkiaSharp;
using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>Pages of A4 under way, in points of 1/72 inch. Content is put on the last one at <see cref="Y"/>.</summary>
internal sealed class PdfPages(PdfFonts fonts) : IDisposable
{
    public const float Dpi = 72, Width = 595.28f, Height = 841.89f, Left = 45, Right = 45, Top = 62, Bottom = 60, TextWidth = Width - Left - Right;

    private readonly List<SKPicture> _pages = [];
    private SKPictureRecorder? _recorder;

    public SKCanvas Canvas { get; private set; } = null!;

    /// <summary>Where the next thing goes, from the top of the page.</summary>
    public float Y { get; set; } = Height;

    public float Room => Height - Bottom - Y;

    /// <summary>A page that holds nothing yet.</summary>
    public bool IsFresh => _recorder is null || Y == Top;

    /// <summary>Number of the page under way, from 1.</summary>
    public int Number => _pages.Count + 1;

    /// <summary>On which page each section begins.</summary>
    public Dictionary<string, int> FirstPages { get; } = new(StringComparer.Ordinal);

    public void NewPage()
    {
        if (_recorder is not null) End();
        _recorder = new SKPictureRecorder();
        Canvas = _recorder.BeginRecording(SKRect.Create(Width, Height));
        Y = Top;
    }

    /// <summary>Goes to a new page unless so much room is left, or the page is fresh.</summary>
    public void Need(float height)
    {
        if (_recorder is null || (Room < height && !IsFresh)) NewPage();
    }

    public void End()
    {
        _pages.Add(_recorder!.EndRecording());
        _recorder.Dispose();
        _recorder = null;
    }

    /// <summary>Each page with the running title, its number of how many, and the foot of the document.</summary>
    public void DrawTo(SKDocument pdf, ReportDocument document, PdfFonts type)
    {
        for (int i = 0; i < _pages.Count; i++)
        {
            SKCanvas canvas = pdf.BeginPage(Width, Height);
            canvas.DrawPicture(_pages[i]);
            SKColor faint = SKColor.Parse(Palette.Faint);
            using var rule = new SKPaint { Color = SKColor.Parse(Palette.Rule), StrokeWidth = 0.6f, IsAntialias = true };
            canvas.DrawLine(Left, 46, Width - Right, 46, rule);
            canvas.DrawLine(Left, Height - 44, Width - Right, Height - 44, rule);
            string pages = string.Create(CultureInfo.InvariantCulture, $"page {i + 1} of {_pages.Count}");
            type.Draw(canvas, PdfText.Fit(document.Running.Length > 0 ? document.Running : $"{document.Kind}: {document.Title}", TextWidth - 90, Face.Normal, 7.5f, fonts), Left, 40, Face.Normal, 7.5f, faint);
            type.Draw(canvas, pages, Width - Right - type.Width(pages, Face.Normal, 7.5f), 40, Face.Normal, 7.5f, faint);
            float y = Height - 34;
            foreach (string line in PdfText.Wrap(document.Foot, TextWidth, Face.Mono, 6.2f, fonts))
            {
                type.Draw(canvas, line, Left, y, Face.Mono, 6.2f, faint);
                y += 8;
            }
            pdf.EndPage();
        }
    }

    public void Dispose()
    {
        foreach (SKPicture page in _pages) page.Dispose();
        _recorder?.Dispose();
    }
}
