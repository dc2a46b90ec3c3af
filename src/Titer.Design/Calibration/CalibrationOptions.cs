namespace Titer.Design.Calibration;

/// <summary>How a calibration is done.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Starts of the search, the given one included; the others are drawn within three deviations of the priors.</summary>
    public int Starts { get; init; } = 3;

    public ulong Seed { get; init; } = 1;

    /// <summary>Experiments simulated at once. The result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether intervals come from profile likelihoods; otherwise from the covariance.</summary>
    public bool Profiles { get; init; }

    public double Confidence { get; init; } = 0.95;

    /// <summary>Told how far a calibration is: the part, how much of it is done, and of how much.</summary>
    public Action<string, int, int>? Progress { get; init; }
}
