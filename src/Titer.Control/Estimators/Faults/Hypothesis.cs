namespace Titer.Control.Estimators.Faults;

/// <summary>
/// One explanation of the innovations: sensor <see cref="Of"/> has an offset or drifts since <see cref="Onset"/>, or, when
/// <see cref="IsProcess"/>, the state of that index jumped then and no sensor is to blame.
/// </summary>
internal struct Hypothesis
{
    public bool IsAlive, IsProcess;
    public int Of;
    public FaultKind Kind;
    public DateTimeOffset Onset;

    /// <summary>Number of the onset among those of its sensor, for thinning old ones out.</summary>
    public int Ordinal;

    /// <summary>Readings of the sensor itself since the onset.</summary>
    public int Readings;
}
