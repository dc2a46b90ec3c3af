using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

// What the engine puts on record.
public sealed partial class BatchEngine
{
    private void Record(Event happened) => _events.Add(happened);

    private void Record(EventKind kind, Severity severity, string code, string message, params ReadOnlySpan<(string Key, string Value)> data)
    {
        var particulars = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in data) particulars[key] = value;
        Record(new Event(_now, kind, severity, Source, code, message, particulars.ToImmutable()));
    }

    private void RecordOff(Tag tag, string by) =>
        Record(EventKind.Recipe, Severity.Information, "setpoint.changed", $"{tag} was switched off by {by}.",
            ("tag", tag.Name), ("unit", Recipe.Equipment.Controlled[tag].Unit.Code), ("value", "off"));

    /// <param name="ramp"><c>start</c>, <c>on</c> or <c>end</c> of a ramp, empty without one.</param>
    private void RecordSetPoint(ActiveSetPoint setPoint, string ramp)
    {
        Goal goal = setPoint.Goal;
        string target = setPoint.IsRamping ? $", on the way to {People(setPoint.Target)}" : "";
        var data = new List<(string, string)> { ("tag", setPoint.Tag.Name), ("unit", goal.Unit.Code), ("value", Exact(goal.Value)) };
        if (goal.Low is { } low) data.Add(("low", Exact(low)));
        if (goal.High is { } high) data.Add(("high", Exact(high)));
        if (ramp.Length > 0)
        {
            data.Add(("ramp", ramp));
            data.Add(("target", Exact(setPoint.Target)));
        }
        Record(EventKind.Recipe, Severity.Information, "setpoint.changed",
            $"{setPoint.Tag} is to be {People(goal.Value)} {goal.Unit.Symbol}{target}.", [.. data]);

        static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        static string People(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
    }
}
