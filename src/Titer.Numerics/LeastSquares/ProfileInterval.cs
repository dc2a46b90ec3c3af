using System.Collections.Immutable;

namespace Titer.Numerics;

/// <summary>What the data say of one parameter.</summary>
public enum Identifiability
{
    /// <summary>The profile closes on both sides within the bounds.</summary>
    Identifiable,
    /// <summary>The data give an upper limit only.</summary>
    OpenBelow,
    /// <summary>The data give a lower limit only.</summary>
    OpenAbove,
    /// <summary>The data give no limit.</summary>
    NotIdentifiable,
}

/// <summary>A confidence interval by profile likelihood (Venzon and Moolgavkar, Appl. Statist. 37, 87, 1988).</summary>
/// <param name="Estimate">The parameter at the optimum.</param>
/// <param name="Lower">Lower limit; the bound of the parameter (or minus infinity) when the profile does not close below.</param>
/// <param name="Upper">Upper limit, likewise.</param>
/// <param name="Verdict">Which sides close.</param>
/// <param name="Curve">The profile: values in rising order and the excess of the sum of squares in units of the residual variance.</param>
/// <param name="Threshold">Excess at the limits: the quantile of chi-square(1), or of F(1, nu) when the variance is estimated.</param>
/// <param name="BetterOptimum">The profile met a lower cost than the optimum that it started from: the fit was a local one.</param>
public sealed record ProfileInterval(
    double Estimate, double Lower, double Upper, Identifiability Verdict,
    ImmutableArray<(double Value, double Excess)> Curve, double Threshold, bool BetterOptimum);
