using Titer.Core;

namespace Titer.Batch;

// The running of one phase: clocks and ramps, set points, transition, timeout.
public sealed partial class BatchEngine
{
    /// <summary>How often a ramp is put on record while it runs, so that a report can draw it.</summary>
    private static readonly TimeSpan RampMark = TimeSpan.FromMinutes(10);

    /// <summary>Lets the clocks of the phase and the ramps run on, unless the batch did not run since the last step.</summary>
    private void Advance(TimeSpan step)
    {
        if (State.State != ProcedureState.Running) return;
        State = State with { Elapsed = State.Elapsed + step, OperationElapsed = State.OperationElapsed + step };
        foreach (ActiveSetPoint setPoint in State.SetPoints.Values)
        {
            if (!setPoint.IsRamping) continue;
            TimeSpan progress = setPoint.Progress + step;
            ActiveSetPoint moved = setPoint with { Progress = progress < setPoint.Ramp ? progress : setPoint.Ramp };
            State = State with { SetPoints = State.SetPoints.SetItem(setPoint.Tag, moved) };
            if (!moved.IsRamping) RecordSetPoint(moved, "end");
            else if (moved.Progress.Ticks / RampMark.Ticks > setPoint.Progress.Ticks / RampMark.Ticks) RecordSetPoint(moved, "on");
        }
    }

    private void EnterPhase(int index, IReadings readings)
    {
        PhaseStep? before = Phase;
        PhaseStep step = Recipe.Phases[index];
        bool newOperation = before is null || !ReferenceEquals(before.Operation, step.Operation);
        State = State with
        {
            Phase = index,
            Elapsed = TimeSpan.Zero,
            OperationElapsed = newOperation ? TimeSpan.Zero : State.OperationElapsed,
            TimedOut = false,
            Asked = [],
            Confirmed = [],
            FirstConfirmations = [],
        };
        if (newOperation)
        {
            Record(EventKind.Recipe, Severity.Information, "operation.started", $"Operation {step.Operation.Name} started.",
                ("operation", step.Operation.Name), ("unit-procedure", step.UnitProcedure.Name));
        }
        Record(EventKind.Recipe, Severity.Information, "phase.started", $"Phase {step.Phase.Name} started.",
            ("operation", step.Operation.Name), ("phase", step.Phase.Name));
        if (!step.Phase.FollowsStrategy)
            foreach (Tag tag in State.Moved.Keys) Return(tag);
        foreach (SetPoint wanted in step.Phase.Set) Apply(wanted, readings);
    }

    private void Apply(SetPoint wanted, IReadings readings)
    {
        if (wanted.To is null)
        {
            State = State with { SetPoints = State.SetPoints.Remove(wanted.Tag), Moved = State.Moved.Remove(wanted.Tag) };
            RecordOff(wanted.Tag, "the recipe");
            return;
        }
        double? from = State.SetPoints.TryGetValue(wanted.Tag, out ActiveSetPoint? inForce) ? inForce.Value
            : readings.TryGet(wanted.Tag, out Reading reading) && !reading.Quality.IsBad
                && reading.Unit.TryConvert(reading.Value, wanted.Unit, out double read) && double.IsFinite(read) ? read
            : null;
        ActiveSetPoint begun = ActiveSetPoint.Begin(wanted, from, Recipe.Equipment.Controlled[wanted.Tag]);
        if (State.Moved.ContainsKey(wanted.Tag))
        {
            // The strategy goes on; what the recipe wants is kept for when it does not.
            State = State with { Moved = State.Moved.SetItem(wanted.Tag, begun) };
            return;
        }
        State = State with { SetPoints = State.SetPoints.SetItem(wanted.Tag, begun) };
        RecordSetPoint(begun, begun.IsRamping ? "start" : "");
    }

    /// <param name="answers">Confirmations of this step whose question was not yet asked; those that are taken are removed.</param>
    private void RunPhase(IReadings readings, List<OperatorAction> answers)
    {
        Phase phase = Phase!.Phase;
        while (true)
        {
            var evaluation = new ConditionEvaluation(State, readings, _now);
            if (evaluation.Holds(phase.Until.Condition))
            {
                CompletePhase(evaluation.Why, readings);
                return;
            }
            foreach (string question in evaluation.Questions) Ask(question);
            // Each answer may lead the evaluation on to the next question, or end the phase.
            if (answers.RemoveAll(TryAnswer) > 0) continue;
            if (!autoConfirm || PendingConfirmation is not { } pending) break;
            TryAnswer(OperatorAction.Confirm(pending, FirstToConfirm(pending) is null ? OperatorAction.AutoConfirm : OperatorAction.SecondAutoConfirm, _now));
        }
        if (phase.Timeout is { } timeout && !State.TimedOut && State.Elapsed >= timeout.After) TimeOut(phase, timeout, readings);
    }

