namespace Titer.Control.Estimators;

/// <summary>What a sensor reads in a given state.</summary>
public interface IMeasurementModel
{
    double Read(ReadOnlySpan<double> x);
}
