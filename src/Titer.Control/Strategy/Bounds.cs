namespace Titer.Control.Strategy;

/// <summary>From where to where a variable may go.</summary>
public readonly record struct Bounds(double Low, double High);
