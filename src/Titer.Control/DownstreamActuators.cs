using Titer.Core;

namespace Titer.Control;

/// <summary>The actuators of an mRNA line behind its reactor, by tag.</summary>
public static class DownstreamActuators
{
    public static readonly Tag Transfer = new("transfer-pump"), Pressure = new("TMP"), CrossFlow = new("cross-flow"),
        Diafiltration = new("diafiltration-pump");
    public static readonly Tag Rna = new("RNA-pump"), Acid = new("acid-pump"), Lipid = new("lipid-pump"), Return = new("return-pump"),
        Fill = new("fill-pump");
}
