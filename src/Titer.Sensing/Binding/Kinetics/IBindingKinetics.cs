namespace Titer.Sensing.Binding;

/// <summary>A model of binding: the response of one cycle and its derivatives, at given times.</summary>
/// <remarks>
/// Rates enter by their natural logarithm: they are positive and known by orders of magnitude. Derivatives of one point are
/// <see cref="Rates"/> columns by the logarithm of each rate, then one by Rmax and one by time.
/// </remarks>
public interface IBindingKinetics
{
    /// <summary>How a person names it: <c>1:1</c>, <c>transport</c>, <c>two-state</c>.</summary>
    string Name { get; }

    /// <summary>Number of rates, 2 to 4; the first two are ka (L/mol/s) and kd (1/s).</summary>
    int Rates { get; }

    /// <param name="logRates">Natural logarithms of the rates, length <see cref="Rates"/>.</param>
    /// <param name="rmax">Response of the saturated surface.</param>
    /// <param name="concentration">mol/L.</param>
    /// <param name="association">Length of the injection, s.</param>
    /// <param name="times">s after the start of the injection, not negative, rising.</param>
    /// <param name="responses">One per time.</param>
    /// <param name="derivatives">Row-major, times x (<see cref="Rates"/> + 2); empty when not wanted.</param>
    /// <returns>False when the model cannot be integrated with these rates.</returns>
    bool Respond(
        ReadOnlySpan<double> logRates, double rmax, double concentration, double association,
        ReadOnlySpan<double> times, Span<double> responses, Span<double> derivatives);
}
