using Titer.Batch;
using Titer.Core;

namespace Titer.Plant.Running;

/// <summary>Counts for how much of the time each controlled variable was inside the tolerance of its set point, by the estimates.</summary>
public sealed class SpecificationWatch
{
    private readonly SortedDictionary<Tag, (long Inside, long All)> _counts = [];

    public void Add(Estimate estimate, Goals goals)
    {
        foreach ((Tag tag, Goal goal) in goals.SetPoints)
        {
            if (goal.Low is not { } low || goal.High is not { } high || estimate.IndexOf(tag) < 0) continue;
            (long inside, long all) = _counts.GetValueOrDefault(tag);
            double value = estimate[tag];
            _counts[tag] = (inside + (value >= low && value <= high ? 1 : 0), all + 1);
        }
    }

    /// <summary>Fraction of the time inside, by variable.</summary>
    public IEnumerable<(Tag Tag, double Fraction)> Fractions => _counts.Select(c => (c.Key, (double)c.Value.Inside / c.Value.All));
}
