using System.Globalization;
using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>
/// What people said about alarms: events <c>alarm.acknowledged</c> and <c>alarm.assessed</c>, which name the entry of the alarm by <c>of</c> and hold a
/// <c>comment</c>.
/// </summary>
internal sealed class AlarmAssessments(BatchTrace trace)
{
    public const string Acknowledged = "alarm.acknowledged", Assessed = "alarm.assessed";

    private readonly ILookup<long, Event> _about = trace.Events.Where(e => e.Code is Acknowledged or Assessed)
        .ToLookup(e => long.TryParse(e.Data.GetValueOrDefault("of"), CultureInfo.InvariantCulture, out long entry) ? entry : 0);

    /// <summary>Assessments of an alarm, oldest first.</summary>
    public IEnumerable<Event> Of(AlarmSpan alarm) => About(alarm, Assessed);

    public Event? Acknowledgement(AlarmSpan alarm) => About(alarm, Acknowledged).FirstOrDefault();

    private IEnumerable<Event> About(AlarmSpan alarm, string code) => _about[trace.Numbers[alarm.Raised]].Where(e => e.Code == code);
}
