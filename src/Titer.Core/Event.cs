using System.Collections.Immutable;

namespace Titer.Core;

public enum EventKind
{
    /// <summary>Start, resume and end of a run, and the hashes of everything that takes part in it.</summary>
    Run,
    /// <summary>State changes, phases and transitions of the recipe (ISA-88).</summary>
    Recipe,
    /// <summary>An abnormal condition that wants a person (ISA-18.2), raised or returned to normal.</summary>
    Alarm,
    /// <summary>A step of the quality ladder.</summary>
    Ladder,
    /// <summary>An interlock acted or let go.</summary>
    Interlock,
    /// <summary>A person's command or confirmation, or its refusal.</summary>
    Operator,
    /// <summary>Something found in the signals: end of lag phase, exhausted substrate.</summary>
    Detection,
    /// <summary>An electronic signature (21 CFR 11.50): executed, reviewed, approved, rejected; or that one was made void.</summary>
    Signature,
    /// <summary>A log-in or its failure, a session, an account made, changed, locked or disabled.</summary>
    Access,
    /// <summary>A version of a recipe, model or calibration came in, or changed its state (draft, reviewed, effective, retired).</summary>
    Document,
}

public enum Severity { Information, Low, Medium, High }

/// <summary>
/// Something that happened. <paramref name="Code"/> is for machines and stable (<c>alarm.raised</c>, <c>phase.started</c>);
/// <paramref name="Message"/> is one sentence for people; <paramref name="Data"/> holds the particulars, keys sorted.
/// </summary>
public sealed record Event(
    DateTimeOffset Time,
    EventKind Kind,
    Severity Severity,
    string Source,
    string Code,
    string Message,
    ImmutableSortedDictionary<string, string> Data)
{
    public Event(DateTimeOffset time, EventKind kind, Severity severity, string source, string code, string message)
        : this(time, kind, severity, source, code, message, ImmutableSortedDictionary<string, string>.Empty) { }

    public Event With(string key, string value) => this with { Data = Data.SetItem(key, value) };

    /// <summary>The same, caused by a person.</summary>
    public Event By(Person person) => With(Person.IdKey, person.Id).With(Person.NameKey, person.Name);
}
