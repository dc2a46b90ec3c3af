using System.Collections.Immutable;

namespace Titer.Numerics;

/// <summary>An input quantity of a measurement.</summary>
/// <param name="Value">Best estimate.</param>
/// <param name="StandardUncertainty">Of the estimate; zero or more.</param>
/// <param name="DegreesOfFreedom">Of the uncertainty: n - 1 for a mean of n; infinite when taken as known (JCGM 100, G.4.2 gives 1 / (2 r^2)
/// for an uncertainty known to the share r).</param>
public readonly record struct UncertainInput(double Value, double StandardUncertainty, double DegreesOfFreedom = double.PositiveInfinity);

/// <summary>The result of the law of propagation of uncertainty.</summary>
/// <param name="Value">f at the estimates of the inputs.</param>
/// <param name="StandardUncertainty">Combined, u_c.</param>
/// <param name="Sensitivities">c_i = df/dx_i.</param>
/// <param name="Contributions">c_i u(x_i), with its sign.</param>
/// <param name="EffectiveDegreesOfFreedom">Welch-Satterthwaite (JCGM 100, G.2b); infinite when all are.</param>
public sealed record UncertaintyBudget(
    double Value, double StandardUncertainty, ImmutableArray<double> Sensitivities, ImmutableArray<double> Contributions,
    double EffectiveDegreesOfFreedom)
{
    /// <summary>Factor of the expanded uncertainty: Student's t at the effective degrees of freedom, cut to whole ones (JCGM 100, G.4.1).</summary>
    /// <param name="probability">Level of confidence, e.g. 0.95.</param>
    public double CoverageFactor(double probability) => StudentDistribution.Quantile(0.5 * (1 + probability), WholeDegrees);

    /// <summary>U = k u_c.</summary>
    public double ExpandedUncertainty(double probability) => CoverageFactor(probability) * StandardUncertainty;

    // Below one degree of freedom there is no whole one to cut to.
    private double WholeDegrees => EffectiveDegreesOfFreedom >= 1 ? Math.Floor(EffectiveDegreesOfFreedom) : EffectiveDegreesOfFreedom;
}
