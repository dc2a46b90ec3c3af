using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>A titration fitted with one model.</summary>
/// <param name="Options">What was fitted.</param>
/// <param name="Rates">ka, kd and KD first, then what else the model has.</param>
/// <param name="Cycles">In the order given.</param>
/// <param name="SumOfSquares">Of the residuals, in the unit of the response squared.</param>
/// <param name="Readings">Number of residuals.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="EffectiveReadings">Number of independent residuals that would say as much, summed over the cycles.</param>
/// <param name="Status">How the minimisation ended.</param>
public sealed record TitrationFit(
    TitrationOptions Options, ImmutableArray<RateEstimate> Rates, ImmutableArray<CycleEstimate> Cycles,
    double SumOfSquares, int Readings, int Parameters, double EffectiveReadings, FitStatus Status)
{
    /// <summary>ka, L/mol/s.</summary>
    public RateEstimate Association => Rates[0];

    /// <summary>kd, 1/s.</summary>
    public RateEstimate Dissociation => Rates[1];

    /// <summary>KD, mol/L.</summary>
    public RateEstimate Affinity => Rates[2];

    /// <summary>Standard deviation of the residuals.</summary>
    public double ResidualDeviation => Math.Sqrt(SumOfSquares / Math.Max(1, Readings - Parameters));

    /// <summary>The rate of this name; null when the model has none.</summary>
    public RateEstimate? Rate(string name)
    {
        foreach (RateEstimate rate in Rates)
            if (rate.Name == name) return rate;
        return null;
    }
}
