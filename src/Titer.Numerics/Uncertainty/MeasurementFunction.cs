namespace Titer.Numerics;

/// <summary>The model of a measurement, y = f(x1, ..., xN) (JCGM 100:2008, 4.1).</summary>
public delegate double MeasurementFunction(ReadOnlySpan<double> inputs);
