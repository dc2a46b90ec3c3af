using Titer.Numerics;
using Titer.Processes.CellCulture;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Strategy;

/// <summary>
/// What a CHO strategy plans with: <see cref="ChoSlowCulture"/>, moved by feed, temperature and pH; worth what it has made at the end.
/// Base and samples, a litre or two over a batch, are left out.
/// </summary>
public readonly struct ChoStrategyModel : IOptimalControlModel
{
    public const int States = ChoSlowCulture.States;

    /// <summary>Positions of the inputs.</summary>
    public const int Feed = 0, Temperature = 1, PH = 2, Inputs = 3;

    /// <summary>
    /// Positions behind those of <see cref="ChoParameter"/>: what is held over the horizon (dissolved oxygen, % of air saturation; gas,
    /// L/min), whether titre (1) or mass (0) counts, whether more is always better (1) or only up to what is enough (0), and what is enough.
    /// </summary>
    public const int Oxygen = ChoParameter.Count, Gas = Oxygen + 1, CountsTitre = Oxygen + 2, Unlimited = Oxygen + 3, Enough = Oxygen + 4;

    public const int Parameters = Oxygen + 5;

    /// <summary>Mass of antigen is counted per this volume, L, so that both objectives are of one size.</summary>
    private const double ReferenceVolume = 160;

    public static int PathRows => 0;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        ChoSlowCulture.Derivatives(x, u[Feed], u[Temperature], u[PH], p[Oxygen], 0.0, 0.0, p[Gas], p, dx);

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> => 0.0;

    /// <summary>Less the titre, g/L, or the mass per <see cref="ReferenceVolume"/>; half the square of what is missing where that is
    /// limited.</summary>
    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T>
    {
        T made = x[X.Antigen] * (p[CountsTitre] + (1.0 - p[CountsTitre]) * x[X.Volume] * (1 / ReferenceVolume)), missing = p[Enough] - made;
        return (1.0 - p[Unlimited]) * missing * missing * 0.5 - p[Unlimited] * made;
    }

    /// <summary>Writes what counts behind the parameters of the culture.</summary>
    /// <param name="oxygen">Held, % of air saturation.</param>
    /// <param name="gas">Held, L/min.</param>
    public static void SetObjective(ChoStrategySettings settings, double oxygen, double gas, Span<double> parameters)
    {
        bool limited = double.IsFinite(settings.Enough);
        (parameters[Oxygen], parameters[Gas], parameters[CountsTitre]) = (oxygen, gas, settings.CountsTitre ? 1 : 0);
        (parameters[Unlimited], parameters[Enough]) = (limited ? 0 : 1, limited ? settings.Enough : 0);
    }

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> { }
}
