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
    /// Positions behind those of <see cref="ChoParameter"/>: what is held over the horizon (dissolved oxygen, % of air saturation; gas, L/min) and whether titre (1) or mass (0) counts.
    /// </summary>
    public const int Oxygen = ChoParameter.Count, Gas = Oxygen + 1, CountsTitre = Oxygen + 2, Parameters = Oxygen + 3;

    /// <summary>Mass of antigen is counted per this volume, L, so that both objectives are of one size.</summary>
    private const double ReferenceVolume = 160;

    public static int PathRows => 0;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        ChoSlowCulture.Derivatives(x, u[Feed], u[Temperature], u[PH], p[Oxygen], 0.0, 0.0, p[Gas], p, dx);

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> => 0.0;

    /// <summary>Less the titre, g/L, or the mass per <see cref="ReferenceVolume"/>.</summary>
    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> =>
        -(x[X.Antigen] * (p[CountsTitre] + (1.0 - p[CountsTitre]) * x[X.Volume] * (1 / ReferenceVolume)));

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> { }
}
