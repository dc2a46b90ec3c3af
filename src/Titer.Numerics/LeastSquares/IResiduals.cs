namespace Titer.Numerics;

/// <summary>
/// The residuals of a fit as a function of its parameters, with their Jacobian. Best a struct: the solver is generic over it, so
/// that it is called directly. Complex residuals (an impedance) are given as real ones, real and imaginary parts as two entries each.
/// </summary>
public interface IResiduals
{
    /// <summary>Number of residuals.</summary>
    int Count { get; }

    /// <summary>Number of parameters.</summary>
    int Parameters { get; }

    /// <summary>
    /// Residuals r_i (model minus observation or the reverse, divided by its standard uncertainty where that is known) and, where
    /// asked for, their derivatives. Where the model has no value it writes NaN: the solver takes a shorter step.
    /// </summary>
    /// <param name="p">Parameters, always within their bounds.</param>
    /// <param name="residuals">Length <see cref="Count"/>.</param>
    /// <param name="jacobian">Row-major, element [i * Parameters + j] is d r_i / d p_j; empty when not wanted.</param>
    void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian);
}

/// <summary>Residuals without derivatives; <see cref="FiniteDifferences{T}"/> makes <see cref="IResiduals"/> of them.</summary>
public interface IResidualFunction
{
    int Count { get; }

    int Parameters { get; }

    void Evaluate(ReadOnlySpan<double> p, Span<double> residuals);
}
