namespace Titer.Sensing.Pcr;

/// <summary>What was found in the amplitudes of a channel.</summary>
public enum DropletPeaks
{
    /// <summary>A negative and a positive peak, apart.</summary>
    Two,
    /// <summary>Both peaks, with tails that run into each other.</summary>
    Overlapping,
    /// <summary>A negative peak and too few positive droplets to make one.</summary>
    FewPositives,
    /// <summary>A positive peak and too few negative droplets to make one.</summary>
    FewNegatives,
    /// <summary>One peak, taken for the negative one.</summary>
    NegativeOnly,
    /// <summary>One peak, and it is where another well has its positive one.</summary>
    PositiveOnly,
    /// <summary>All droplets have the same amplitude: the detector is off or saturated.</summary>
    None,
}

/// <summary>The droplets of one channel, counted.</summary>
/// <param name="Peaks">What the count stands on.</param>
/// <param name="Droplets">All droplets.</param>
/// <param name="Positives">Those above the threshold.</param>
/// <param name="Rain">Those between the negative peak and the threshold; counted as negative.</param>
/// <param name="Bright">Those far above the positive peak: merged droplets.</param>
/// <param name="Threshold">For droplets that are negative in the other channel, and all droplets of a single channel.</param>
/// <param name="ThresholdInPositives">For droplets that are positive in the other channel.</param>
/// <param name="Negative">The negative peak.</param>
/// <param name="Positive">The positive peak; does not exist where there are too few.</param>
/// <param name="CrossTalk">The peak of droplets that only the other channel's target lifts; does not exist where there are none.</param>
public readonly record struct DropletCall(
    DropletPeaks Peaks, int Droplets, int Positives, int Rain, int Bright, double Threshold, double ThresholdInPositives,
    TwoPieceNormal Negative, TwoPieceNormal Positive, TwoPieceNormal CrossTalk)
{
    public double RainShare => Droplets > 0 ? Rain / (double)Droplets : 0;
}
