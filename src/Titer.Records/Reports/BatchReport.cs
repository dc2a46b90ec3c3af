using System.Text;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>
/// The batch report: one self-contained HTML file, and a picture of the batch, made from the record and nothing else. The
/// same record gives the same report. A broken record gives a report of its sound part that says so at its top.
/// </summary>
public static class BatchReport
{
    /// <exception cref="InputException">The report cannot be written there.</exception>
    /// <exception cref="ArgumentException">A panel of the layout has a unit of another dimension than the record's values.</exception>
    /// <returns>What the report says in numbers.</returns>
    public static ReportFigures Write(IRecord record, ReportLayout layout, string htmlPath)
    {
        BatchTrace trace = BatchTrace.Read(record, layout);
        var html = new HtmlText();
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Element("title", layout.Title).Markup("<style>").Markup(PageStyle.Css).Markup("</style></head><body><main>\n");
        RunSections.Header(html, trace, layout.Title);
        RunSections.Identity(html, trace);
        RunSections.Result(html, trace);
        DoseSection.Steps(html, trace);
        RunSections.Specification(html, trace);
        TrendSection.Write(html, trace, layout.Panels);
        DecisionSection.Write(html, trace, layout);
        EventSections.Findings(html, trace);
        EventSections.Recipe(html, trace);
        EventSections.Alarms(html, trace);
        EventSections.Ladder(html, trace);
        EventSections.People(html, trace);
        EventSections.Run(html, trace);
        RunSections.Measurements(html, trace);
        ConsistencySection.Write(html, trace);
        DoseSection.Models(html, trace);
        RunSections.Verification(html, trace);
        html.Markup("<footer>")
            .Text("Made by Titer from the record alone. All times are UTC or hours since the start of the record.")
            .Markup("</footer>\n</main></body></html>\n");
        Save(htmlPath, Encoding.UTF8.GetBytes(html.ToString()));
        return trace.Figures;
    }

    /// <summary>A picture of the whole batch, 1600 x 1200 px, PNG.</summary>
    /// <inheritdoc cref="Write"/>
    public static void Picture(IRecord record, ReportLayout layout, string pngPath) =>
        Save(pngPath, BatchPicture.Png(BatchTrace.Read(record, layout), layout));

    private static void Save(string path, byte[] content)
    {
        try
        {
            File.WriteAllBytes(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"the report cannot be written: {e.Message.TrimEnd('.')}.");
        }
    }
}
