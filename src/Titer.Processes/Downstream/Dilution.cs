using Titer.Numerics;

namespace Titer.Processes.Downstream;

/// <summary>Dilution of a bulk to a target, by mass balance; volumes add.</summary>
/// <param name="Diluent">Volume to add, L; 0 when the bulk is already at or below the target.</param>
/// <param name="Volume">After dilution, L.</param>
/// <param name="Concentration">After dilution with the uncertainty of the bulk and of both volumes, g/L.</param>
/// <param name="Reached">Whether the target could be reached: a bulk below it cannot be diluted to it.</param>
public readonly record struct Dilution(double Diluent, double Volume, Predicted Concentration, bool Reached)
{
    /// <param name="bulk">Concentration, g/L, with its standard uncertainty.</param>
    /// <param name="volume">Of the bulk, L, with its standard uncertainty.</param>
    /// <param name="target">g/L, positive.</param>
    /// <param name="dosing">Relative standard uncertainty of the added volume.</param>
    public static Dilution To(UncertainInput bulk, UncertainInput volume, double target, double dosing = 0.005)
    {
        double diluent = Math.Max(0, volume.Value * (bulk.Value / target - 1));
        UncertaintyBudget budget = UncertaintyPropagation.Propagate(
            x => x[0] * x[1] / (x[1] + x[2]), [bulk, volume, new UncertainInput(diluent, dosing * diluent)]);
        return new(diluent, volume.Value + diluent, new(budget.Value, budget.StandardUncertainty), bulk.Value >= target);
    }
}
