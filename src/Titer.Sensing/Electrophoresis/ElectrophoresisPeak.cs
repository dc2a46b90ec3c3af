namespace Titer.Sensing.Electrophoresis;

/// <summary>A band in a lane.</summary>
/// <param name="Seconds">Of its maximum.</param>
/// <param name="Height">In the unit of the trace.</param>
/// <param name="Width">At half of its height, s.</param>
public readonly record struct ElectrophoresisPeak(double Seconds, double Height, double Width);
