namespace Titer.Numerics;

/// <summary>A system dx/dt = f(t, x) with its Jacobian. Implemented by structs, so that the integrators' inner loops call it directly.</summary>
public interface IOde
{
    int States { get; }

    void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx);

    /// <summary>df/dx, row-major: element [i * n + j] is d f_i / d x_j.</summary>
    void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian);

    /// <summary>
    /// df/dp, row-major: element [i * parameters + j] is d f_i / d p_j. Called only by integrations that carry parameter sensitivities; a struct
    /// that serves them must write it, because the default is reached by boxing.
    /// </summary>
    void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian) =>
        throw new NotSupportedException("This system has no parameter Jacobian.");
}
