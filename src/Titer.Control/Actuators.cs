using Titer.Core;

namespace Titer.Control;

/// <summary>The actuators of a stirred bioreactor and of an mRNA line by tag.</summary>
public static class Actuators
{
    public static readonly Tag Feed = new("feed-pump"), Base = new("base-pump"), Stirrer = new("agitation"), Air = new("air");
    public static readonly Tag Oxygen = new("oxygen"), CarbonDioxide = new("carbon-dioxide"), Jacket = new("jacket");

    public static readonly Tag Atp = new("ATP-pump"), Utp = new("UTP-pump"), Ctp = new("CTP-pump"), Gtp = new("GTP-pump"), Cap = new("cap-pump");
    public static readonly Tag Magnesium = new("magnesium-pump"), Polymerase = new("polymerase-pump"), Dnase = new("DNase-pump"),
        Edta = new("EDTA-pump");
}
