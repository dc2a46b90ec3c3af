using System.Collections.Immutable;

namespace Titer.Sensing.Impedance.Validity;

/// <summary>How far a spectrum obeys the relations of Kramers and Kronig; residuals are parts of |Z| at their frequency.</summary>
/// <param name="Elements">Number of RC elements in the test circuit.</param>
/// <param name="Mu">1 - sum of negative over sum of positive resistances of the test circuit (Schoenleber 2014); below 0.85 it follows noise.</param>
/// <param name="Noise">
/// Standard deviation of real and imaginary part, by what is left when each is described on its own: random, not a violation.
/// </param>
/// <param name="Residual">Root mean square of what is left when one test circuit describes both.</param>
/// <param name="Systematic">Root mean square of what the common description costs beyond the noise: the violation.</param>
/// <param name="Local">Largest mean of five neighbouring residuals of one part: noise averages out of it, a violation at one end does not.</param>
/// <param name="Score">How significant that is, in standard deviations.</param>
/// <param name="PseudoChiSquare">Sum of the squared residuals of the common description (Boukamp 1995).</param>
/// <param name="Worst">Largest residual of real or imaginary part.</param>
/// <param name="WorstFrequency">Where it is, Hz.</param>
/// <param name="Real">Residuals of the real part, one per frequency.</param>
/// <param name="Imaginary">Residuals of the imaginary part.</param>
public sealed record KramersKronigResult(
    int Elements, double Mu, double Noise, double Residual, double Systematic, double Local, double Score, double PseudoChiSquare,
    double Worst, double WorstFrequency, ImmutableArray<double> Real, ImmutableArray<double> Imaginary);
