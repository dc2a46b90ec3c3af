using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>
/// Alarms for sensors that are not good, one per tag (ISA-18.2: one condition, one alarm). Raised after two bad or five uncertain readings
/// running, so that a single outlier rings nothing; cleared after ten good ones. A change for the worse raises it again with the new reason.
/// </summary>
public sealed class QualityAlarms
{
    private const int BadRunning = 2, UncertainRunning = 5, GoodRunning = 10;

    private readonly Dictionary<Tag, State> _states = [];

    public void Watch(DateTimeOffset now, IReadOnlyList<Measurement> measurements, List<Event> events)
    {
        foreach (Measurement m in measurements)
        {
            if (!_states.TryGetValue(m.Tag, out State? state))
            {
                // The many tags that are never other than good cost nothing.
                if (m.Quality.Status == Ne107.Good) continue;
                _states[m.Tag] = state = new State();
            }
            state.Count(m.Quality);
            bool raise = state.Raised is null
                ? state.Bad >= BadRunning || state.NotGood >= UncertainRunning
                : state.Worse >= (m.Quality.IsBad ? BadRunning : UncertainRunning);
            if (raise)
            {
                state.Raised = m.Quality.Status;
                events.Add(new Event(now, EventKind.Alarm, m.Quality.IsBad ? Severity.Medium : Severity.Low, m.Tag.Name, "alarm.raised",
                    $"{m.Tag}: {m.Quality.Reason} ({m.Quality.Status}).").With("alarm", $"{m.Tag}.quality"));
            }
            else if (state.Raised is not null && state.Good >= GoodRunning)
            {
                _states.Remove(m.Tag);
                events.Add(new Event(now, EventKind.Alarm, Severity.Information, m.Tag.Name, "alarm.cleared", $"{m.Tag} is good again.")
                    .With("alarm", $"{m.Tag}.quality"));
            }
        }
    }

    private sealed class State
    {
        public int Bad, NotGood, Good, Worse;
        public Ne107? Raised;

        public void Count(Quality quality)
        {
            Worse = quality.Status > Raised ? Worse + 1 : 0;
            Bad = quality.IsBad ? Bad + 1 : 0;
            NotGood = quality.Status == Ne107.Good ? 0 : NotGood + 1;
            Good = quality.Status == Ne107.Good ? Good + 1 : 0;
        }
    }
}
