using Titer.App.People;
using Titer.Control.Alarms;
using Titer.Core;

namespace Titer.App.Alarms;

/// <summary>Which duty an act on an alarm is.</summary>
internal static class AlarmDuties
{
    public static Duty Of(OperatorRequest request) => request.Act switch
    {
        AlarmActs.Acknowledged => Duty.AcknowledgeAlarm,
        AlarmActs.Shelved or AlarmActs.Unshelved => Duty.ShelveAlarm,
        _ => Duty.ServiceAlarm,
    };
}
