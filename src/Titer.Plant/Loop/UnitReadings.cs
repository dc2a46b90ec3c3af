using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Control.Estimators.Faults;
using Titer.Core;

namespace Titer.Plant.Loop;

/// <summary>
/// What a recipe may ask of a unit: some tags as measured, everything else as estimated where it is. A value older than <see cref="Limit"/> is bad.
/// </summary>
public class UnitReadings(Situation situation, params Tag[] measured) : IReadings
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    protected Situation Situation => situation;

    public virtual bool TryGet(Tag tag, out Reading reading)
    {
        if (!measured.Contains(tag) && situation.Estimate is { } estimate && estimate.IndexOf(tag) is >= 0 and int i)
        {
            reading = new Reading(
                estimate.Values[i], estimate.Variables[i].Unit, estimate.Uncertainty(tag),
                QualityAt(estimate.Time, Quality.Good), estimate.Time);
            return true;
        }
        bool found = situation.Measurements.TryGetValue(tag, out Measurement? m);
        reading = found ? new Reading(m!.Value, m.Unit, m.StandardUncertainty, QualityAt(m.Time, Judged(m)), m.Time) : default;
        return found;
    }

    protected Quality QualityAt(DateTimeOffset time, Quality quality) =>
        situation.Now - time > Limit ? Quality.Failure($"{(situation.Now - time).TotalMinutes:F0} min old") : quality;

    private Quality Judged(Measurement m) =>
        situation.Isolated.TryGetValue(m.Tag, out SensorFault? fault) ? Quality.Failure($"isolated: {fault.Description}") : m.Quality;
}
