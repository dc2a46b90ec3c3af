using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>
/// What a person of quality or a supervisor says about alarms of a run, signed (21 CFR 211.192: each deviation with its assessment). A further
/// one of the same alarm says something else from then on; the earlier one stays and is shown.
/// </summary>
/// <param name="Alarms">Numbers of the entries that raised them, ascending.</param>
/// <param name="Comment">What it was and what it means for the product; may be empty when all of them are low.</param>
public sealed record AlarmAssessment(
    ImmutableArray<long> Alarms, Person Person, string Role, DateTimeOffset Time, string Comment, SignedContent Content)
{
    /// <summary>Code of the event of kind <see cref="EventKind.Signature"/>.</summary>
    public const string Assessed = "alarm.assessed";

    private const string AlarmsKey = "of", Word = "assessed";

    public Event ToEvent() => Content.Bind(new Event(Time, EventKind.Signature, Severity.Information, "titer", Assessed,
            $"{Person.Name} ({Role}) assessed {Counted(Alarms.Length)}.")
        .By(Person).With(Signature.RoleKey, Role).With(Signature.MeaningKey, Word).With(Signature.CommentKey, Comment)
        .With(AlarmsKey, string.Join(',', Alarms.Select(a => a.ToString(CultureInfo.InvariantCulture)))));

    /// <summary>The assessment that an event records; null when it is not a whole one.</summary>
    public static AlarmAssessment? Of(Event recorded) =>
        recorded is { Kind: EventKind.Signature, Code: Assessed } && Person.Of(recorded) is { } person && SignedContent.Of(recorded) is { } content
        && recorded.Data.TryGetValue(Signature.RoleKey, out string? role) && recorded.Data.GetValueOrDefault(Signature.MeaningKey) == Word
        && recorded.Data.TryGetValue(Signature.CommentKey, out string? comment)
        && recorded.Data.TryGetValue(AlarmsKey, out string? text) && Numbers(text) is { } alarms
            ? new AlarmAssessment(alarms, person, role, recorded.Time, comment, content)
            : null;

    /// <summary>So many alarms, in words.</summary>
    public static string Counted(int alarms) => string.Create(CultureInfo.InvariantCulture, $"{alarms} {(alarms == 1 ? "alarm" : "alarms")}");

    // Written in one way only, so that the same alarms are the same bytes.
    private static ImmutableArray<long>? Numbers(string text)
    {
        var numbers = ImmutableArray.CreateBuilder<long>();
        foreach (string part in text.Split(','))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return null;
            if (numbers.Count > 0 && number <= numbers[^1]) return null;
            numbers.Add(number);
        }
        return numbers.ToImmutable();
    }
}
