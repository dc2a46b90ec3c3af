using System.Collections.Concurrent;
using Titer.App.Runs;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using Titer.Records.Reports;

namespace Titer.App.Hosting;

/// <summary>
/// One batch on its own turn in this process, at a multiple of real time. No page, request or other unit is in that turn: what people give is queued
/// for the next tick, and what they see is the <see cref="Snapshot"/>. A fault ends this unit with a sentence and no other.
/// </summary>
/// <param name="open">Starts the batch, or resumes it; told each tick that is run through on the way.</param>
/// <param name="gates">Share the machine among the units and the pages.</param>
internal sealed class HostedUnit(
    string id, UnitOrder order, RunPlace place, Func<Action<LoopTick>, BatchRun> open, bool resumes, TurnGates gates, TimeProvider timeProvider)
{
    private static readonly TimeSpan Published = TimeSpan.FromSeconds(1), Durable = TimeSpan.FromSeconds(10), Slice = TimeSpan.FromMilliseconds(40),
        LongestNap = TimeSpan.FromMilliseconds(250), ShortestNap = TimeSpan.FromMilliseconds(10);

    private const int SliceTicks = 500;

    private readonly UnitWatch _watch = new();
    private readonly ConcurrentQueue<Given> _given = new();
    private volatile UnitSnapshot _snapshot = new(id, order.Name, resumes ? HostedState.Resuming : HostedState.Starting);
    private volatile UnitOrder _order = order;
    private long _publishedAt, _committedAt;
    private bool _uncommitted;
    private Given[] _taken = [];

    public string Id => id;

    /// <summary>Folder of the run.</summary>
    public RunPlace Place => place;

    /// <summary>What the run is made from; null until it is open.</summary>
    public RunHeader? Header { get; private set; }

    /// <summary>As of a second ago at most, while it turns.</summary>
    public UnitSnapshot Snapshot => _snapshot;

    /// <summary>Ends when the batch does, the unit fails, or the server stops.</summary>
    public Task Turning { get; private set; } = Task.CompletedTask;

    public UnitOrder Order
    {
        get => _order;
        set
        {
            value.Require();
            value.Write(place.Folder);
            _order = value;
        }
    }

    public void Begin(CancellationToken stop) => Turning = Task.Run(() => Live(stop), CancellationToken.None);

    /// <summary>Queues what a person gives for the next tick.</summary>
    /// <param name="action">Made at the time of that tick.</param>
    /// <returns>The event that records it, accepted or refused.</returns>
    /// <exception cref="InputException">The unit does not turn any more.</exception>
    public Task<Event> Give(Func<DateTimeOffset, OperatorAction> action)
    {
        if (Turning.IsCompleted) throw new InputException($"{_order.Name} does not run any more.");
        var given = new Given(action, new TaskCompletionSource<Event>(TaskCreationOptions.RunContinuationsAsynchronously));
        _given.Enqueue(given);
        // It may have ended between the two.
        if (Turning.IsCompleted) Refuse();
        return given.Answer.Task;
    }

    private async Task Live(CancellationToken stop)
    {
        BatchRun? run = null;
        try
        {
            using (await gates.Open(stop)) run = open(_watch.Take);
            Header = run.Header;
            Publish(run, HostedState.Turning);
            bool ended = await Turn(run, stop);
            if (!ended)
            {
                run.Suspend();
                Publish(run, HostedState.Suspended);
                return;
            }
            run.Finish();
            Publish(run, HostedState.Ended);
            BatchKind kind = run.Kind;
            run.Dispose();
            run = null;
            if (Directory.Exists(place.Spool)) throw new InputException(place.Spool, "the batch has ended, and the server of its record is away; the end is kept here.");
            UnitOrder.Remove(place.Folder);
            using Records.IRecord record = place.Record.Open();
            BatchReport.Write(record, kind.Layout(Header), place.Report);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _snapshot = _snapshot with { State = HostedState.Suspended };
        }
        // Whatever goes wrong in one unit, the others and the pages go on; the record is as far as its last whole tick.
        catch (Exception e)
        {
            string why = e is InputException or IOException ? e.Message.TrimEnd('.') : $"{e.GetType().Name}: {e.Message.TrimEnd('.')}";
            _snapshot = _snapshot with { State = HostedState.Failed, Trouble = $"The unit cannot go on: {why}." };
            await Console.Error.WriteLineAsync($"{id}: {_snapshot.Trouble}");
        }
        finally
        {
            run?.Dispose();
            Refuse();
        }
    }

    /// <summary>Turns the loop until the batch ends.</summary>
    /// <returns>False when the server stops before.</returns>
    private async Task<bool> Turn(BatchRun run, CancellationToken stop)
    {
        double credit = 0;
        long last = timeProvider.GetTimestamp();
        _committedAt = last;
        while (!stop.IsCancellationRequested)
        {
            long now = timeProvider.GetTimestamp();
            UnitOrder wanted = _order;
            double perSecond = wanted.Speed / BatchRun.TickLength.TotalSeconds;
            // A unit that the machine cannot turn as fast as wanted does not try to catch up for ever: a second's worth is kept.
            credit = wanted.Paused ? 0 : Math.Min(credit + perSecond * timeProvider.GetElapsedTime(last, now).TotalSeconds, Math.Max(1, perSecond));
            last = now;
            bool asked = !_given.IsEmpty && !wanted.Paused && credit > -1;
            if (credit >= 1 || asked)
            {
                UnitMeter.Late.Record(Math.Max(0, credit - 1) / perSecond);
                using (await gates.Turn(stop)) credit -= Ticks(run, Math.Max(1, (int)credit));
                if (run.HasEnded) return true;
            }
            if (timeProvider.GetElapsedTime(_publishedAt) >= Published) Publish(run, wanted.Paused ? HostedState.Paused : HostedState.Turning);
            double wait = wanted.Paused ? double.MaxValue : (1 - credit) / perSecond;
            TimeSpan nap = TimeSpan.FromSeconds(Math.Clamp(wait, ShortestNap.TotalSeconds, LongestNap.TotalSeconds));
            await Task.Delay(nap, timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return false;
    }

    /// <summary>At most so many ticks, as long as a slice of time lasts.</summary>
    private int Ticks(BatchRun run, int most)
    {
        long began = timeProvider.GetTimestamp();
        int ticks = 0;
        while (ticks < Math.Min(most, SliceTicks) && !run.HasEnded && (ticks == 0 || timeProvider.GetElapsedTime(began) < Slice))
        {
            _taken = Taken();
            OperatorAction[] actions = [.. _taken.Select(g => g.Action(run.Now))];
            long turned = timeProvider.GetTimestamp();
            LoopTick tick = run.Step(actions);
            UnitMeter.TickTime.Record(timeProvider.GetElapsedTime(turned).TotalSeconds);
            UnitMeter.Ticks.Add(1);
            UnitMeter.Measurements.Add(tick.Measurements.Count);
            _watch.Take(tick);
            ticks++;
            _uncommitted = true;
            if (_taken.Length == 0) continue;
            // What a person did is on the disk before they are told so.
            Commit(run);
            Publish(run, HostedState.Turning);
            for (int i = 0; i < actions.Length; i++) Answer(_taken[i], actions[i], tick);
        }
        if (_uncommitted && timeProvider.GetElapsedTime(_committedAt) >= Durable) Commit(run);
        return ticks;
    }

    private void Commit(BatchRun run)
    {
        long began = timeProvider.GetTimestamp();
        run.Suspend();
        UnitMeter.CommitTime.Record(timeProvider.GetElapsedTime(began).TotalSeconds);
        _committedAt = timeProvider.GetTimestamp();
        _uncommitted = false;
    }

    private Given[] Taken()
    {
        if (_given.IsEmpty) return [];
        var taken = new List<Given>();
        while (_given.TryDequeue(out Given? given)) taken.Add(given);
        return [.. taken];
    }

    private static void Answer(Given given, OperatorAction action, LoopTick tick)
    {
        foreach (Event happened in tick.Events)
        {
            if (OperatorAction.FromEvent(happened) is { } recorded && recorded == action)
            {
                given.Answer.TrySetResult(happened);
                return;
            }
        }
        given.Answer.TrySetException(new InputException($"The unit left no event for what {action.Person} gave."));
    }

    private void Refuse()
    {
        foreach (Given given in (Given[])[.. _taken, .. Taken()]) given.Answer.TrySetException(new InputException($"{_order.Name} does not run any more."));
    }

    private void Publish(BatchRun run, HostedState state)
    {
        _snapshot = SnapshotOf.Unit(id, _order, state, run, _watch);
        _publishedAt = timeProvider.GetTimestamp();
    }

    private sealed record Given(Func<DateTimeOffset, OperatorAction> Action, TaskCompletionSource<Event> Answer);
}
