using Titer.Core;
using Titer.Records.Documents;
using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.Records.BatchRecords;

/// <summary>Alarms and interlocks, what is alike in one line, then each with its assessments.</summary>
internal static class DeviationSection
{
    /// <summary>How long an alarm stood, h.</summary>
    public static double Duration(AlarmSpan alarm, BatchTrace trace) =>
        (alarm.Cleared is { } at ? trace.Hours(at) : trace.EndHours) - trace.Hours(alarm.Raised.Time);

    public static void Write(DocumentBuilder document, BatchTrace trace)
    {
        List<AlarmSpan> alarms = AlarmHistory.Of(trace.Events);
        document.Section("Alarms and deviations");
        if (alarms.Count == 0)
        {
            document.Paragraph("None.");
            return;
        }
        var assessments = new AlarmAssessments(trace);
        List<IGrouping<(EventKind, string, string), AlarmSpan>> alike = [.. alarms.GroupBy(a => (a.Raised.Kind, a.Raised.Source, a.Name))
            .OrderByDescending(g => g.Max(a => a.Raised.Severity)).ThenByDescending(g => g.Count())];
        document.Table(["Kind", "Source", "Which", "Severity", "#Times", "#Together / h", "#Longest / h", "#Standing", "#Assessed"],
            [.. alike.Select(g => (object[])
            [
                g.Key.Item1, g.Key.Item2, g.Key.Item3, EventSections.Of(g.Max(a => a.Raised.Severity)), g.Count(),
                    Printed.Hours(g.Sum(a => Duration(a, trace))),
                Printed.Hours(g.Max(a => Duration(a, trace))), g.Count(a => a.Cleared is null), g.Count(a => assessments.Of(a).Any()),
            ])]);
        document.Heading("Each alarm");
        document.Table(["#Entry", "Raised (UTC)", "#Duration / h", "Severity", "Source", "Message", "Assessment"],
            [.. alarms.Select(a => (object[])
            [
                trace.Numbers[a.Raised], Printed.Clock(a.Raised.Time), a.Cleared is null ? "standing" : Printed.Hours(Duration(a, trace)),
                    EventSections.Of(a.Raised.Severity),
                a.Raised.Source, a.Raised.Message, string.Join("\n", assessments.Of(a).Select(Said)),
            ])]);
    }

    private static string Said(AlarmAssessment a) =>
        $"{(a.Comment.Length > 0 ? a.Comment : "Assessed.")} ({a.Person.Name} ({a.Person.Id}), {a.Role}, {Printed.Clock(a.Time)})";
}
