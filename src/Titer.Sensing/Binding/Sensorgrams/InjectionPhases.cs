namespace Titer.Sensing.Binding;

/// <summary>When what flows over the surface, s. The injection begins at <paramref name="Injection"/> on the clock of the file.</summary>
/// <param name="Injection">Start of the injection on the clock of the file.</param>
/// <param name="Baseline">Length of the running buffer before it that is used to zero the response.</param>
/// <param name="Association">Length of the injection.</param>
/// <param name="Dissociation">Length of the running buffer after it that is fitted.</param>
public readonly record struct InjectionPhases(double Injection, double Baseline, double Association, double Dissociation)
{
    /// <summary>Seconds after the start of the injection at which the fit ends.</summary>
    public double End => Association + Dissociation;
}
