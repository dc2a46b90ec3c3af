using System.Numerics;
using static Titer.Sensing.Impedance.ImpedancePhysics;

namespace Titer.Sensing.Impedance;

/// <summary>
/// The forward model as the fit sees it, with its derivatives: conductivity, permittivity above the dispersion, height
/// of the dispersion, ln fc, Cole-Cole alpha, ln of the polarisation and its exponent.
/// </summary>
public readonly record struct ImpedanceModel(double CellConstant)
{
    public const int Parameters = 7;
    public const int Conductivity = 0, Infinite = 1, Increment = 2, LogCritical = 3, Alpha = 4, LogPolarisation = 5, Exponent = 6;

    /// <summary>Ohm, and its derivatives.</summary>
    public Complex Impedance(double frequency, ReadOnlySpan<double> p, Span<Complex> derivatives)
    {
        double omega = 2 * Math.PI * frequency * VacuumPermittivity, order = 1 - p[Alpha], above = Math.Log(frequency) - p[LogCritical];
        Complex w = Complex.FromPolarCoordinates(Math.Exp(order * above), 0.5 * Math.PI * order);
        Complex d = 1 / (1 + w), j = new(0, omega);
        Complex admittivity = p[Conductivity] + j * (p[Infinite] + p[Increment] * d);
        Complex culture = CellConstant / admittivity, outer = -culture / admittivity;
        double decades = Math.Log(frequency / PolarisationFrequency);
        Complex electrode = Complex.FromPolarCoordinates(Math.Exp(p[LogPolarisation] - p[Exponent] * decades), -0.5 * Math.PI * p[Exponent]);

        derivatives[Conductivity] = outer;
        derivatives[Infinite] = outer * j;
        derivatives[Increment] = outer * j * d;
        Complex shape = outer * j * p[Increment] * w * d * d;
        derivatives[LogCritical] = shape * order;
        derivatives[Alpha] = shape * new Complex(above, 0.5 * Math.PI);
        derivatives[LogPolarisation] = electrode;
        derivatives[Exponent] = electrode * new Complex(-decades, -0.5 * Math.PI);
        return culture + electrode;
    }
}
