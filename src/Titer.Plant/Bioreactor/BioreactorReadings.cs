using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Estimators.Faults;
using Titer.Core;

namespace Titer.Plant.Bioreactor;

/// <summary>
/// What a recipe may ask of a bioreactor: pH, dissolved oxygen and temperature as measured, everything else as estimated. A value older than
/// <see cref="Limit"/> is bad.
/// </summary>
public sealed class BioreactorReadings(Situation situation) : IReadings
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public bool TryGet(Tag tag, out Reading reading)
    {
        if (tag == Tags.PH || tag == Tags.DissolvedOxygen || tag == Tags.Temperature) return Measured(tag, out reading);
        if (tag == Tags.Viability) return Viability(out reading);
        if (situation.Estimate is { } estimate && estimate.IndexOf(tag) is >= 0 and int i)
        {
            reading = new Reading(
                estimate.Values[i], estimate.Variables[i].Unit, estimate.Uncertainty(tag),
                QualityAt(estimate.Time, Quality.Good), estimate.Time);
            return true;
        }
        return Measured(tag, out reading);
    }

    private bool Measured(Tag tag, out Reading reading)
    {
        bool found = situation.Measurements.TryGetValue(tag, out Measurement? m);
        reading = found ? new Reading(m!.Value, m.Unit, m.StandardUncertainty, QualityAt(m.Time, Judged(m)), m.Time) : default;
        return found;
    }

    private Quality Judged(Measurement m) =>
        situation.Isolated.TryGetValue(m.Tag, out SensorFault? fault) ? Quality.Failure($"isolated: {fault.Description}") : m.Quality;

    private bool Viability(out Reading reading)
    {
        reading = default;
        if (situation.Estimate is not { } estimate) return false;
        double alive = estimate[Tags.ViableCells], dead = estimate[Tags.DeadCells], all = alive + dead;
        int v = estimate.IndexOf(Tags.ViableCells), d = estimate.IndexOf(Tags.DeadCells);
        double covariance = estimate.Covariance[Math.Max(v, d) * (Math.Max(v, d) + 1) / 2 + Math.Min(v, d)];
        double uv = estimate.Uncertainty(Tags.ViableCells), ud = estimate.Uncertainty(Tags.DeadCells);
        double variance = (dead * dead * uv * uv + alive * alive * ud * ud - 2 * dead * alive * covariance) / (all * all * all * all);
        reading = new Reading(
            100 * alive / all, Unit.Percent, 100 * Math.Sqrt(Math.Max(variance, 0)), QualityAt(estimate.Time, Quality.Good), estimate.Time);
        return true;
    }

    private Quality QualityAt(DateTimeOffset time, Quality quality) =>
        situation.Now - time > Limit ? Quality.Failure($"{(situation.Now - time).TotalMinutes:F0} min old") : quality;
}
