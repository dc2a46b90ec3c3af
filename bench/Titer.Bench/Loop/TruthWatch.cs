using Titer.Control;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Bench.Loop;

/// <summary>
/// Compares the loop with the plant's truth minute by minute: is the process in specification, does the 95 % interval hold the
/// truth?
/// </summary>
internal sealed class TruthWatch
{
    private const double K95 = 1.96;
    private double _zCells, _zGlucose, _zTitre;
    private long _minutes, _glucoseMinutes, _glucose, _pH, _oxygen, _temperature, _cells, _glucoseCovered, _titre;

    public double PeakCells { get; private set; }

    public void Add(BatchRun run)
    {
        // Harvest cools the broth and lets go of glucose on purpose.
        if (run.LastEstimate is not { } e || run.Engine.Phase?.Operation.Name == "Harvest" || run.HasEnded) return;
        var plant = (SimulatedBioreactor)run.Plant;
        ReadOnlySpan<double> x = plant.Truth;
        _minutes++;
        _pH += Inside(run, Tags.PH, plant.TruePH);
        _oxygen += Inside(run, Tags.DissolvedOxygen, plant.TrueOxygen);
        _temperature += Inside(run, Tags.Temperature, x[X.Temperature]);
        if (run.Hours > 24)
        {
            _glucoseMinutes++;
            _glucose += Inside(run, Tags.Glucose, x[X.Glucose]);
        }
        _cells += Covers(e, Tags.ViableCells, x[X.ViableCells], ref _zCells);
        _glucoseCovered += Covers(e, Tags.Glucose, x[X.Glucose], ref _zGlucose);
        _titre += Covers(e, Tags.Titre, x[X.Antigen], ref _zTitre);
        PeakCells = Math.Max(PeakCells, x[X.ViableCells]);
    }

    public SeedResult Result(ulong seed, BatchRun run, double wallSeconds) => new(
        seed, Fraction(_glucose, _glucoseMinutes), Fraction(_pH), Fraction(_oxygen), Fraction(_temperature),
        Fraction(_cells), Fraction(_glucoseCovered), Fraction(_titre),
        ((SimulatedBioreactor)run.Plant).Truth[X.Antigen], PeakCells, run.Engine.State.State.ToString(), wallSeconds,
        _zCells / _minutes, _zGlucose / _minutes, _zTitre / _minutes);

    private double Fraction(long count, long? of = null) => (double)count / Math.Max(of ?? _minutes, 1);

    // A variable without a set point is not in specification: a loop that is switched off does not hold its variable.
    private static int Inside(BatchRun run, Tag tag, double truth) =>
        run.Engine.Goals.TryGet(tag, out Titer.Batch.Goal goal) && truth >= goal.Low && truth <= goal.High ? 1 : 0;

    // Also gathers the squared error in units of the stated uncertainty: 1 on average when the estimator is consistent (NEES of one variable).
    private static int Covers(Estimate estimate, Tag tag, double truth, ref double squares)
    {
        double z = (estimate[tag] - truth) / estimate.Uncertainty(tag);
        squares += z * z;
        return Math.Abs(z) <= K95 ? 1 : 0;
    }
}
