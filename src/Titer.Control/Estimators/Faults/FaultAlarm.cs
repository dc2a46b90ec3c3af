using System.Globalization;
using Titer.Core;

namespace Titer.Control.Estimators.Faults;

/// <summary>
/// What the operator is told when a sensor is isolated or taken back: one sentence with what is wrong, since when, and what to do; NE 107 status
/// in the data. A frozen sensor has failed; one that is off or drifts wants maintenance, but its readings count as failed, too.
/// </summary>
internal static class FaultAlarm
{
    public static Event Raised(SensorFault fault, DateTimeOffset now) => new Event(
        now, EventKind.Alarm, Severity.Medium, fault.Tag.Name, "alarm.raised",
        $"{fault.Tag} {fault.Description} since {fault.Onset:d MMM HH:mm} and is no longer used; {Response(fault)}.")
        .With("alarm", Name(fault)).With("fault", Kind(fault)).With("onset", fault.Onset.ToString("O", CultureInfo.InvariantCulture))
        .With("size", Number(fault.Size)).With("uncertainty", Number(fault.Uncertainty)).With("evidence", Number(fault.Evidence))
        .With("NE107", (fault.Kind == FaultKind.Freeze ? Ne107.Failure : Ne107.MaintenanceRequired).ToString());

    public static Event Cleared(SensorFault fault, DateTimeOffset now) => new Event(now, EventKind.Alarm, Severity.Information, fault.Tag.Name,
        "alarm.cleared", $"{fault.Tag} agrees again with the other sensors and is used again.").With("alarm", Name(fault)).With("fault", Kind(fault));

    private static string Response(SensorFault fault) => fault.Kind switch
    {
        _ when fault.Tag.Name.StartsWith("lab/", StringComparison.Ordinal) => "have the method checked against a standard and repeat the sample",
        FaultKind.Freeze => "check its connection and restart its reader",
        FaultKind.Bias => "compare it with a sample and calibrate it",
        _ => "compare it with a sample, calibrate or change it",
    };

    private static string Name(SensorFault fault) => $"{fault.Tag}.fault";

    private static string Kind(SensorFault fault) => fault.Kind.ToString().ToLowerInvariant();

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
