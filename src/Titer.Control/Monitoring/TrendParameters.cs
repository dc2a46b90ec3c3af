using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Monitoring;

/// <summary>
/// What a <see cref="TrendFilter"/> assumes of one signal. The grids span what cultures do, from hours of growth to a feed that is
/// felt within a minute; which members describe a signal is found from its innovations, not set.
/// </summary>
/// <param name="Variable">Tag behind the culture's name, e.g. <c>DO</c>.</param>
/// <param name="Repeatabilities">Grid of 1-sigma noise of one reading, in the unit.</param>
/// <param name="Accelerations">Grid of the spectral density q of the rate's random walk, unit^2/h^3.</param>
/// <param name="PriorLevel">Level while nothing is known, with <paramref name="PriorSpread"/> (1 sigma).</param>
/// <param name="PriorRateSpread">1 sigma of the rate while nothing is known, unit/h.</param>
public sealed record TrendParameters(
    string Variable, Unit Unit, Unit RateUnit,
    ImmutableArray<double> Repeatabilities, ImmutableArray<double> Accelerations,
    double PriorLevel, double PriorSpread, double PriorRateSpread)
{
    /// <summary>Innovations beyond this many expected spreads are held back.</summary>
    public const double Gate = 5;

    /// <summary>Half-life of a culture's ways, h: feeds and dips come and go in about ten minutes.</summary>
    public const double HalfLife = 1.0 / 6;

    public int Members => Repeatabilities.Length * Accelerations.Length;

    public static readonly TrendParameters Oxygen =
        new("DO", Unit.Percent, Unit.PercentPerHour, [0.1, 0.4, 1.6], [1e1, 1e3, 1e5, 1e7, 1e9], 50, 50, 300);

    public static readonly TrendParameters PH =
        new("pH", Unit.PH, Unit.PHPerHour, [0.004, 0.012, 0.036], [1e-3, 1e-1, 1e1, 1e3], 7, 2, 3);

    public string Text =>
        $"trend 1;{Variable};{Unit};{string.Join(',', Repeatabilities)};{string.Join(',', Accelerations)};"
        + $"{PriorLevel};{PriorSpread};{PriorRateSpread};{Gate};{HalfLife}";
}
