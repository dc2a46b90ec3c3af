using System.Globalization;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>An electronic signature (21 CFR 11.50): who, as printed then, in which role, when in UTC, meaning what, and of what.</summary>
/// <param name="Number">1, 2, 3, ... within the record.</param>
/// <param name="Person">Who authenticated at the moment of signing.</param>
/// <param name="Role">In which role, such as <c>quality</c>.</param>
/// <param name="Comment">In the person's own words; may be empty.</param>
public sealed record Signature(
    int Number, Person Person, string Role, DateTimeOffset Time, SignatureMeaning Meaning, string Comment, SignedContent Content)
{
    /// <summary>Codes of the events of kind <see cref="EventKind.Signature"/>.</summary>
    public const string Given = "signature.given", Voided = "signature.voided";

    internal const string NumberKey = "signature", RoleKey = "role", MeaningKey = "meaning", CommentKey = "comment";
    private const string Source = "titer";

    /// <summary>Who made it void, when and why; null while it stands.</summary>
    public Voiding? Void { get; init; }

    public bool Stands => Void is null;

    public Event ToEvent() => Content.Bind(new Event(Time, EventKind.Signature, Severity.Information, Source, Given,
            $"{Person.Name} ({Role}) signed: {Meaning.Word()}.")
        .By(Person).With(NumberKey, Number.ToString(CultureInfo.InvariantCulture)).With(RoleKey, Role).With(MeaningKey, Meaning.Word())
        .With(CommentKey, Comment));

    /// <summary>The signature that an event records; null when it is not a whole one.</summary>
    public static Signature? Of(Event recorded) =>
        recorded is { Kind: EventKind.Signature, Code: Given } && Person.Of(recorded) is { } person && SignedContent.Of(recorded) is { } content
        && NumberOf(recorded) is { } number && recorded.Data.TryGetValue(RoleKey, out string? role)
        && recorded.Data.TryGetValue(MeaningKey, out string? word) && SignatureMeanings.Of(word) is { } meaning
        && recorded.Data.TryGetValue(CommentKey, out string? comment)
            ? new Signature(number, person, role, recorded.Time, meaning, comment, content)
            : null;

    internal static int? NumberOf(Event recorded) =>
        recorded.Data.TryGetValue(NumberKey, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
