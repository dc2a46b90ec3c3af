using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// Another set point of a variable that the recipe has on, until a phase sets it anew: within the limits of the parameter that gave it, and of the
/// equipment, and no faster than that ramps.
/// </summary>
/// <param name="To">In the unit of the controlled variable.</param>
public sealed record ChangeSetPoint(Tag Variable, double To) : Intervention
{
    internal const string Named = "set-point";

    public override string Name => Named;

    public override string Target => Variable.Name;

    public override double? Value => To;

    public override string Said(string amount) => $"changed the set point of {Variable} to {amount}";
}
