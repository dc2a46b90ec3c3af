using Titer.Core;

namespace Titer.Control;

/// <summary>The actuators of a stirred bioreactor by tag.</summary>
public static class Actuators
{
    public static readonly Tag Feed = new("feed-pump"), Base = new("base-pump"), Stirrer = new("agitation"), Air = new("air");
    public static readonly Tag Oxygen = new("oxygen"), CarbonDioxide = new("carbon-dioxide"), Jacket = new("jacket");
}
