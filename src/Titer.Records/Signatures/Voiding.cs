using System.Globalization;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>A signed statement that an earlier signature no longer counts. The signature stays in the record and is shown, struck out.</summary>
/// <param name="Signature">Number of the signature that it makes void.</param>
public sealed record Voiding(int Signature, Person Person, string Role, DateTimeOffset Time, string Reason, SignedContent Content)
{
    private const string ReasonKey = "reason";

    public Event ToEvent() => Content.Bind(new Event(Time, EventKind.Signature, Severity.Low, "titer", Signatures.Signature.Voided,
            $"{Person.Name} ({Role}) made signature {Signature} void: {Reason}.")
        .By(Person).With(Signatures.Signature.NumberKey, Signature.ToString(CultureInfo.InvariantCulture)).With(Signatures.Signature.RoleKey, Role)
        .With(ReasonKey, Reason));

    /// <summary>The voiding that an event records; null when it is not a whole one.</summary>
    public static Voiding? Of(Event recorded) =>
        recorded is { Kind: EventKind.Signature, Code: Signatures.Signature.Voided } && Person.Of(recorded) is { } person
        && SignedContent.Of(recorded) is { } content && Signatures.Signature.NumberOf(recorded) is { } number
        && recorded.Data.TryGetValue(Signatures.Signature.RoleKey, out string? role) && recorded.Data.TryGetValue(ReasonKey, out string? reason)
            ? new Voiding(number, person, role, recorded.Time, reason, content)
            : null;
}
