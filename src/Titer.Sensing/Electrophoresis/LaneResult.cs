namespace Titer.Sensing.Electrophoresis;

/// <summary>What a lane says.</summary>
/// <param name="Refused">Why it says nothing; null when it does.</param>
internal readonly record struct LaneResult(string? Refused)
{
    /// <summary>RNA in the lane and the noise of it, ng/uL.</summary>
    public double Concentration { get; init; }
    public double ConcentrationNoise { get; init; }
    /// <summary>Part of RNA mass in unbroken transcripts, %; what was taken off for fragments under the peak, %; noise as a fraction.</summary>
    public double Integrity { get; init; }
    public double TakenOff { get; init; }
    public double ShareNoise { get; init; }
    /// <summary>Part of the mass in fragments too short to be seen.</summary>
    public double Unseen { get; init; }
    /// <summary>Whether a peak stands near the expected length; its length and uncertainty, nucleotides.</summary>
    public bool HasPeak { get; init; }
    public double Length { get; init; }
    public double LengthUncertainty { get; init; }
}
