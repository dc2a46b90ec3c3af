using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>
/// Alarms for controlled variables outside the tolerance of their set point, judged by the estimate. Raised after <see cref="Delay"/> outside without
/// a break, cleared when inside again or no longer controlled.
/// </summary>
public sealed class DeviationAlarms
{
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    private readonly SortedDictionary<Tag, State> _states = [];

    public void Watch(Situation situation, List<Event> events)
    {
        if (situation.Estimate is not { } estimate) return;
        foreach (Target target in situation.Targets.Values)
        {
            if (estimate.IndexOf(target.Tag) < 0 || double.IsNaN(target.Low) || double.IsNaN(target.High)) continue;
            if (!_states.TryGetValue(target.Tag, out State? state)) _states[target.Tag] = state = new State();
            double value = estimate[target.Tag];
            bool outside = value < target.Low || value > target.High;
            state.Since = outside ? state.Since ?? situation.Now : null;
            bool ring = outside && situation.Now - state.Since >= Delay;
            if (ring == state.Raised || (outside && state.Raised)) continue;
            state.Raised = ring;
            string message = ring
                ? FormattableString.Invariant($"{target.Tag} is {value:0.###} {target.Unit.Symbol}, outside ")
                    + FormattableString.Invariant($"{target.Low:0.###} to {target.High:0.###}, for {Delay.TotalMinutes:F0} min.")
                : $"{target.Tag} is inside its limits again.";
            events.Add(new Event(situation.Now, EventKind.Alarm, ring ? Severity.Medium : Severity.Information, target.Tag.Name,
                ring ? "alarm.raised" : "alarm.cleared", message).With("alarm", $"{target.Tag}.deviation"));
        }
        foreach ((Tag tag, State state) in _states)
        {
            if (situation.Targets.ContainsKey(tag)) continue;
            state.Since = null;
            if (!state.Raised) continue;
            state.Raised = false;
            events.Add(new Event(situation.Now, EventKind.Alarm, Severity.Information, tag.Name, "alarm.cleared", $"{tag} is no longer controlled.")
                .With("alarm", $"{tag}.deviation"));
        }
    }

    private sealed class State
    {
        public DateTimeOffset? Since;
        public bool Raised;
    }
}
