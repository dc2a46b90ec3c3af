using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// Runs a recipe: what it wants now (<see cref="Goals"/>) follows from its own explicit <see cref="State"/> and the inputs of
/// <see cref="Step"/> and <see cref="Move"/>, from nothing else; the same inputs give the same goals and events bit for bit. At most one phase ends
/// in
/// one step, so every phase lives for at least one step. Not thread-safe.
/// </summary>
/// <param name="autoConfirm">
/// Answers every question at once, recorded as given by <see cref="OperatorAction.AutoConfirm"/>: for simulation. A replay may set
/// it, or feed the recorded answers, or both, and gets the same events.
/// </param>
public sealed partial class BatchEngine(Recipe recipe, bool autoConfirm = false)
{
    /// <summary>Source of every event of the engine.</summary>
    public const string Source = "recipe";

    private List<Event> _events = [];
    private DateTimeOffset _now;

    public Recipe Recipe { get; } = recipe;

    /// <summary>What may be made to go wrong in the plant, each with how long it lasts when nobody says, h; null where the plant is not
    /// simulated.</summary>
    public ImmutableSortedDictionary<string, double>? Faults { get; init; }

    public BatchState State { get; private set; } = BatchState.Initial;

    public Goals Goals { get; private set; } = Goals.None;

    /// <summary>The phase that is active or held, null when there is none.</summary>
    public PhaseStep? Phase => State.Phase < 0 ? null : Recipe.Phases[State.Phase];

    /// <summary>Questions that wait for a person, in the order in which they were asked.</summary>
    public IEnumerable<string> PendingConfirmations => State.Asked.Where(q => !State.Confirmed.Contains(q));

    /// <summary>The first question that waits for a person, null when none does.</summary>
    public string? PendingConfirmation => PendingConfirmations.FirstOrDefault();

    /// <summary>Who has confirmed a question that waits for a second person; null when it waits for its first.</summary>
    public OperatorAction? FirstToConfirm(string question) => State.FirstConfirmations.FirstOrDefault(c => c.Question == question);

    /// <summary>How many different persons have to confirm a question of the active phase.</summary>
    public int PersonsToConfirm(string question) =>
        Phase?.Phase.Until.Condition.Leaves().OfType<Confirmation>().Where(c => c.Question == question).Select(c => c.Persons).DefaultIfEmpty(1).Max() ?? 1;

    /// <summary>The batch has ended: complete, stopped or aborted.</summary>
    public bool HasEnded => State.State is ProcedureState.Complete or ProcedureState.Stopped or ProcedureState.Aborted;

    /// <summary>One step of the loop at <paramref name="now"/>, which never goes back.</summary>
    /// <param name="actions">What people and the plant gave since the last step, in that order.</param>
    /// <param name="events">Receives what happened; nothing that is in it is touched.</param>
    public void Step(DateTimeOffset now, IReadings readings, IReadOnlyList<OperatorAction> actions, List<Event> events)
    {
        if (now < State.Time) throw new ArgumentOutOfRangeException(nameof(now), $"The step at {now:O} is before the last one at {State.Time:O}.");
        (_now, _events) = (now, events);

        Advance(now - (State.Time ?? now));
        State = State with { Time = now };
        int enteredAs = State.Phase;
        if (StateMachine.Settled(State.State) is { } settled) ChangeState(settled, "it was done");

        var answers = new List<OperatorAction>();
        foreach (OperatorAction action in actions)
        {
            if (action.Request is not null) continue; // of another part of the unit, which answers it
            if (action.Command is not null) Obey(action, readings);
            else if (action.Intervention is not null) Intervene(action);
            else if (!TryAnswer(action)) answers.Add(action);
        }
        if (State.State == ProcedureState.Running && State.Phase == enteredAs) RunPhase(readings, answers);
        foreach (OperatorAction answer in answers) Record(answer.ToEvent(now, $"nobody asked \"{answer.Question}\""));

        Goals = GoalsOf(State);
    }

