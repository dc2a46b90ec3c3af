namespace Titer.Control.Estimators;

/// <summary>A measurement that the filter has taken, as it is repeated when a late result makes it run again: never judged twice.</summary>
public readonly record struct Taken(DateTimeOffset Time, double Value, double Variance, ChoMeasurement Model);
