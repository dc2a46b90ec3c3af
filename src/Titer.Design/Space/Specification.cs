namespace Titer.Design.Space;

/// <summary>A quality or yield that must be met.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Low">At least this; minus infinity for no limit.</param>
/// <param name="High">At most this; plus infinity for no limit.</param>
public sealed record Specification(string Name, string Unit, double Low, double High)
{
    /// <summary>False also for a value that is not finite: what could not be simulated is not acceptable.</summary>
    public bool Met(double value) => value >= Low && value <= High && double.IsFinite(value);
}
