using Titer.Numerics;

namespace Titer.Processes.Downstream;

/// <summary>
/// Flux through an ultrafiltration membrane, L/(m2.h). Below the critical pressure the membrane resists, J = TMP / (mu R) (Darcy); above it the layer
/// that the retained solute forms at the wall does, J = k ln(Cg / Cb) (Blatt, Dravid, Michaels and Nelsen 1970, gel polarisation), and more pressure
/// gives no more flux. k = k0 (q / q0)^b with the cross flow q per area (van Reis and Zydney, J. Membr. Sci. 297 (2007) 16).
/// </summary>
public static class MembraneFlux
{
    /// <summary>Cross flow per area to which the mass transfer coefficient belongs, L/(m2.h).</summary>
    public const double ReferenceCrossFlow = 300;

    // Pa per kPa, mPa.s per Pa.s, and m/s to L/(m2.h).
    private const double Darcy = 1e3 * 1e3 * 3.6e6;

    /// <summary>Pressure-limited flux.</summary>
    /// <param name="pressure">kPa.</param>
    /// <param name="viscosity">mPa.s.</param>
    /// <param name="resistance">1/m.</param>
    public static T PressureLimited<T>(T pressure, T viscosity, T resistance) where T : struct, IScalar<T> =>
        pressure * Darcy / (viscosity * resistance);

    /// <summary>Flux that the wall layer allows; 0 at the gel concentration and, within 0.05 L/(m2.h), above it.</summary>
    /// <param name="transfer">k0, L/(m2.h).</param>
    /// <param name="crossFlow">Per area, L/(m2.h), positive.</param>
    /// <param name="power">b.</param>
    /// <param name="gel">Cg, g/L.</param>
    /// <param name="bulk">Cb, g/L, positive.</param>
    public static T FilmLimited<T>(T transfer, T crossFlow, T power, T gel, T bulk) where T : struct, IScalar<T>
    {
        T limit = transfer * T.Exp(power * T.Log(crossFlow * (1 / ReferenceCrossFlow))) * T.Log(gel / bulk);
        return 0.5 * (limit + T.Sqrt(limit * limit + 0.01));
    }

    /// <summary>The smaller of the two, smoothly: Jp (1 + (Jp / Jf)^8)^(-1/8), 8 % below at the corner, 0.05 % where one is twice the
    /// other.</summary>
    public static T Smaller<T>(T pressureLimited, T filmLimited) where T : struct, IScalar<T>
    {
        T ratio = pressureLimited / filmLimited, square = ratio * ratio, fourth = square * square;
        return pressureLimited * T.Pow(1.0 + fourth * fourth, -0.125);
    }
}
