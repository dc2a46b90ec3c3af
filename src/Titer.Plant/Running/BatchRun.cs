using System.Collections.Immutable;
using System.Globalization;
using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Field;
using Titer.Plant.Loop;
using Titer.Records;

namespace Titer.Plant.Running;

/// <summary>
/// One batch on the simulated plant, from start to end or from where a killed process left it. The caller turns the loop with
/// <see cref="Step"/> and may look at what each tick gave.
/// </summary>
public sealed class BatchRun : IDisposable
{
    public static readonly TimeSpan TickLength = TimeSpan.FromMinutes(1);
    private const int TicksPerCommit = 60;

    private readonly IRecord _record;
    private readonly UnitLoop _loop;
    private readonly UnitStages _unit;
    private readonly SwitchingJournal _journal;
    private readonly ReplayedDeadline _deadline;
    private readonly SpecificationWatch _specification = new();
    private readonly IKeyFigures _figures;
    private int _alarms, _ladder, _interlocks;
    private bool _started;

    private BatchRun(RunHeader header, BatchKind kind, IRecord record, TimeProvider? clock)
    {
        (Header, Kind, _record) = (header, kind, record);
        _deadline = new ReplayedDeadline(header.Deadline(clock));
        _unit = kind.Create(header, _deadline);
        _figures = kind.Figures();
        Plant = kind.Plant(header);
        _journal = new SwitchingJournal(new RecordJournal(record, TicksPerCommit));
        _loop = new UnitLoop(Plant, _unit, _journal);
        Now = header.Start;
    }

    public RunHeader Header { get; }

    public BatchKind Kind { get; }

    /// <summary>The simulated plant; its truth is for judging the loop, never for the loop.</summary>
    public IField Plant { get; }

    public BatchEngine Engine => _unit.Engine;

    /// <summary>Time of the next tick.</summary>
    public DateTimeOffset Now { get; private set; }

    public double Hours => (Now - Header.Start).TotalHours;

    public Estimate? LastEstimate { get; private set; }

    /// <summary>The last decision of a predictive controller; null while there is none.</summary>
    public Decision? LastDecision { get; private set; }

    /// <summary>The alarm list after the last tick (ISA-18.2); may be read from any thread.</summary>
    public AlarmView Alarms => _loop.Alarms;

    public bool HasEnded => _unit.Engine.HasEnded;

    /// <summary>Starts a batch in an empty record.</summary>
    /// <param name="header">Of a <see cref="BatchKind"/>.</param>
    /// <param name="clock">Needed when the header bounds decisions by time.</param>
    public static BatchRun Start(RunHeader header, IRecord record, TimeProvider? clock = null)
    {
        var run = new BatchRun(header, (BatchKind)header.Kind, record, clock);
        header.WriteTo(record);
        return run;
    }

    /// <summary>
    /// Goes on with a batch whose process ended: the loop and the simulated plant are brought to where the record ends by running both through it
    /// again, every arrow compared with what was recorded.
    /// </summary>
    /// <inheritdoc cref="Start" path="/param[@name='clock']"/>
    /// <param name="by">Who resumes it under an account; null when nobody does.</param>
    /// <param name="seen">Told each tick that is run through again.</param>
    /// <exception cref="InputException">The record is complete already, or cannot be reproduced.</exception>
    public static BatchRun Resume(IRecord record, string name, TimeProvider? clock = null, Person? by = null, Action<LoopTick>? seen = null)
    {
        RunHeader header = RunHeader.ReadFrom(record, name);
        if (header.Kind is not BatchKind kind) throw new InputException(name, "only a batch can be resumed, and this is a record of monitoring.");
        if (IsCompleted(record)) throw new InputException(name, "this batch has ended; there is nothing to resume.");
        var run = new BatchRun(header, kind, record, clock);
        var comparing = new ComparingJournal();
        run._journal.Current = comparing;
        foreach (RecordedTick tick in RecordedTick.Of(record))
        {
            (comparing.Tick, run._deadline.Tick) = (tick, tick);
            run.Now = tick.Time;
            LoopTick again = run.Turn(tick.Actions.Where(a => !run.IsOwnStart(a)));
            seen?.Invoke(again);
            if (comparing.Difference is { } d)
                throw new InputException(name,
                    $"the batch cannot go on, because this software does not reproduce its record: entry {d.Entry}, {d.How}.");
        }
        run._journal.Current = new RecordJournal(record, TicksPerCommit);
        run._deadline.Tick = null;
        var resumed = new Event(run.Now, EventKind.Run, Severity.Medium, "titer", RunHeader.Resumed,
            $"The run was resumed at {run.Hours:F2} h after its process had ended.");
        record.Append(run.Now, by is null ? resumed : resumed.By(by));
        record.Commit();
        return run;
    }

