using Titer.Batch;
using Titer.Control;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Bench.Decide.Campaign;

/// <summary>
/// Judges a batch minute by minute: temperature, pH and oxygen against the tolerance around the set points in force, whoever gave them;
/// glucose, by-products and volume against the limits of the predictive recipe, whichever recipe runs.
/// </summary>
internal sealed class HarvestWatch(Strategy limits)
{
    private const string Feeding = "Fed-batch", Harvest = "Harvest";

    public static readonly Tag[] Watched =
        [Tags.Temperature, Tags.PH, Tags.DissolvedOxygen, Tags.Glucose, Tags.Lactate, Tags.Ammonia, Tags.Volume];

    private readonly long[] _outside = new long[Watched.Length];
    private long _minutes, _any, _followed;
    private int _ladder;
    private double[]? _harvest;

    public void Add(BatchRun run, LoopTick tick)
    {
        _ladder += tick.Events.Count(e => e.Kind == EventKind.Ladder);
        string? operation = run.Engine.Phase?.Operation.Name;
        if (operation == Harvest) _harvest ??= ((SimulatedBioreactor)run.Plant).Truth.ToArray();
        if (operation != Feeding) return;
        _minutes++;
        if (tick.Commands.Exists(c => c.Controller == "glucose/predictive")) _followed++;
        bool any = false;
        for (int i = 0; i < Watched.Length; i++)
        {
            if (!IsOutside(run, Watched[i])) continue;
            _outside[i]++;
            any = true;
        }
        if (any) _any++;
    }

    public HarvestResult Result(BatchRun run)
    {
        double[] x = _harvest ?? throw new InvalidOperationException($"The batch of seed {run.Header.Seed} did not come to its harvest.");
        return new HarvestResult(x[X.Antigen], x[X.Antigen] * x[X.Volume], x[X.Volume], x[X.ViableCells] / (x[X.ViableCells] + x[X.DeadCells]),
            Fraction(_any), [.. _outside.Select(Fraction)], Fraction(_followed), _ladder, run.Engine.State.State.ToString());
    }

    private double Fraction(long minutes) => (double)minutes / Math.Max(_minutes, 1);

    private bool IsOutside(BatchRun run, Tag tag)
    {
        double value = Truth((SimulatedBioreactor)run.Plant, tag);
        if (limits.Limits.TryGetValue(tag, out AllowedRange? range) || (tag == Tags.Glucose && limits.Moves.TryGetValue(tag, out range)))
            return value < range.Low || value > range.High;
        return !run.Engine.Goals.TryGet(tag, out Goal goal) || value < goal.Low || value > goal.High;
    }

    private static double Truth(SimulatedBioreactor plant, Tag tag) => tag switch
    {
        _ when tag == Tags.PH => plant.TruePH,
        _ when tag == Tags.DissolvedOxygen => plant.TrueOxygen,
        _ when tag == Tags.Temperature => plant.Truth[X.Temperature],
        _ when tag == Tags.Glucose => plant.Truth[X.Glucose],
        _ when tag == Tags.Lactate => plant.Truth[X.Lactate],
        _ when tag == Tags.Ammonia => plant.Truth[X.Ammonia],
        _ => plant.Truth[X.Volume],
    };
}
