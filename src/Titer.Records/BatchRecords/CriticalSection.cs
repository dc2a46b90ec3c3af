using Titer.Records.Documents;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>Critical parameters against their limits.</summary>
internal static class CriticalSection
{
    public static void Write(DocumentBuilder document, BatchTrace trace)
    {
        document.Section("Critical parameters");
        var rows = new List<object[]>();
        foreach ((SpecificationTime time, string from) in trace.Specifications)
        {
            double share = time.HoursKnown > 0 ? time.HoursWithin / time.HoursKnown : double.NaN;
            rows.Add([
                time.Tag, time.Unit.Symbol, Printed.Value(time.SetPoint), Printed.Value(time.Low), Printed.Value(time.High), from, Printed.Hours(time.HoursKnown),
                new Cell(Printed.Share(time.HoursWithin, time.HoursKnown), share >= 1 ? Tone.Ok : share >= 0.95 ? Tone.Plain : Tone.Warn), time.Excursions,
                Printed.Hours(time.LongestExcursion), double.IsNaN(time.LongestStart) ? "–" : Printed.Clock(trace.Start.AddHours(time.LongestStart)),
                Printed.Value(time.Smallest), Printed.Value(time.Largest), Printed.Hours(time.HoursUnknown),
            ]);
        }
        if (rows.Count == 0)
        {
            document.Paragraph("The record holds no limits of set points.");
            return;
        }
        document.Table(
            [
                "Parameter", "Unit", "#Last set point", "#Low", "#High", "Judged by", "#With limits / h", "#Within", "#Excursions", "#Longest / h", "Longest from (UTC)",
                "#Min", "#Max", "#Not known / h",
            ],
            rows);
        document.Note("Each value counts until the next one, against the limits in force at that time, changes of the set point included. Judged by the estimate where there is one, else by the measurement.");
    }
}
