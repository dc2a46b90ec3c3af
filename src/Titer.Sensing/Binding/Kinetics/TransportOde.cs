using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// 1:1 binding limited by transport to the surface: the two-compartment model, the flow at concentration C exchanging with the layer at
/// the surface at Cs with km, and the layer in quasi-steady state, km (C - Cs) = ka Cs (Rmax - R) - kd R. Then
/// dR/dt = (ka C (Rmax - R) - kd R) / (1 + ka (Rmax - R) / km), here for the fraction R / Rmax.
/// D. G. Myszka, X. He, M. Dembo, T. A. Morton, B. Goldstein, Biophys. J. 75 (1998) 583. km in response L/mol/s.
/// </summary>
internal readonly struct TransportOde : IBindingOde
{
    public static string Name => "transport";
    public static int States => 1;
    public static int Rates => 3;
    public static bool RmaxMatters => true;

    public static void Derivatives<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> p, double concentration, Span<T> dx) where T : struct, IScalar<T>
    {
        T ka = p[0], kd = p[1], km = p[2], rmax = p[3], empty = (T)1.0 - x[0];
        dx[0] = (ka * (T)concentration * empty - kd * x[0]) / ((T)1.0 + ka * rmax * empty / km);
    }
}
