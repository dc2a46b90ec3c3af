using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>What stands at the top and at the end of a document about a batch.</summary>
internal static class ReportHead
{
    public static ReportDocument Of(string kind, ReportLayout layout, BatchTrace trace, DocumentBuilder document)
    {
        Verification found = trace.Verification;
        return new ReportDocument(kind, Printed.Safe(layout.Title),
            Printed.Safe(trace.First("run.started")?.Message ?? "The record holds no start of a run."),
            [
                new Cell(found.Ok ? "Record verified" : "Record broken", found.Ok ? Tone.Ok : Tone.Bad),
                new Cell(found.Completed ? "Run completed" : "Run not completed", found.Completed ? Tone.Ok : Tone.Warn),
            ],
            found.Ok ? "" : Printed.Safe($"The record is broken at entry {found.FirstBroken}. {found.Reason} This {kind.ToLowerInvariant()} "
                + $"shows the {found.Entries} entries before it, and must not be used for release."),
            document.Sections, "Made by Titer from the record alone. All times are UTC or hours since the start of the record.") { Time = trace.End };
    }
}
