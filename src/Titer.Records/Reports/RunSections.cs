using System.Globalization;
using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>The sections about the run as a whole: identity, result, time in specification, measurements, verification.</summary>
internal static class RunSections
{
    public static void Identity(DocumentBuilder document, BatchTrace trace)
    {
        document.Section("Identification");
        document.Pairs([("Start", $"{Printed.Clock(trace.Start)} UTC"), ("Duration of the record", $"{Printed.Hours(trace.EndHours)} h"),
            .. trace.First("run.started")?.Data.Select(d => (Printed.Label(d.Key), d.Value)) ?? []]);
        if (Artefacts(trace) is not { Count: > 0 } artefacts) return;
        document.Heading("Artefacts that took part, by content hash (SHA-256)");
        document.Pairs(artefacts);
    }

    /// <summary>Files, models and calibrations by name with their hashes, each once.</summary>
    public static List<(string Name, string Hash)> Artefacts(BatchTrace trace) => [.. trace.Events.Where(e => e.Code == "artefact")
        .Select(a => (a.Data.GetValueOrDefault("name", a.Source), a.Data.GetValueOrDefault("hash", ""))).Distinct()];

    public static void Result(DocumentBuilder document, BatchTrace trace)
    {
        document.Section("Result");
        if (trace.Last("run.completed") is { } completed)
        {
            document.Paragraph(completed.Message);
            document.Tiles(completed.Data.Select(d => (Printed.Label(d.Key), d.Value)));
        }
        else
        {
            document.Paragraph("The run has not completed; there is no result.");
        }
    }

    public static void Specification(DocumentBuilder document, BatchTrace trace)
    {
        var rows = new List<object[]>();
        foreach ((SpecificationTime time, string from) in trace.Specifications)
        {
            double share = time.HoursKnown > 0 ? time.HoursWithin / time.HoursKnown : double.NaN;
            rows.Add([time.Tag, time.Unit.Symbol, Printed.Value(time.SetPoint), $"{Printed.Value(time.Low)} … {Printed.Value(time.High)}", from,
                Printed.Hours(time.HoursKnown),
                new Cell(Printed.Share(time.HoursWithin, time.HoursKnown), share >= 0.99 ? Tone.Ok : share >= 0.95 ? Tone.Plain : Tone.Warn),
                Printed.Hours(time.LongestExcursion), $"{Printed.Value(time.Smallest)} … {Printed.Value(time.Largest)}",
                Printed.Hours(time.HoursUnknown)]);
        }
        if (rows.Count == 0) return;
        document.Section("Time in specification");
        document.Table(
            [
                "Variable", "Unit", "#Last set point", "Its limits", "Judged by",
                "#With limits / h", "#Within", "#Longest excursion / h", "Smallest … largest", "#Not known / h",
            ],
            rows);
        document.Note("Computed from the record: each value counts until the next one, against the limits in force at that time, "
            + "changes of the set point included.");
    }

    public static void Measurements(DocumentBuilder document, BatchTrace trace)
    {
        document.Section("Quality of the measurements");
        document.Table(["Tag", "#Count", "#Good", "#Uncertain", "#Bad", "#Share bad", "Most frequent reason"], [.. trace.Counts.Select(c => (object[])
            [c.Key, c.Value.Total, c.Value.Good, c.Value.Uncertain, c.Value.Bad, Printed.Share(c.Value.Bad, c.Value.Total), c.Value.MainReason])]);
        document.Note("By NAMUR NE 107. Good: good or maintenance required. Uncertain: out of specification. "
            + "Bad: failure or function check; never used by control.");
    }

    public static void Verification(DocumentBuilder document, BatchTrace trace)
    {
        Verification found = trace.Verification;
        document.Section("Verification of the record");
        document.Pairs([
            ("Result", found.Ok
                ? "Every entry is sound: numbers without gaps, each hash over its content and the hash before it."
                : $"Broken at entry {found.FirstBroken}: {found.Reason}"),
            ("Sound entries", found.Entries.ToString(CultureInfo.InvariantCulture)),
            ("Head hash (SHA-256)", found.Head),
            ("End of the record", found.Completed
                ? "The run completed, and nothing but signatures follows."
                : "The run did not complete, or the end of its record is missing."),
            ("Checkpoints", found.Signed),
            ("Signatures", found.People.Length > 0 ? found.People : "Nobody has signed this record."),
        ]);
        document.Note("Another copy of this record is the same, entry by entry, if its verification gives the same head hash.");
    }
}
