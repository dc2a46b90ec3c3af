using Titer.Core;

namespace Titer.Control.Estimators;

/// <summary>A measurement that an estimator has taken, as it is repeated when a late result makes it run again: never judged twice.</summary>
/// <param name="Variance">Of the reading around what the state predicts.</param>
/// <param name="Sensor">Who read it, for a bank that watches sensors.</param>
/// <param name="Used">False for a reading that is only looked at, for what it says of its sensor.</param>
public readonly record struct Taken<TMeasure>(
    DateTimeOffset Time, double Value, double Variance, TMeasure Model, Tag Sensor = default, bool Used = true)
    where TMeasure : struct, IMeasurementModel;
