using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// A command, a confirmation or a request that a person (or the plant itself) gave. Every action leaves exactly one event, accepted or
/// refused, and is made again from it by <see cref="FromEvent"/>, so that a replay can feed what was fed.
/// </summary>
/// <param name="Command">The command, null for a confirmation or an intervention.</param>
/// <param name="Question">The question that is confirmed, null for a command or an intervention.</param>
/// <param name="Reason">Why, in the words of who gave it; may be empty.</param>
public sealed record OperatorAction(string Person, DateTimeOffset Time, ProcedureCommand? Command, string? Question, string Reason)
{
    /// <summary>Name under which the plant itself acts.</summary>
    public const string Plant = "plant";

    /// <summary>Name under which the engine answers its own questions in simulation.</summary>
    public const string AutoConfirm = "auto-confirm";

    /// <summary>Name under which it answers, as a second person, what two have to confirm.</summary>
    public const string SecondAutoConfirm = "auto-confirm, second";

    /// <summary>Codes of the events of interventions.</summary>
    public const string InterventionAccepted = "intervention.accepted", InterventionRefused = "intervention.refused";

    /// <summary>What is done besides commands and confirmations; null for those.</summary>
    public Intervention? Intervention { get; init; }

    /// <summary>Immutable id of the account that gave it; null when it was given without one.</summary>
    public string? PersonId { get; init; }

    /// <summary>What is asked of a part of the unit other than its recipe; null for a command and a confirmation. The engine passes it by.</summary>
    public OperatorRequest? Request { get; init; }

    /// <summary>The plant or the simulation gave it, and will give it again in a replay.</summary>
    public bool IsOwn => PersonId is null && Person is Plant or AutoConfirm or SecondAutoConfirm;

    /// <summary>Whether a record would show one person for both: see <see cref="Core.Person.IsSameAs"/>; without accounts by name alone.</summary>
    public bool IsBySamePersonAs(OperatorAction other) => PersonId is { } id && other.PersonId is { } theirs
        ? new Core.Person(id, Person).IsSameAs(new Core.Person(theirs, other.Person))
        : string.Equals(Person.Trim(), other.Person.Trim(), StringComparison.OrdinalIgnoreCase);

    public static OperatorAction Give(ProcedureCommand command, string person, DateTimeOffset time, string reason = "") =>
        new(person, time, command, null, reason);

    public static OperatorAction Give(ProcedureCommand command, Core.Person person, DateTimeOffset time, string reason = "") =>
        Give(command, person.Name, time, reason) with { PersonId = person.Id };

    /// <param name="reason">Why; may be empty only where <see cref="Batch.Intervention.NeedsReason"/> is false.</param>
    public static OperatorAction Give(Intervention intervention, string person, DateTimeOffset time, string reason = "") =>
        new(person, time, null, null, reason) { Intervention = intervention };

    /// <inheritdoc cref="Give(Intervention, string, DateTimeOffset, string)"/>
    public static OperatorAction Give(Intervention intervention, Core.Person person, DateTimeOffset time, string reason = "") =>
        Give(intervention, person.Name, time, reason) with { PersonId = person.Id };

    public static OperatorAction Confirm(string question, Core.Person person, DateTimeOffset time) =>
        Confirm(question, person.Name, time) with { PersonId = person.Id };

    public static OperatorAction Confirm(string question, string person, DateTimeOffset time) => new(person, time, null, question, "");

    public static OperatorAction Ask(OperatorRequest request, Core.Person person, DateTimeOffset time, string reason = "") =>
        new(person.Name, time, null, null, reason) { PersonId = person.Id, Request = request };

    /// <summary>The plant asks for a hold itself, for example because control was lost.</summary>
    public static OperatorAction RequestHold(string reason, DateTimeOffset time) => Give(ProcedureCommand.Hold, Plant, time, reason);

