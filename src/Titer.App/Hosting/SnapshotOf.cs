using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;

namespace Titer.App.Hosting;

/// <summary>Takes the snapshot of a unit; called on the unit's own turn, when nothing of it moves.</summary>
internal static class SnapshotOf
{
    public static UnitSnapshot Unit(string id, UnitOrder order, HostedState state, BatchRun run, UnitWatch watch)
    {
        BatchEngine engine = run.Engine;
        ImmutableArray<ChipHealth> chips = watch.Chips;
        PhaseStep? step = engine.Phase;
        return new UnitSnapshot(id, order.Name, state)
        {
            Recipe = $"{engine.Recipe.Name} {engine.Recipe.Version}",
            Equipment = engine.Recipe.Equipment.Name,
            Kind = run.Kind.Name,
            IsGmp = run.Header.Gmp is not null,
            Seed = run.Header.Seed,
            Speed = order.Speed,
            Procedure = engine.State.State,
            Operation = step?.Operation.Name ?? "",
            Phase = step?.Phase.Name ?? "",
            PhaseIndex = engine.State.Phase,
            EndsWhen = step?.Phase.Until.Text ?? "",
            ToTransition = step is null ? null : TransitionClock.Left(step.Phase, engine.State),
            Hours = run.Hours,
            Start = run.Header.Start,
            Time = run.Now,
            Measurements = watch.Measurements,
            Estimates = [.. watch.Estimates.SelectMany(e => run.Kind.ShownOf(e).Select(s => Shown(e, s)))],
            SetPoints = engine.Goals.SetPoints,
            SetPointChanges = watch.SetPointChanges,
            Commands = watch.Commands,
            Ladders = watch.Ladders,
            Alarms = [.. run.Alarms.Shown.Where(a => a.IsActive).OrderByDescending(a => a.Severity)
                .Select(a => new ActiveAlarm(a.Key.Name, a.Severity, a.Key.Source, a.Message, a.Since!.Value))],
            AlarmList = run.Alarms,
            Chips = chips,
            Worst = chips.IsEmpty ? Ne107.Good : chips.Max(c => c.Status),
            ByHand = [.. engine.State.ByHand.Values],
            Decision = run.LastDecision,
            Questions = [.. engine.PendingConfirmations.Select(q => new Question(q, engine.PersonsToConfirm(q), engine.FirstToConfirm(q)?.Person))],
            Happened = watch.Happened,
        };
    }

    private static ShownEstimate Shown(Estimate estimate, ShownValue shown) =>
        new(shown.Tag, shown.Name, estimate[shown.Tag], estimate.Uncertainty(shown.Tag), estimate.Variables[estimate.IndexOf(shown.Tag)].Unit,
            shown.Format, estimate.Time);
}
