using System.Diagnostics;
using Titer.Records.Documents;

namespace Titer.Records.Tests;

/// <summary>Reads documents back.</summary>
internal static class Pages
{
    /// <summary>All text of a document in its order, a line for each piece; sections that cells point to are left out.</summary>
    public static string Text(ReportDocument document) => string.Join('\n', Pieces(document));

    public static IEnumerable<string> Pieces(ReportDocument document)
    {
        foreach (Section section in document.Sections)
        {
            yield return section.Title;
            foreach (Block block in section.Blocks)
            {
                IEnumerable<string> inside = block switch
                {
                    Heading h => [h.Text],
                    Paragraph p => [p.Text],
                    Pairs p => p.Rows.SelectMany(r => (string[])[r.Name, r.Value.Text]),
                    Tiles t => t.Rows.SelectMany(r => (string[])[r.Name, r.Value]),
                    Table t => [.. t.Columns.Select(c => c.Name), .. t.Rows.SelectMany(r => r.Select(c => c.Text))],
                    Figure f => [f.Title],
                    _ => [],
                };
                foreach (string piece in inside) yield return piece;
            }
        }
    }

    public static bool CanRead => File.Exists("/usr/bin/pdftotext");

    /// <summary>The text of each page as another program finds it in the file.</summary>
    public static string[] OfPdf(byte[] pdf, string file)
    {
        File.WriteAllBytes(file, pdf);
        using Process reading = Process.Start(new ProcessStartInfo("/usr/bin/pdftotext", ["-enc", "UTF-8", file, "-"]) { RedirectStandardOutput = true })!;
        string text = reading.StandardOutput.ReadToEnd();
        reading.WaitForExit();
        Assert.Equal(0, reading.ExitCode);
        return text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
    }

    public static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\u00A0'));
}
