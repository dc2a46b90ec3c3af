using Titer.Control.Estimators.Faults;
using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>An input that a rung of the ladder cannot do without: a measurement of this tag, not bad, not
/// isolated by the estimator and not older than this.</summary>
public readonly record struct Need(Tag Tag, TimeSpan MaximumAge)
{
    /// <summary>Met when the situation has it; otherwise <paramref name="why"/> says what is missing.</summary>
    public bool IsMet(Situation situation, out Evidence evidence, out string why)
    {
        if (!situation.Measurements.TryGetValue(Tag, out Measurement? m))
        {
            evidence = default;
            why = $"no reading of {Tag} yet";
            return false;
        }
        evidence = new Evidence(Tag, m.Time, m.Quality, MaximumAge);
        TimeSpan age = situation.Now - m.Time;
        why = m.Quality.IsBad ? $"{Tag} is bad ({m.Quality.Reason})"
            : situation.Isolated.TryGetValue(Tag, out SensorFault? fault) ? $"{Tag} is isolated ({fault.Description})"
            : age < TimeSpan.Zero ? $"{Tag} is from the future" : age > MaximumAge ? $"{Tag} is {age.TotalMinutes:F0} min old" : "";
        return why.Length == 0;
    }
}
