using Titer.Core;
using Titer.Numerics;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoSlowInput;

namespace Titer.Processes.CellCulture;

/// <summary>
/// The slow part of <see cref="ChoFedBatch"/>, by the same text (<see cref="ChoKinetics"/>): cells, nutrients, by-products, antigen and volume, the
/// first eight of <see cref="ChoState"/>, while temperature, pH and dissolved oxygen are held by loops that settle within an hour. They are inputs
/// here. For decisions over days, where the full model's gases (time constants of minutes) would only cost time.
/// </summary>
public readonly struct ChoSlowCulture : IProcessModel
{
    public const int States = ChoKinetics.SlowStates;

    public static ModelDescription Description { get; } = Describe();

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        Derivatives(x, u[U.Feed], u[U.Temperature], u[U.PH], u[U.Oxygen], u[U.Base], u[U.Sampling], u[U.Gas], p, dx);

    /// <summary>The same with the inputs one by one, for a caller that has them in different places.</summary>
    public static void Derivatives<T>(ReadOnlySpan<T> x, T feed, T temperature, T pH, T oxygen, T alkali, T sampling, T gas,
        ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T aerobic = oxygen / (oxygen + p[P.HalfOxygen]);
        ChoRates<T> rates = ChoKinetics.Rates(x, temperature, pH, aerobic, p);
        ChoKinetics.Balance(rates, feed, alkali, sampling, p[P.Evaporation] * gas, x, p, dx);
    }

    private static ModelDescription Describe()
    {
        ModelDescription full = ChoFedBatch.Description;
        return new ModelDescription("cho-slow-culture", "1", full.Literature,
            [.. full.States[..States]],
            [
                full.Inputs[ChoInput.Feed],
                full.States[ChoState.Temperature],
                new("pH", Unit.PH, 6.6, 7.6, 7.05, "held by its loop"),
                new("dissolved oxygen", Unit.Percent, 0, 200, 40, "of air saturation, held by its loop"),
                full.Inputs[ChoInput.Base],
                full.Inputs[ChoInput.Sampling],
                new("gas", Unit.LitrePerMinute, 0, 100, 5, "all gases together, they carry water away"),
            ],
            full.Parameters);
    }
}
