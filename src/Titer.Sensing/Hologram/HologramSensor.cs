namespace Titer.Sensing.Hologram;

public sealed class HologramSensor
{
    public const string SourceName = "hologram";
}
