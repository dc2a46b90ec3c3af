using Titer.Core;

namespace Titer.Control.Estimators;

/// <summary>
/// A reading as it is repeated when a late result makes the filter run again: never judged twice. One that is not
/// <paramref name="Used"/> is only looked at, for what it says about its sensor.
/// </summary>
public readonly record struct Taken(
    Tag Tag, DateTimeOffset Time, double Value, double Variance, ChoMeasurement Model, bool Used);
