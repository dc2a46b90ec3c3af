namespace Titer.Sensing.Binding;

/// <summary>One cycle ready for a fit.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Concentration">mol/L, positive.</param>
/// <param name="Times">s after the start of the injection, rising, none within the guard of an edge.</param>
/// <param name="Responses">Zeroed and blank-subtracted, one per time.</param>
/// <param name="BaselineSlope">Drift of the baseline before the injection, response per s.</param>
/// <param name="BaselineNoise">Standard deviation of the readings in the baseline about that slope.</param>
public sealed record BindingCycle(
    string Name, double Concentration, double[] Times, double[] Responses, double BaselineSlope, double BaselineNoise);
