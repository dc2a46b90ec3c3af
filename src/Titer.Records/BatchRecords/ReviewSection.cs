using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>The first page: only what was not as planned, worst first, and whether every critical parameter held.</summary>
internal static class ReviewSection
{
    public static void Write(DocumentBuilder document, BatchTrace trace, List<ExceptionFinding> exceptions)
    {
        document.Section("Review by exception");
        if (exceptions.Count == 0) document.Paragraph("Nothing was other than planned: the record is sound and complete, with no excursion, alarm, interlock, step "
            + "of the quality ladder, late phase, override, refused command or unusual reading.");
        else
        {
            document.Paragraph($"{exceptions.Count} {(exceptions.Count == 1 ? "thing was" : "things were")} not as planned; what is not listed here was.");
            document.Table(["Severity", "What", "#Times", "#First / h", "#Together / h", "Section"], [.. exceptions.Select(e => (object[])
                [EventSections.Of(e.Severity), e.What, e.Count, Or(e.FirstHours), Or(e.Hours), Cell.To(e.Section)])]);
        }
        Held(document, trace);
    }

    private static void Held(DocumentBuilder document, BatchTrace trace)
    {
        List<(SpecificationTime Time, string From)> critical = [.. trace.Specifications];
        document.Heading("Critical parameters");
        if (critical.Count == 0)
        {
            document.Paragraph("The record holds no limits of set points to judge by.");
            return;
        }
        int held = critical.Count(c => Held(c.Time)), judged = critical.Count(c => c.Time.HasValues), others = critical.Count - judged;
        document.Paragraph((held == judged ? judged == 1 ? "The one critical parameter held." : $"All {held} critical parameters held." : $"{held} of {judged} critical parameters held.")
            + (others > 0 ? $" {others} more cannot be judged, for nothing measures or estimates them." : ""));
        document.Table(["Parameter", "Held", "#Within limits", "#Longest excursion / h", "#From / h", "#Not known / h", "Judged by"], [.. critical.Select(c => (object[])
            [
                c.Time.Tag, !c.Time.HasValues ? new Cell("not judged", Tone.Plain) : Held(c.Time) ? new Cell("held", Tone.Ok) : new Cell("not held", Tone.Warn), Printed.Share(c.Time.HoursWithin, c.Time.HoursKnown),
                Printed.Hours(c.Time.LongestExcursion), Or(c.Time.LongestStart), Printed.Hours(c.Time.HoursUnknown), c.Time.HasValues ? c.From : "–",
            ])]);
        document.Note("Critical are the variables that the recipe gives limits for. Held: never outside while its value was known, and known for all but 1 % of the time that it had limits.");
    }

    private static bool Held(SpecificationTime time) =>
        time.Excursions == 0 && time.HoursKnown > 0 && time.HoursUnknown <= 0.01 * (time.HoursKnown + time.HoursUnknown);

    private static string Or(double hours) => double.IsNaN(hours) ? "–" : Printed.Hours(hours);
}
