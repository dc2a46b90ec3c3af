using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control.Controllers;
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

    /// <summary>Makes the unit once, so that what the recipe lacks is said before a folder and a record are made.</summary>
    /// <exception cref="Core.InputException">The recipe or its equipment does not fit this kind of run.</exception>
    public static void Require(RunHeader header)
    {
        Recipe recipe = header.Recipe();
        if (header.Kind is BatchKind && !recipe.Equipment.HasControlAuthority)
            throw new Core.InputException(recipe.Files[0].Name, $"{recipe.Equipment.Name} has nothing to control; use 'titer monitor'.");
        header.Kind.Create(header, new IterationDeadline(header.DecisionIterations));
    }

    /// <param name="raman">What <see cref="BatchKind.Calibrate"/> gave.</param>
    public static RunHeader Header(Recipe recipe, RamanCalibration? raman, ulong seed, ImmutableArray<Fault> faults) =>
        new(Units.Of(recipe.Equipment), Start, recipe.Files, seed, faults, AutoConfirm: true, raman);
}