    /// <summary>One tick of the loop. The tick returned is overwritten by the next call.</summary>
    public LoopTick Step(IEnumerable<OperatorAction>? actions = null) => Turn(actions ?? []);

    /// <summary>Makes every whole tick durable, so that the run can be resumed from here.</summary>
    public void Suspend() => _record.Commit();

    /// <summary>Writes the end of the run and makes it durable.</summary>
    public RunSummary Finish()
    {
        if (LastEstimate is null) throw new InvalidOperationException("A run that never had an estimate cannot be finished.");
        var summary = new RunSummary(Engine.State.State.ToString(), Hours, _figures.AtEnd(), [.. _specification.Fractions], _alarms, _ladder,
            _interlocks);
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data["state"] = summary.State;
        data["duration"] = string.Create(CultureInfo.InvariantCulture, $"{summary.Hours:F1} h");
        foreach (KeyFigure figure in summary.Figures) data[figure.Name] = figure.Text;
        data["alarms"] = summary.Alarms.ToString(CultureInfo.InvariantCulture);
        data["ladder steps"] = summary.LadderSteps.ToString(CultureInfo.InvariantCulture);
        data["interlocks"] = summary.Interlocks.ToString(CultureInfo.InvariantCulture);
        foreach ((Tag tag, double fraction) in summary.InSpecification)
            data[$"in specification {tag}"] = string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F2} %");
        _record.Append(Now, new Event(Now, EventKind.Run, Severity.Information, "titer", RunHeader.Completed,
            $"The run ended {summary.State} after {summary.Hours:F1} h.", data.ToImmutable()));
        _record.Commit();
        return summary;
    }

    public void Dispose() => _record.Dispose();

    private LoopTick Turn(IEnumerable<OperatorAction> actions)
    {
        if (!_started) actions = actions.Prepend(OwnStart);
        _started = true;
        LoopTick tick = _loop.Tick(Now, actions);
        _figures.Watch(tick);
        foreach (Estimate estimate in tick.Estimates)
        {
            LastEstimate = estimate;
            _specification.Add(estimate, Engine.Goals);
        }
        if (tick.Decisions.Count > 0) LastDecision = tick.Decisions[^1];
        foreach (Event e in tick.Events)
        {
            if (e is { Kind: EventKind.Alarm, Severity: > Severity.Information }) _alarms++;
            if (e.Kind == EventKind.Ladder) _ladder++;
            if (e is { Kind: EventKind.Interlock, Code: "interlock.acted" }) _interlocks++;
        }
        Now += TickLength;
        return tick;
    }

    // A batch whose last tick is recorded but not its end was killed between the two: it is resumed, to be finished.
    private static bool IsCompleted(IRecord record)
    {
        var decoder = new EntryDecoder();
        for (long number = record.Count; number > 0; number--)
        {
            Entry last = record.Read(number).First();
            if (last.Kind != EntryKind.Event || decoder.Event(last) is not { } happened) return false;
            if (happened.Kind != EventKind.Signature) return happened.Code == RunHeader.Completed;
        }
        return false;
    }

    private OperatorAction OwnStart => Header.StartedBy is { } person
        ? OperatorAction.Give(ProcedureCommand.Start, person, Header.Start)
        : OperatorAction.Give(ProcedureCommand.Start, "titer run", Header.Start);

    // The start command is recorded like any other action; a resumed run gives it by itself.
    private bool IsOwnStart(OperatorAction action) => action.Command == ProcedureCommand.Start && action.Time == Header.Start;
}
