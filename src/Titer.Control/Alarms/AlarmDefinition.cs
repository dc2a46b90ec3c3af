using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Control.Alarms;

/// <summary>While one of these names is a phase, an operation or a state of the batch, the alarm means nothing, for this reason.</summary>
public sealed record AlarmSuppression(ImmutableArray<string> During, string Reason);

/// <summary>An entry of the master alarm database (ISA-18.2, clause 9): what a person needs to know of an alarm to respond to it.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Source">Of which sources; <c>*</c> stands for any text.</param>
/// <param name="BySeverity">Priorities other than the usual one, by the severity that it was raised with.</param>
/// <param name="Rationale">Why it has that priority: what hangs on it.</param>
/// <param name="Within">Time to respond before the consequence.</param>
public sealed record AlarmDefinition(
    string Code, string Source, AlarmPriority Priority, ImmutableSortedDictionary<Severity, AlarmPriority> BySeverity, string Rationale, TimeSpan Within,
    string Cause, string Consequence, string Response, ImmutableArray<AlarmSuppression> Suppressed)
{
    /// <summary>What an alarm is taken for that the database does not have: it is shown, and somebody is told that an entry lacks.</summary>
    public static AlarmDefinition Unknown(string code) => new(code, "*", AlarmPriority.Medium, ImmutableSortedDictionary<Severity, AlarmPriority>.Empty,
        "It has no entry in the master alarm database.", TimeSpan.FromHours(1), "Not known.", "Not known.",
        "Read its message, and have an entry made in the master alarm database.", []);

    public AlarmPriority PriorityAt(Severity severity) => BySeverity.GetValueOrDefault(severity, Priority);

    /// <summary>Why the alarm means nothing now; null when it does.</summary>
    /// <param name="now">Names of the phase, the operation and the state of the batch.</param>
    public string? SuppressedBy(IReadOnlyCollection<string> now)
    {
        foreach (AlarmSuppression rule in Suppressed)
            if (rule.During.Any(now.Contains)) return rule.Reason;
        return null;
    }

    /// <summary>Whether it is about this source.</summary>
    internal bool Fits(string source)
    {
        int star = Source.IndexOf('*', StringComparison.Ordinal);
        return star < 0 ? source == Source
            : source.Length >= Source.Length - 1 && source.StartsWith(Source[..star], StringComparison.Ordinal)
                && source.EndsWith(Source[(star + 1)..], StringComparison.Ordinal);
    }
}
