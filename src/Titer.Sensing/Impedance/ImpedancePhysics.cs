using System.Collections.Immutable;
using System.Numerics;

namespace Titer.Sensing.Impedance;

/// <summary>
/// Impedance of a culture between electrodes. Viable cells are insulating shells that polarise below the beta-dispersion
/// (H. P. Schwan, Adv. Biol. Med. Phys. 5 (1957) 147-209; C. L. Davey, H. M. Davey, D. B. Kell, R. W. Todd, Anal. Chim. Acta 279
/// (1993) 155-161): delta-eps = 9 P r Cm / (4 eps0), fc = 1 / (2 pi r Cm (1/sigma_i + 1/(2 sigma_m))), with P the volume
/// fraction of viable cells; dead cells, whose membranes leak, do not show. Frequency dependence by K. S. Cole and R. H. Cole,
/// J. Chem. Phys. 9 (1941) 341: eps = eps_inf + delta-eps / (1 + (jf/fc)^(1-alpha)). Electrode polarisation is a constant-phase element in
/// series, Zp = Rp (jf/f0)^-n. Units: S/m, F/m^2, m, Hz, Ohm.
/// </summary>
public static class ImpedancePhysics
{
    /// <summary>F/m.</summary>
    public const double VacuumPermittivity = 8.8541878128e-12;
    /// <summary>Hz at which the polarisation is stated.</summary>
    public const double PolarisationFrequency = 1e5;
    public const int Points = 20;

    /// <summary>20 frequencies, 50 kHz to 20 MHz, equal steps of the logarithm.</summary>
    public static ImmutableArray<double> Frequencies { get; } =
        [.. Enumerable.Range(0, Points).Select(i => 5e4 * Math.Pow(400, i / (Points - 1.0)))];

    /// <summary>Radius in m of a sphere of <paramref name="femtolitres"/>.</summary>
    public static double Radius(double femtolitres) => Math.Cbrt(3 * femtolitres * 1e-18 / (4 * Math.PI));

    /// <summary>Height of the beta-dispersion, relative permittivity.</summary>
    public static double Increment(double volumeFraction, double radius, double membrane) =>
        9 * volumeFraction * radius * membrane / (4 * VacuumPermittivity);

    /// <summary>Hz.</summary>
    public static double CriticalFrequency(double radius, double membrane, double inner, double medium) =>
        1 / (2 * Math.PI * radius * membrane * (1 / inner + 1 / (2 * medium)));

    /// <summary>Complex relative permittivity of the Cole-Cole dispersion.</summary>
    public static Complex ColeCole(double frequency, double infinite, double increment, double critical, double alpha) =>
        infinite + increment / (1 + Complex.Pow(new Complex(0, frequency / critical), 1 - alpha));

    /// <summary>Ohm of the whole chip: culture of the cell constant (1/m) and electrode polarisation in series.</summary>
    public static Complex Total(
        double frequency, double cellConstant, double conductivity, Complex permittivity, double polarisation, double exponent)
    {
        Complex admittivity = conductivity + new Complex(0, 2 * Math.PI * frequency * VacuumPermittivity) * permittivity;
        return cellConstant / admittivity + Polarisation(frequency, polarisation, exponent);
    }

    /// <summary>Ohm.</summary>
    public static Complex Polarisation(double frequency, double polarisation, double exponent) =>
        polarisation * Complex.Pow(new Complex(0, frequency / PolarisationFrequency), -exponent);
}
