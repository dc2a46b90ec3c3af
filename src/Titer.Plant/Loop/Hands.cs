using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Plant.Loop;

/// <summary>
/// Actuators that people hold by hand: what the controllers gave for them is replaced before the interlocks, which stay above the hand. An actuator
/// that is given back starts from where it stands and goes over to its controller within minutes, but at once when that closes it to its safe value:
/// a bumpless transfer also where a controller has no integral to track with, or shares its output with other actuators (Astrom and Hagglund,
/// Advanced PID Control, 2006, ch. 3.6). Each taking and giving back is a step of the ladder.
/// </summary>
/// <param name="actuators">Of the equipment.</param>
internal sealed class Hands(IReadOnlyDictionary<Tag, Actuator> actuators)
{
    /// <summary>Time constant with which what a hand had given goes over to what the controller gives, h.</summary>
    private const double Return = 5.0 / 60;

    // Smaller than this share of the range, the rest of what the hand had given is dropped.
    private const double Negligible = 1e-3;

    private readonly HashSet<Tag> _byHand = [];
    private readonly Dictionary<Tag, double> _rest = [];

    /// <summary>Tells controllers which actuators are by hand.</summary>
    public static void Announce(BatchState state, Situation situation)
    {
        situation.ByHand.Clear();
        foreach (Tag actuator in state.ByHand.Keys) situation.ByHand.Add(actuator);
    }

    public void Apply(BatchState state, Situation situation, double hours, List<Command> commands, List<Event> events)
    {
        if (state.ByHand.IsEmpty && _byHand.Count == 0 && _rest.Count == 0) return;
        for (int i = 0; i < commands.Count; i++)
        {
            Command own = commands[i];
            if (state.ByHand.TryGetValue(own.Actuator, out HandOutput? hand)) commands[i] = Taken(own, hand, events);
            else if (_byHand.Contains(own.Actuator) || _rest.ContainsKey(own.Actuator)) commands[i] = Returned(own, state, situation, hours, events);
        }
    }

    private Command Taken(Command own, HandOutput hand, List<Event> events)
    {
        string why = $"{own.Actuator} is by hand of {hand.Person}, {hand.Reason}";
        if (_byHand.Add(own.Actuator))
            events.Add(Step(own, "ladder.down", own.Rung, "hand", Severity.Medium, $"{own.Loop} steps down to hand: {why}.", why));
        _rest.Remove(own.Actuator);
        return new Command(own.Actuator, own.Time, hand.Value, own.Unit, own.Lower, own.Upper, $"{own.Loop}/hand", $"by hand of {hand.Person}: {hand.Reason}", []);
    }

    private Command Returned(Command own, BatchState state, Situation situation, double hours, List<Event> events)
    {
        Actuator actuator = actuators[own.Actuator];
        if (_byHand.Remove(own.Actuator))
        {
            bool goes = state.State is ProcedureState.Running or ProcedureState.Holding or ProcedureState.Held or ProcedureState.Restarting;
            string why = goes ? $"{own.Actuator} was given back" : $"the batch is {state.State}";
            events.Add(Step(own, "ladder.up", "hand", own.Rung, Severity.Information, $"{own.Loop} steps up to {own.Rung}: {why}.", why));
            _rest[own.Actuator] = situation.InForce[own.Actuator].Value - own.Value;
        }
        else _rest[own.Actuator] *= Math.Exp(-hours / Return);
        double rest = _rest[own.Actuator];
        if (situation.Stopped || own.Rung == "off" || own.Value == actuator.Safe || Math.Abs(rest) < Negligible * (actuator.High - actuator.Low))
        {
            _rest.Remove(own.Actuator);
            return own;
        }
        return new Command(own.Actuator, own.Time, Math.Clamp(own.Value + rest, own.Lower, own.Upper), own.Unit, own.Lower, own.Upper, own.Controller,
            own.Reason + " (coming from the hand)", own.Evidence);
    }

    private static Event Step(Command own, string code, string from, string to, Severity severity, string message, string why) =>
        new Event(own.Time, EventKind.Ladder, severity, own.Loop, code, message)
            .With("from", from).With("to", to).With("why", why).With("actuator", own.Actuator.Name);
}
