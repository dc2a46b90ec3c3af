using Titer.Core;
using Titer.Records.Documents;

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
        var document = new DocumentBuilder();
        RunSections.Identity(document, trace);
        RunSections.Result(document, trace);
        DoseSection.Steps(document, trace);
        RunSections.Specification(document, trace);
        TrendSection.Write(document, trace, layout.Panels);
        DecisionSection.Write(document, trace, layout);
        EventSections.Findings(document, trace);
        EventSections.Recipe(document, trace);
        EventSections.Alarms(document, trace);
        EventSections.Ladder(document, trace);
        EventSections.People(document, trace);
        EventSections.Run(document, trace);
        RunSections.Measurements(document, trace);
        ConsistencySection.Write(document, trace);
        DoseSection.Models(document, trace);
        RunSections.Verification(document, trace);
        Save(htmlPath, HtmlForm.Bytes(ReportHead.Of("Batch report", layout, trace, document)));
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
