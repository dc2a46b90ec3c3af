using System.Collections.Immutable;
using Titer.Control.Alarms;
using Titer.Core;

namespace Titer.Control.Tests.Alarms;

/// <summary>An alarm list with a small database, and people who act on it as the loop lets them: what is refused is not taken.</summary>
internal sealed class AlarmDesk
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly MasterAlarms Master = new([Entry("pH", AlarmPriority.Medium), Entry("DO", AlarmPriority.High, "Drain"), Entry("*", AlarmPriority.Low)],
        new Dictionary<AlarmPriority, TimeSpan>
        {
            [AlarmPriority.High] = TimeSpan.FromHours(1), [AlarmPriority.Medium] = TimeSpan.FromHours(8), [AlarmPriority.Low] = TimeSpan.FromHours(12),
        });

    /// <summary>What the record of it would hold.</summary>
    public List<Event> Events { get; } = [];

    public AlarmList List { get; } = new(Master, "unit");

    public double Minute { get; set; }

    public DateTimeOffset Now => Start.AddMinutes(Minute);

    public static AlarmKey Key(string source) => new("unit", source, "quality");

    public AlarmStatus this[string source]
    {
        get
        {
            List.Advance(Now);
            return List.All.Single(a => a.Key == Key(source));
        }
    }

    public AlarmDesk At(double minute)
    {
        Minute = minute;
        return this;
    }

    public AlarmDesk Raise(string source, Severity severity = Severity.Medium) => Take(Alarm(source, severity, "alarm.raised"));

    public AlarmDesk Clear(string source) => Take(Alarm(source, Severity.Information, "alarm.cleared"));

    public AlarmDesk Phase(string name) => Take(new Event(Now, EventKind.Recipe, Severity.Information, "recipe", "phase.started", "It started.")
        .With("phase", name).With("operation", "Operation"));

    /// <returns>Why it was refused; null when it was taken.</returns>
    public string? Ask(OperatorRequest request, string reason = "", string person = "Mary")
    {
        List.Advance(Now);
        string? refused = List.Refusal(request, reason);
        Event happened = new Event(Now, EventKind.Operator, Severity.Information, AlarmActs.Source, "", "").With(Person.NameKey, person).With("reason", reason);
        Take(request.Taken(happened, refused));
        return refused;
    }

    /// <summary>The list again, from the events alone.</summary>
    public AlarmList Rebuilt()
    {
        var list = new AlarmList(Master, "unit");
        foreach (Event happened in Events) list.Take(happened);
        list.Advance(Now);
        return list;
    }

    private AlarmDesk Take(Event happened)
    {
        Events.Add(happened);
        List.Take(happened);
        return this;
    }

    private Event Alarm(string source, Severity severity, string code) =>
        new Event(Now, EventKind.Alarm, severity, source, code, $"{source} {code}").With("alarm", $"{source}.quality");

    private static AlarmDefinition Entry(string source, AlarmPriority priority, params ReadOnlySpan<string> suppressed) => new("quality", source, priority,
        ImmutableSortedDictionary<Severity, AlarmPriority>.Empty.Add(Severity.Low, AlarmPriority.Low), "Why.", TimeSpan.FromHours(1), "Cause.", "Consequence.", "Response.",
        suppressed.IsEmpty ? [] : [new AlarmSuppression([.. suppressed], "The vessel is being drained.")]);
}