    private void Obey(OperatorAction action, IReadings readings)
    {
        ProcedureCommand command = action.Command!.Value;
        if (StateMachine.After(State.State, command) is not { } next)
        {
            Record(action.ToEvent(_now, $"{command} is impossible in the state {State.State}"));
            return;
        }
        Record(action.ToEvent(_now, null));
        ChangeState(next, $"{command} by {action.Person}" + (action.Reason.Length > 0 ? $", {action.Reason}" : ""));
        if (command != ProcedureCommand.Start) return;
        State = State with { Started = _now };
        EnterPhase(0, readings);
    }

    /// <summary>Takes a confirmation when its question waits; the second of two from another person than the first.</summary>
    private bool TryAnswer(OperatorAction action)
    {
        if (action.Question is not { } question || !PendingConfirmations.Contains(question)) return false;
        bool two = PersonsToConfirm(question) == 2;
        OperatorAction? first = FirstToConfirm(question);
        if (first is not null && first.IsBySamePersonAs(action))
        {
            Record(action.ToEvent(_now, $"{first.Person} confirmed it already, and a second person has to"));
            return true;
        }
        State = two && first is null
            ? State with { FirstConfirmations = State.FirstConfirmations.Add(action) }
            : State with { Confirmed = State.Confirmed.Add(question) };
        Record(two ? action.ToEvent(_now, null, first is null ? "1 of 2" : "2 of 2") : action.ToEvent(_now, null));
        return true;
    }

    private void ChangeState(ProcedureState next, string why)
    {
        ProcedureState from = State.State;
        Goals before = GoalsOf(State);
        if (next is ProcedureState.Stopping or ProcedureState.Aborting) LeavePhase();
        State = next switch
        {
            ProcedureState.Idle => BatchState.Initial with { Time = State.Time },
            ProcedureState.Stopping or ProcedureState.Aborting or ProcedureState.Complete => State with
            {
                State = next,
                Phase = -1,
                SetPoints = BatchState.Initial.SetPoints,
                Moved = BatchState.Initial.Moved,
                ByHand = BatchState.Initial.ByHand,
            },
            _ => State with { State = next },
        };
        Severity severity = next switch
        {
            ProcedureState.Aborting => Severity.High,
            ProcedureState.Holding or ProcedureState.Stopping => Severity.Medium,
            _ => Severity.Information,
        };
        Record(EventKind.Recipe, severity, "state.changed", $"The batch went from {from} to {next}: {why}.",
            ("from", from.ToString()), ("to", next.ToString()), ("why", why));

        Goals after = GoalsOf(State);
        foreach (Tag tag in before.SetPoints.Keys)
            if (!after.SetPoints.ContainsKey(tag)) RecordOff(tag, $"{next}");
        foreach (Tag tag in after.SetPoints.Keys)
            if (!before.SetPoints.ContainsKey(tag)) RecordSetPoint(State.SetPoints[tag], "");
    }

    private Goals GoalsOf(BatchState state)
    {
        bool holding = state.State is ProcedureState.Holding or ProcedureState.Held;
        if (!holding && state.State is not (ProcedureState.Running or ProcedureState.Restarting)) return Goals.None;
        var goals = ImmutableSortedDictionary.CreateBuilder<Tag, Goal>();
        foreach ((Tag tag, ActiveSetPoint setPoint) in state.SetPoints)
            if (!holding || !Recipe.Equipment.Controlled[tag].OffOnHold) goals.Add(tag, setPoint.Goal);
        bool follows = state.State == ProcedureState.Running && state.Phase >= 0 && Recipe.Phases[state.Phase].Phase.FollowsStrategy;
        return new Goals(holding ? GoalMode.Holding : GoalMode.Producing, goals.ToImmutable())
        {
            StrategyEnd = follows ? state.Started + Recipe.Strategy!.End : null,
        };
    }
}