    private void Ask(string question)
    {
        if (State.Asked.Contains(question)) return;
        State = State with { Asked = State.Asked.Add(question) };
        bool two = PersonsToConfirm(question) == 2;
        Record(EventKind.Operator, Severity.Low, "confirm.requested",
            $"Phase {Phase!.Phase.Name} asks {(two ? "two persons " : "")}to confirm: {question}.",
            [("operation", Phase.Operation.Name), ("phase", Phase.Phase.Name), ("question", question), .. two ? [("persons", "2")] : ((string, string)[])[]]);
    }

    private void TimeOut(Phase phase, PhaseTimeout timeout, IReadings readings)
    {
        State = State with { TimedOut = true };
        string why = $"phase {phase.Name} has not ended within {BatchTime.Text(timeout.After)}";
        Record(EventKind.Alarm, timeout.Action == TimeoutAction.Continue ? Severity.Low : Severity.Medium, "alarm.raised",
            $"Phase {phase.Name} has not ended within {BatchTime.Text(timeout.After)}.",
            ("alarm", "phase.timeout"), ("operation", Phase!.Operation.Name), ("phase", phase.Name),
            ("action", timeout.Action.ToString()), ("until", phase.Until.Text));
        if (timeout.Action == TimeoutAction.Hold) ChangeState(ProcedureState.Holding, why);
        if (timeout.Action == TimeoutAction.Continue) CompletePhase(why, readings);
    }

    private void CompletePhase(string why, IReadings readings)
    {
        PhaseStep step = Phase!;
        int next = State.Phase + 1;
        PhaseStep? following = next < Recipe.Phases.Length ? Recipe.Phases[next] : null;
        Record(EventKind.Recipe, Severity.Information, "transition",
            $"From {step.Phase.Name} to {following?.Phase.Name ?? "the end"}: {why}.",
            ("from", step.Phase.Name), ("to", following?.Phase.Name ?? ""), ("until", step.Phase.Until.Text), ("why", why));
        Record(EventKind.Recipe, Severity.Information, "phase.completed",
            $"Phase {step.Phase.Name} completed after {BatchTime.Text(State.Elapsed)}.",
            ("operation", step.Operation.Name), ("phase", step.Phase.Name), ("elapsed", BatchTime.Text(State.Elapsed)));
        LeavePhase();
        if (following is null || !ReferenceEquals(following.Operation, step.Operation))
        {
            Record(EventKind.Recipe, Severity.Information, "operation.completed",
                $"Operation {step.Operation.Name} completed after {BatchTime.Text(State.OperationElapsed)}.",
                ("operation", step.Operation.Name), ("unit-procedure", step.UnitProcedure.Name),
                ("elapsed", BatchTime.Text(State.OperationElapsed)));
        }
        if (following is null) ChangeState(ProcedureState.Complete, "the last phase has ended");
        else EnterPhase(next, readings);
    }

    /// <summary>Returns to normal what only concerned the phase: its timeout alarm and its open questions.</summary>
    private void LeavePhase()
    {
        if (Phase is not { } step) return; // an abort while stopping: the stop has left it
        if (State.TimedOut)
        {
            Record(EventKind.Alarm, Severity.Information, "alarm.cleared", $"Phase {step.Phase.Name} has been left.",
                ("alarm", "phase.timeout"), ("operation", step.Operation.Name), ("phase", step.Phase.Name));
        }
        foreach (string question in PendingConfirmations)
        {
            Record(EventKind.Alarm, Severity.Information, "confirm.withdrawn", $"Phase {step.Phase.Name} no longer asks: {question}.",
                ("operation", step.Operation.Name), ("phase", step.Phase.Name), ("question", question));
        }
        State = State with { TimedOut = false, Asked = [], Confirmed = [], FirstConfirmations = [] };
    }
}
