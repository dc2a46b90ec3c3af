using Titer.Numerics;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using P = Titer.Processes.Transcription.IvtParameter;

namespace Titer.Control.Strategy.Transcription;

/// <summary>
/// Parameters that decide what may not happen, moved to the unfavourable side. Double strands: their rate to its quantile. Crystals: when crystals
/// show, the template is lost: what decides about them
/// cannot be learnt in time, so the plan is made for the least favourable values that are as likely as the risk allows. They are those on the
/// ellipsoid of the estimate at which the nucleation barrier B / ln(S)^2 is lowest (design point of first-order reliability; Hasofer and Lind 1974,
/// J. Eng. Mech. Div. 100:111): relative to its logarithm, B counts once, solubility and pyrophosphatase as much as ln(S) changes with them.
/// </summary>
internal static class Caution
{
    // d ln(B / ln(S)^2) = d ln B - 2 / ln(S) d ln S, at ln S of 1.4 where crystals begin to matter within hours; pyrophosphate, and with it S,
    // falls in proportion to what turns it over.
    private static readonly (int Factor, int Parameter, double Weight)[] Terms =
        [(A.Nucleation, P.NucleationBarrier, 1), (A.Solubility, P.Solubility, 1.4), (A.Pyrophosphatase, P.HydrolysisTurnover, 1.4)];

    /// <param name="root">Of the estimator's covariance.</param>
    /// <param name="risk">That crystals form sooner than planned.</param>
    /// <param name="parameters">Of the model, as estimated.</param>
    public static void Apply(ReadOnlySpan<double> root, double risk, Span<double> parameters)
    {
        double quantile = NormalDistribution.Quantile(risk);
        ReadOnlySpan<double> strands = root.Slice(A.DoubleStrands * A.Count, A.Count);
        parameters[P.DoubleStrandRate] *= Math.Exp(-quantile * Math.Sqrt(FixedDot.Of(strands, strands)));
        Span<double> direction = stackalloc double[A.Count];
        direction.Clear();
        foreach ((int factor, _, double weight) in Terms) FixedDot.Add(weight, root.Slice(factor * A.Count, A.Count), direction);
        double deviation = Math.Sqrt(FixedDot.Of(direction, direction));
        if (!(deviation > 0)) return;
        foreach ((int factor, int parameter, _) in Terms)
            parameters[parameter] *= Math.Exp(quantile / deviation * FixedDot.Of(direction, root.Slice(factor * A.Count, A.Count)));
    }
}
