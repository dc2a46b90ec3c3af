using Titer.Core;

namespace Titer.Control;

/// <summary>The actuators of a stirred bioreactor by tag.</summary>
public static class Actuators
{
    public static readonly Tag Feed = new("feed-pump"), Base = new("base-pump"), Stirrer = new("stirrer"), Air = new("air-valve");
    public static readonly Tag Oxygen = new("oxygen-valve"), CarbonDioxide = new("carbon-dioxide-valve"), Jacket = new("jacket");
}
