using Titer.Core;

namespace Titer.Batch;

/// <summary>An actuator that is by hand goes back to its controller, from where it stands.</summary>
public sealed record GiveBack(Tag Actuator) : Intervention
{
    internal const string Named = "automatic";

    public override string Name => Named;

    public override string Target => Actuator.Name;

    public override bool NeedsReason => false;

    public override string Said(string amount) => $"gave {Actuator} back to automatic";
}
