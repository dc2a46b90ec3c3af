using Titer.Numerics;
using Titer.Processes.Downstream;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Field.Simulated.Downstream;

/// <summary>
/// Skid and mixer of one batch as its seed draws them: membrane, sieving, breakage, and how far the mixer lies from the published correlations
/// (their stated uncertainties). The estimator and the controllers hold the nominal values.
/// </summary>
/// <param name="Parameters">Of <see cref="TangentialFlow"/>.</param>
/// <param name="SizeFactor">Size made over size predicted.</param>
/// <param name="EncapsulationFactor">Share of RNA left outside, over that predicted.</param>
/// <param name="PumpFactors">Flow over what a pump is told: RNA, acid, lipid.</param>
/// <param name="LipidStock">g/L of lipids in the ethanol.</param>
public sealed record DownstreamDraw(double[] Parameters, double SizeFactor, double EncapsulationFactor, double[] PumpFactors, double LipidStock)
{
    /// <param name="nominal">Parameters of <see cref="TangentialFlow"/> as the recipe means them.</param>
    /// <param name="lipidStock">As the recipe means it, g/L.</param>
    public static DownstreamDraw From(ulong seed, ReadOnlySpan<double> nominal, double lipidStock)
    {
        Gaussian random = Gaussian.Stream(seed, "downstream");
        double[] p = nominal.ToArray();
        double Factor(double deviation) => Math.Exp(deviation * Math.Clamp(random.Next(), -2.5, 2.5));
        foreach (int retained in (int[])[X.IntactRna, X.BrokenRna, X.DoubleStranded]) p[P.Sieving + retained - X.FirstSolute] *= Factor(0.5);
        foreach (int part in (int[])[X.Protein, X.DnaFragments])
        {
            int i = P.Sieving + part - X.FirstSolute;
            p[i] = Math.Clamp(p[i] * Factor(0.2), 0, 0.98);
        }
        p[P.Sieving + X.Nucleotides - X.FirstSolute] = random.Uniform(0.95, 1);
        p[P.Resistance] *= Factor(0.15);
        p[P.Transfer] *= Factor(0.2);
        p[P.GelConcentration] *= Factor(0.1);
        p[P.Breakage] *= Factor(0.5);
        p[P.BufferSalt] *= random.Uniform(0.98, 1.02);
        return new(p, Factor(NanoparticleMixer.SizeUncertainty), Factor(0.5),
            [random.Uniform(0.98, 1.02), random.Uniform(0.98, 1.02), random.Uniform(0.98, 1.02)],
            lipidStock * random.Uniform(0.98, 1.02));
    }
}
