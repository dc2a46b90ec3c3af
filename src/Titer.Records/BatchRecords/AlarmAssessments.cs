using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.Records.BatchRecords;

/// <summary>What people said about each alarm of a batch.</summary>
internal sealed class AlarmAssessments(BatchTrace trace)
{
    private readonly ILookup<long, AlarmAssessment> _about = trace.Events.Select(AlarmAssessment.Of).OfType<AlarmAssessment>()
        .SelectMany(a => a.Alarms, (a, alarm) => (alarm, a)).ToLookup(a => a.alarm, a => a.a);

    /// <summary>Assessments of an alarm, oldest first; the last one counts.</summary>
    public IEnumerable<AlarmAssessment> Of(AlarmSpan alarm) => _about[trace.Numbers[alarm.Raised]];
}