    /// <summary>The action that an event records; null for every other event.</summary>
    /// <exception cref="InputException">The event claims to be an action but its data are not those of one.</exception>
    public static OperatorAction? FromEvent(Event recorded)
    {
        OperatorRequest? request = OperatorRequest.Of(recorded);
        if (request is null && recorded is not { Kind: EventKind.Operator, Code: "command.accepted" or "command.refused" or "confirm.accepted"
            or "confirm.refused" or InterventionAccepted or InterventionRefused })
            return null;
        bool intervenes = recorded.Code is InterventionAccepted or InterventionRefused;
        Intervention? intervention = intervenes ? Batch.Intervention.Read(recorded.Data) : null;
        bool isCommand = recorded.Code.StartsWith("command", StringComparison.Ordinal), isConfirmation = request is null && !intervenes && !isCommand;
        ProcedureCommand command = default;
        string? question = isConfirmation ? recorded.Data.GetValueOrDefault("question") : null;
        if (recorded.Data.TryGetValue(Core.Person.NameKey, out string? person)
            && recorded.Data.TryGetValue("at", out string? at)
            && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            && (!intervenes || intervention is not null)
            && (!isConfirmation || question is not null)
            && (!isCommand || (Enum.TryParse(recorded.Data.GetValueOrDefault("command"), out command) && Enum.IsDefined(command))))
        {
            return new OperatorAction(person, time, isCommand ? command : null, question, recorded.Data.GetValueOrDefault("reason", ""))
            {
                Request = request,
                Intervention = intervention,
                PersonId = recorded.Data.GetValueOrDefault(Core.Person.IdKey),
            };
        }
        throw new InputException($"The event {recorded.Code} of {recorded.Time:O} is not a whole operator action.");
    }

    /// <summary>The event of a request, by the part of the unit that took or refused it.</summary>
    /// <param name="source">That part.</param>
    /// <param name="did">What was asked, in the past: <c>acknowledged the alarm pH.quality</c>.</param>
    /// <param name="refused">Why it was refused, as the rest of a sentence; null when it was accepted.</param>
    public Event ToEvent(DateTimeOffset now, string source, string did, string? refused)
    {
        string why = Reason.Length > 0 ? $" ({Reason})" : "";
        string message = refused is null ? $"{Person} {did}{why}." : $"{Person} would have {did}{why}, which was refused: {refused}.";
        Event happened = new Event(now, EventKind.Operator, refused is null ? Severity.Information : Severity.Low, source, "", message)
            .With(Core.Person.NameKey, Person).With("at", Time.ToString("O", CultureInfo.InvariantCulture));
        if (PersonId is not null) happened = happened.With(Core.Person.IdKey, PersonId);
        if (Reason.Length > 0) happened = happened.With("reason", Reason);
        return Request!.Taken(happened, refused);
    }

    /// <param name="refused">Why it was refused; null when it was accepted.</param>
    /// <param name="of">Which of two confirmations it is; empty where one is enough.</param>
    internal Event ToEvent(DateTimeOffset now, string? refused, string of = "")
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data[Core.Person.NameKey] = Person;
        if (PersonId is not null) data[Core.Person.IdKey] = PersonId;
        if (of.Length > 0) data["confirmation"] = of;
        data["at"] = Time.ToString("O", CultureInfo.InvariantCulture);
        if (Command is { } command) data["command"] = command.ToString();
        if (Question is not null) data["question"] = Question;
        if (Reason.Length > 0) data["reason"] = Reason;
        if (refused is not null) data["refused"] = refused;
        string code = (Command is null ? "confirm" : "command") + (refused is null ? ".accepted" : ".refused");
        string did = Command is null ? $"{Person} confirmed \"{Question}\"" : $"{Person} gave the command {Command}";
        if (of.Length > 0) did += $", {of}";
        string message = did + (Reason.Length > 0 ? $" ({Reason})" : "") + (refused is null ? "." : $", which was refused: {refused}.");
        Severity severity = refused is null ? Severity.Information : Severity.Low;
        return new Event(now, EventKind.Operator, severity, BatchEngine.Source, code, message, data.ToImmutable());
    }

    /// <param name="said">What was done, as the end of a sentence.</param>
    /// <param name="old">What counted before, for people; empty when nothing did.</param>
    /// <param name="set">What was set, for people; empty when nothing was.</param>
    /// <param name="refused">Why it was refused; null when it was accepted.</param>
    internal Event ToInterventionEvent(DateTimeOffset now, string said, string old, string set, string? refused)
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data[Core.Person.NameKey] = Person;
        if (PersonId is not null) data[Core.Person.IdKey] = PersonId;
        data["at"] = Time.ToString("O", CultureInfo.InvariantCulture);
        foreach ((string key, string value) in Intervention!.Data()) data[key] = value;
        if (old.Length > 0) data["old"] = old;
        if (set.Length > 0) data["new"] = set;
        if (Reason.Length > 0) data["reason"] = Reason;
        if (refused is not null) data["refused"] = refused;
        string message = $"{Person} {said}" + (Reason.Length > 0 ? $" ({Reason})" : "") + (refused is null ? "." : $", which was refused: {refused}.");
        return new Event(now, EventKind.Operator, refused is null ? Severity.Information : Severity.Low, BatchEngine.Source,
            refused is null ? InterventionAccepted : InterventionRefused, message, data.ToImmutable());
    }
}
