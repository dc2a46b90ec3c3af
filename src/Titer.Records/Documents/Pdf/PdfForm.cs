using SkiaSharp;

namespace Titer.Records.Documents;

/// <summary>
/// A document as PDF: A4 pages with title and foot, tables that go on over pages with their heads, figures as vectors, fonts embedded, text that can be
/// searched. The pages are laid out twice, for the first page points to the pages of the others. The same document with the same fonts gives the same bytes.
/// </summary>
public static class PdfForm
{
    /// <exception cref="InvalidOperationException">Skia made no document.</exception>
    public static byte[] Bytes(ReportDocument document)
    {
        using var fonts = new PdfFonts();
        using var drawings = new PdfDrawings(document);
        PdfPages numbered = PdfLayout.Of(document, fonts, drawings, new Dictionary<string, int>());
        Dictionary<string, int> pages = numbered.FirstPages;
        numbered.Dispose();
        using PdfPages laid = PdfLayout.Of(document, fonts, drawings, pages);
        using var bytes = new MemoryStream();
        var about = new SKDocumentPdfMetadata(PdfPages.Dpi)
        {
            Title = $"{document.Kind}: {document.Title}", Subject = document.Foot, Creator = "Titer", Producer = "Titer with Skia",
            // Of the record, never of the clock.
            Creation = document.Time.UtcDateTime, Modified = document.Time.UtcDateTime, EncodingQuality = 101,
        };
        using (SKDocument pdf = SKDocument.CreatePdf(bytes, about) ?? throw new InvalidOperationException("Skia gave no PDF."))
        {
            laid.DrawTo(pdf, document, fonts);
            pdf.Close();
        }
        return bytes.ToArray();
    }
}
