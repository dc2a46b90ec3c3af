using Titer.Core;

namespace Titer.Batch;

/// <summary>An actuator is taken from its controller and told this until it is given back. Interlocks stay above the hand.</summary>
/// <param name="Output">In the unit of the actuator, within its limits.</param>
public sealed record TakeByHand(Tag Actuator, double Output) : Intervention
{
    internal const string Named = "hand";

    public override string Name => Named;

    public override string Target => Actuator.Name;

    public override double? Value => Output;

    public override string Said(string amount) => $"took {Actuator} by hand at {amount}";
}
