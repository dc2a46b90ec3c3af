using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

// What people do to a running batch besides the commands of its state machine.
public sealed partial class BatchEngine
{
    private void Intervene(OperatorAction action)
    {
        Intervention wanted = action.Intervention!;
        string old = Before(wanted), amount = Amount(wanted);
        string? refused = Refusal(wanted, action.Reason);
        Record(action.ToInterventionEvent(_now, wanted.Said(amount), old, amount, refused));
        if (refused is null) Carry(wanted, action);
    }

    private void Carry(Intervention wanted, OperatorAction action)
    {
        switch (wanted)
        {
            case TakeByHand hand:
                State = State with { ByHand = State.ByHand.SetItem(hand.Actuator, new(hand.Actuator, hand.Output, action.Person, action.Reason)) };
                break;
            case GiveBack back:
                State = State with { ByHand = State.ByHand.Remove(back.Actuator) };
                break;
            case ChangeSetPoint change:
                ActiveSetPoint inForce = State.SetPoints[change.Variable];
                Put(inForce with { Target = change.To }, inForce.Value);
                break;
        }
    }

    /// <summary>Why it cannot be done, as the end of a sentence; null when it can.</summary>
    private string? Refusal(Intervention wanted, string reason)
    {
        if (State.State is not (ProcedureState.Running or ProcedureState.Holding or ProcedureState.Held or ProcedureState.Restarting))
            return $"the batch is {State.State}";
        if (wanted.NeedsReason && string.IsNullOrWhiteSpace(reason)) return "it needs a reason";
        return wanted switch
        {
            TakeByHand hand => !Recipe.Equipment.Actuators.TryGetValue(hand.Actuator, out Actuator? actuator)
                ? $"{Recipe.Equipment.Name} has no actuator '{hand.Actuator}'"
                : Outside(hand.Output, actuator.Low, actuator.High, actuator.Unit, "of the actuator"),
            GiveBack back => State.ByHand.ContainsKey(back.Actuator) ? null : $"{back.Actuator} is not by hand",
            ChangeSetPoint change => Refusal(change),
            InjectFault fault => Refusal(fault),
            _ => "there is no such intervention",
        };
    }

    private string? Refusal(ChangeSetPoint change)
    {
        if (!Recipe.Equipment.Controlled.TryGetValue(change.Variable, out ControlledVariable? variable))
            return $"{Recipe.Equipment.Name} does not control '{change.Variable}'";
        if (!State.SetPoints.ContainsKey(change.Variable)) return $"the recipe has {change.Variable} off";
        if (State.Moved.ContainsKey(change.Variable)) return $"the strategy moves {change.Variable} now";
        if (Outside(change.To, variable.Low, variable.High, variable.Unit, "of the equipment") is { } outside) return outside;
        // The phase that set it last says which parameter it comes from.
        SetPoint? given = Recipe.Phases[..(State.Phase + 1)].SelectMany(p => p.Phase.Set).LastOrDefault(s => s.Tag == change.Variable);
        if (given?.Parameter is not { } name || !Recipe.Formula.TryGetValue(name, out Parameter? parameter)) return null;
        return parameter.Value.Unit.TryConvert(parameter.Low, variable.Unit, out double low)
            && parameter.Value.Unit.TryConvert(parameter.High, variable.Unit, out double high)
            ? Outside(change.To, low, high, variable.Unit, $"of the parameter {name}")
            : null;
    }

    private string? Refusal(InjectFault fault)
    {
        if (Faults is null) return "faults are put into simulated plants of studies only, and this is none";
        if (!Faults.ContainsKey(fault.Fault)) return $"there is no fault '{fault.Fault}'; known are {string.Join(", ", Faults.Keys)}";
        return fault.Hours is null or > 0 ? null : "it lasts a number of hours above zero";
    }

    private static string? Outside(double value, double low, double high, Unit unit, string what) => low <= value && value <= high
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.######} is outside the limits {low:0.######} to {high:0.######} {unit.Symbol} {what}");

    /// <summary>What counted before it, for people; empty where nothing did.</summary>
    private string Before(Intervention wanted) => wanted switch
    {
        TakeByHand or GiveBack when State.ByHand.TryGetValue(new Tag(wanted.Target), out HandOutput? hand) =>
            $"{Number(hand.Value)} {UnitOf(wanted)} by hand of {hand.Person}",
        TakeByHand or GiveBack => "automatic",
        ChangeSetPoint change when State.SetPoints.TryGetValue(change.Variable, out ActiveSetPoint? inForce) =>
            $"{Number(inForce.Target)} {inForce.Unit.Symbol}",
        _ => "",
    };

    private string Amount(Intervention wanted) => wanted switch
    {
        GiveBack => "automatic",
        InjectFault fault => (fault.Hours ?? Faults?.GetValueOrDefault(fault.Fault)) switch
        {
            double.PositiveInfinity => "for good",
            { } hours => $"for {Number(hours)} h",
            null => "",
        },
        { Value: { } value } => $"{Number(value)} {UnitOf(wanted)}".TrimEnd(),
        _ => "",
    };

    private string UnitOf(Intervention wanted)
    {
        var tag = new Tag(wanted.Target);
        return wanted is ChangeSetPoint
            ? Recipe.Equipment.Controlled.TryGetValue(tag, out ControlledVariable? variable) ? variable.Unit.Symbol : ""
            : Recipe.Equipment.Actuators.TryGetValue(tag, out Actuator? actuator) ? actuator.Unit.Symbol : "";
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
