namespace Titer.Sensing.Binding;

/// <summary>
/// The noise of one cycle: white noise and a slow part whose correlation falls as exp(-|dt| / tau), the Ornstein-Uhlenbeck process
/// (drift of baseline and temperature, and whatever of the shape the model does not have).
/// </summary>
/// <param name="Variance">Of one reading, both parts together.</param>
/// <param name="SlowShare">Share of the slow part, 0 to 1.</param>
/// <param name="Tau">s.</param>
/// <param name="EffectiveSize">Number of independent readings that would say as much about a mean.</param>
/// <param name="DegreesOfFreedom">With which the variance is known.</param>
public readonly record struct ResidualNoise(double Variance, double SlowShare, double Tau, double EffectiveSize, double DegreesOfFreedom);
