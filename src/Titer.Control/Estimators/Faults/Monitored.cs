using Titer.Core;

namespace Titer.Control.Estimators.Faults;

/// <summary>What the bank keeps of one sensor.</summary>
internal sealed class Monitored(Tag tag)
{
    public readonly Tag Tag = tag;
    public readonly FreezeDetector Freeze = new();
    public SensorFault? Fault;
    public Agreement? Agreement;

    /// <summary>Standard uncertainty that the last reading stated, the offset allowed to it, and the number of readings.</summary>
    public double Uncertainty, Allowed;
    public int Readings;
    public DateTimeOffset First, Last;

    /// <summary>Onsets begun so far; whether it was read since the last of them.</summary>
    public int Onsets;
    public bool ReadSinceOnset;

    /// <summary>A sensor that is read less than every six hours: the laboratory.</summary>
    public bool IsSeldom => Readings < 2 || (Last - First).TotalHours / (Readings - 1) > 6;
}
