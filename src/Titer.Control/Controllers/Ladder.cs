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
    private readonly DateTimeOffset?[] _metSince = new DateTimeOffset?[rungs.Length];
    private int _current = -1;

    public Rung Current => rungs[Math.Max(_current, 0)];

    public bool OnLastRung => _current == rungs.Length - 1;

    /// <summary>
    /// Chooses the rung for this sample. Returns the evidence its needs gave; <paramref name="changed"/> when it is not the last
    /// sample's rung.
    /// </summary>
    public ImmutableArray<Evidence> Choose(Situation situation, List<Event> events, out bool changed)
    {
        string why = "";
        for (int i = 0; i < rungs.Length; i++)
        {
            string? missing = i == rungs.Length - 1 ? null : Missing(rungs[i], situation);
            _metSince[i] = missing is null ? _metSince[i] ?? situation.Now : null;
            if (i == Math.Max(_current, 0)) why = missing ?? "";
        }
        // Up to the best rung whose own needs have been met long enough; else down to the first that is met. A rung that is not met is left
        // at once even while a better one waits.
        int next = Array.FindIndex(_metSince, 0, Math.Max(_current, 0), since => situation.Now - since >= Hysteresis);
        if (next < 0) next = Array.FindIndex(_metSince, Math.Max(_current, 0), since => since is not null);

        changed = next != _current;
        if (changed)
        {
            if (_current >= 0 || next > 0) Report(situation.Now, _current, next, why, events);
            _current = next;
        }
        Collect(rungs[_current], situation);
        return [.. _evidence];
    }

    /// <summary>What keeps the loop from this rung, null when nothing does.</summary>
    private static string? Missing(Rung rung, Situation situation)
    {
        foreach (Need need in rung.Needs)
            if (!need.IsMet(situation, out _, out string reason)) return reason;
        return rung.Also?.Invoke(situation);
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
        if (!down) why = $"its needs have been met for {Hysteresis.TotalMinutes:F0} min";
        Severity severity = !down ? Severity.Information : to == rungs.Length - 1 ? Severity.High : Severity.Medium;
        string message = down
            ? $"{loop} steps down to {rungs[to].Name}: {why}."
            : $"{loop} steps up to {rungs[to].Name}: {why}.";
        events.Add(new Event(now, EventKind.Ladder, severity, loop, down ? "ladder.down" : "ladder.up", message)
            .With("from", from < 0 ? "" : rungs[from].Name).With("to", rungs[to].Name).With("why", why));
    }
}
