namespace Titer.Control.Estimators;

/// <summary>A measurement that an estimator has taken, as it is repeated when a late result makes it run again: never judged twice.</summary>
/// <param name="Variance">Of the reading around what the state predicts.</param>
public readonly record struct Taken<TMeasure>(DateTimeOffset Time, double Value, double Variance, TMeasure Model)
    where TMeasure : struct, IMeasurementModel;
