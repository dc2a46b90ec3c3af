using System.Collections.Immutable;
using System.Numerics;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>How well a parameter is known.</summary>
public enum Determination
{
    /// <summary>By the spectrum.</summary>
    Determined,
    /// <summary>It stands at a bound that was asked for; the others hold given that it stays there.</summary>
    AtBound,
    /// <summary>It was given.</summary>
    Fixed,
    /// <summary>
    /// The spectrum does not say: a standard uncertainty above half of the value, a profile that does not close, or no effect at all.
    /// </summary>
    Undetermined,
}

/// <summary>One fitted parameter in its unit.</summary>
/// <param name="Uncertainty">Standard uncertainty to first order; NaN at a bound, zero when fixed.</param>
/// <param name="Lower">
/// End of the 95 % interval, by the normal approximation of what is fitted (the logarithm of a positive parameter), or by profile
/// likelihood; zero where the spectrum sets none.
/// </param>
/// <param name="Upper">The other end; infinite where the spectrum sets none.</param>
public sealed record FittedParameter(
    CircuitParameter Parameter, double Value, double Uncertainty, double Lower, double Upper, Determination Determination);

/// <summary>A circuit with the parameters that a spectrum gives it.</summary>
/// <param name="SumOfSquares">Of the weighted residuals.</param>
/// <param name="ReducedChiSquare">The same per degree of freedom.</param>
/// <param name="RelativeResidual">Root mean square of |residual| / |Z| over the frequencies, each complex residual counted as two.</param>
/// <param name="Aic">Akaike's criterion, corrected for few points (Hurvich and Tsai, Biometrika 76 (1989) 297); smaller is better.</param>
/// <param name="LargestCorrelation">Largest magnitude among the pairs of free parameters, and the pair.</param>
/// <param name="Impedance">Of the circuit at the frequencies of the spectrum, Ohm.</param>
public sealed record FittedCircuit(
    Circuit Circuit, ImmutableArray<FittedParameter> Parameters, FitStatus Status, int Iterations, double SumOfSquares, double ReducedChiSquare,
    double RelativeResidual, double Aic, (double Value, string First, string Second) LargestCorrelation,
    ImmutableArray<Complex> Impedance)
{
    public bool Converged => Status is FitStatus.ConvergedGradient or FitStatus.ConvergedStep or FitStatus.ConvergedCost;

    /// <exception cref="KeyNotFoundException">The circuit has no such parameter.</exception>
    public FittedParameter this[string name]
    {
        get
        {
            int i = Circuit.IndexOf(name);
            return i >= 0 ? Parameters[i] : throw new KeyNotFoundException($"The circuit {Circuit} has no parameter {name}.");
        }
    }
}
