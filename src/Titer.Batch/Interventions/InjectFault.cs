namespace Titer.Batch;

/// <summary>Something goes wrong in the simulated plant from now on. Refused wherever the plant is not simulated.</summary>
/// <param name="Hours">How long it lasts; null for as long as such a fault does when nobody says.</param>
public sealed record InjectFault(string Fault, double? Hours = null) : Intervention
{
    internal const string Named = "fault";

    public override string Name => Named;

    public override string Target => Fault;

    public override double? Value => Hours;

    public override string Said(string amount) => $"put the fault {Fault} into the simulated plant{(amount.Length > 0 ? $", {amount}" : "")}";
}
