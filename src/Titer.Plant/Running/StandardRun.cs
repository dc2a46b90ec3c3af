using System.Collections.Immutable;
using Titer.Batch;
using Titer.Field.Simulated;
using Titer.Sensing.Raman;

namespace Titer.Plant.Running;

/// <summary>The simulated batch that <c>titer run</c> starts: what is fixed so that a recipe and a seed give the same record everywhere.</summary>
public static class StandardRun
{
    /// <summary>Seed of the Raman calibration run; another instrument and other samples than any batch has.</summary>
    public const ulong CalibrationSeed = 2024;

    /// <summary>Simulated time starts here, whatever the clock says: the record of a simulation depends on nothing but its inputs.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    public static RunHeader Header(Recipe recipe, RamanCalibration raman, ulong seed, ImmutableArray<Fault> faults) =>
        new(RunKind.Bioreactor, Start, recipe.Files, seed, faults, AutoConfirm: true, raman);
}
