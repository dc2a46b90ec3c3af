using System.Collections.Immutable;

namespace Titer.Core;

/// <summary>
/// What a person asks of a part of the unit other than its recipe: of the alarm list, of an actuator. The part that knows the act takes or refuses
/// it, and either way it leaves exactly one event, from which it is made again: <see cref="Taken"/> and <see cref="Of"/> are inverse to each other.
/// </summary>
/// <param name="Act">Stable, for machines: <c>alarm.acknowledge</c>. The code of its event is this and <c>.accepted</c> or <c>.refused</c>.</param>
/// <param name="Subject">What it is about: the name of an alarm, a tag.</param>
/// <param name="Values">Particulars, keys sorted.</param>
public sealed record OperatorRequest(string Act, string Subject, ImmutableSortedDictionary<string, string> Values)
{
    private const string ActKey = "act", SubjectKey = "subject", RefusedKey = "refused", ValuePrefix = "value-", Accepted = ".accepted", Refused = ".refused";

    public OperatorRequest(string act, string subject) : this(act, subject, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)) { }

    public OperatorRequest With(string key, string value) => this with { Values = Values.SetItem(key, value) };

    public bool Equals(OperatorRequest? other) => other is not null && Act == other.Act && Subject == other.Subject && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Act, Subject, Values.Count);

    /// <summary>Whether a part of this name, <c>alarm</c>, knows the act.</summary>
    public bool IsFor(string part) => Act.StartsWith(part + ".", StringComparison.Ordinal);

    /// <summary>The same event with what was asked.</summary>
    /// <param name="happened">Who asked, when and why; its code is replaced.</param>
    /// <param name="refused">Why it was refused, as the rest of a sentence; null when it was accepted.</param>
    public Event Taken(Event happened, string? refused)
    {
        Event taken = happened.With(ActKey, Act).With(SubjectKey, Subject);
        foreach ((string key, string value) in Values) taken = taken.With(ValuePrefix + key, value);
        if (refused is not null) taken = taken.With(RefusedKey, refused);
        return taken with { Code = Act + (refused is null ? Accepted : Refused) };
    }

    /// <summary>What an event records that somebody asked; null for every other event.</summary>
    public static OperatorRequest? Of(Event recorded)
    {
        if (recorded.Kind != EventKind.Operator || !recorded.Data.TryGetValue(ActKey, out string? act)
            || !recorded.Data.TryGetValue(SubjectKey, out string? subject) || (recorded.Code != act + Accepted && recorded.Code != act + Refused))
            return null;
        return new OperatorRequest(act, subject, recorded.Data.Where(d => d.Key.StartsWith(ValuePrefix, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(d => d.Key[ValuePrefix.Length..], d => d.Value, StringComparer.Ordinal));
    }

    /// <summary>Whether what an event records was done.</summary>
    public static bool WasAccepted(Event recorded) => recorded.Code.EndsWith(Accepted, StringComparison.Ordinal);
}
