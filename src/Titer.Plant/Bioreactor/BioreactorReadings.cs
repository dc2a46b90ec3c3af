using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Plant.Loop;

namespace Titer.Plant.Bioreactor;

/// <summary>What a recipe may ask of a bioreactor: pH, dissolved oxygen and temperature as measured, everything else as estimated.</summary>
public sealed class BioreactorReadings(Situation situation) : UnitReadings(situation, Tags.PH, Tags.DissolvedOxygen, Tags.Temperature)
{
    public override bool TryGet(Tag tag, out Reading reading) => tag == Tags.Viability ? Viability(out reading) : base.TryGet(tag, out reading);

    private bool Viability(out Reading reading)
    {
        reading = default;
        if (Situation.Estimate is not { } estimate) return false;
        double alive = estimate[Tags.ViableCells], dead = estimate[Tags.DeadCells], all = alive + dead;
        int v = estimate.IndexOf(Tags.ViableCells), d = estimate.IndexOf(Tags.DeadCells);
        double covariance = estimate.Covariance[Math.Max(v, d) * (Math.Max(v, d) + 1) / 2 + Math.Min(v, d)];
        double uv = estimate.Uncertainty(Tags.ViableCells), ud = estimate.Uncertainty(Tags.DeadCells);
        double variance = (dead * dead * uv * uv + alive * alive * ud * ud - 2 * dead * alive * covariance) / (all * all * all * all);
        reading = new Reading(
            100 * alive / all, Unit.Percent, 100 * Math.Sqrt(Math.Max(variance, 0)), QualityAt(estimate.Time, Quality.Good), estimate.Time);
        return true;
    }
}
