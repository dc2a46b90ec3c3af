namespace Titer.Sensing.Binding;

/// <summary>How recorded cycles are made ready for a fit.</summary>
public sealed record PreparationOptions
{
    public required InjectionPhases Phases { get; init; }

    /// <summary>Take the mean response of the baseline phase off each cycle.</summary>
    public bool ZeroAtBaseline { get; init; } = true;

    /// <summary>Take the mean of the blank cycles off the others, where there are blanks.</summary>
    public bool SubtractBlank { get; init; } = true;

    /// <summary>
    /// Seconds left out after each of the two edges of the injection (and one before each): there the plug of sample disperses, its
    /// refractive index steps, and a reference flow cell sees both a little later than the active one, which gives spikes.
    /// </summary>
    public double EdgeGuard { get; init; } = 2;

    /// <summary>
    /// Width of the means that are fitted, s; 0 for each reading by itself, NaN for one chosen by the program: the larger of the sampling
    /// interval and the width that leaves <see cref="LeastPointsPerPhase"/> points in the shorter phase.
    /// </summary>
    public double Averaging { get; init; } = double.NaN;

    /// <summary>Means per phase below which averaging would hide the shape of the curve.</summary>
    public const int LeastPointsPerPhase = 150;
}
