using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>
/// The quality ladder of one control loop. Each sample it stands on the highest rung whose needs are met: down at once, up only after the better
/// rung's needs have been met without a break for <see cref="Hysteresis"/>. The last rung needs nothing (safe hold). Each step is an event.
/// </summary>
public sealed class Ladder(string loop, ImmutableArray<Rung> rungs)
{
    public static readonly TimeSpan Hysteresis = TimeSpan.FromMinutes(10);

    private readonly List<Evidence> _evidence = [];
    private DateTimeOffset? _betterSince;
    private int _current = -1;

    public Rung Current => rungs[Math.Max(_current, 0)];

    public bool OnLastRung => _current == rungs.Length - 1;

    /// <summary>Chooses the rung for this sample. Returns the evidence its needs gave; <paramref name="changed"/> when it is not the last sample's rung.</summary>
    public ImmutableArray<Evidence> Choose(Situation situation, List<Event> events, out bool changed)
    {
        string why = "";
        int best = 0;
        while (best < rungs.Length - 1 && !Holds(rungs[best], situation, ref why)) best++;

        int next = _current;
        if (_current < 0 || best > _current)
        {
            next = best;
            _betterSince = null;
        }
        else if (best < _current)
        {
            _betterSince ??= situation.Now;
            if (situation.Now - _betterSince >= Hysteresis) next = best;
        }
        else
        {
            _betterSince = null;
        }
        // The rung it stays on while it waits to go up must itself be met; hysteresis never keeps it on one that is not.
        changed = next != _current;
        if (changed)
        {
            if (_current >= 0 || next > 0) Report(situation.Now, _current, next, why, events);
            _current = next;
            _betterSince = null;
        }
        Collect(rungs[_current], situation);
        return [.. _evidence];
    }

    private static bool Holds(Rung rung, Situation situation, ref string why)
    {
        foreach (Need need in rung.Needs)
        {
            if (!need.IsMet(situation, out _, out string reason))
            {
                if (why.Length == 0) why = reason;
                return false;
            }
        }
        if (rung.Also?.Invoke(situation) is { } missing)
        {
            if (why.Length == 0) why = missing;
            return false;
        }
        return true;
    }

    private void Collect(Rung rung, Situation situation)
    {
        _evidence.Clear();
        foreach (Need need in rung.Needs)
        {
            need.IsMet(situation, out Evidence evidence, out _);
            _evidence.Add(evidence);
        }
    }

    private void Report(DateTimeOffset now, int from, int to, string why, List<Event> events)
    {
        bool down = to > from;
        Severity severity = !down ? Severity.Information : to == rungs.Length - 1 ? Severity.High : Severity.Medium;
        string message = down
            ? $"{loop} steps down to {rungs[to].Name}: {why}."
            : $"{loop} steps up to {rungs[to].Name}.";
        events.Add(new Event(now, EventKind.Ladder, severity, loop, down ? "ladder.down" : "ladder.up", message)
            .With("from", from < 0 ? "" : rungs[from].Name).With("to", rungs[to].Name).With("why", why));
    }
}
