using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Processes.Downstream;

/// <summary>A quantity that a model was given, with the range in which its source supports the model.</summary>
public readonly record struct Condition(string Name, double Value, Unit Unit, double Low, double High)
{
    public bool Inside => Value >= Low && Value <= High;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:G4} {Unit.Symbol}").TrimEnd();
}

/// <summary>
/// What a result takes for granted: the model and its source, the conditions it was used at and whether they lie in the range of that source, and
/// what holds everywhere by assumption. Whoever runs a phase with the model writes this to the record (<see cref="ToEvent"/>); the report shows it.
/// </summary>
public sealed record ModelAssumptions(string Model, string Source, ImmutableArray<Condition> Conditions, ImmutableArray<string> Stated)
{
    /// <summary>Code of the event in the record.</summary>
    public const string Code = "model.assumptions";

    /// <summary>Whether every condition lies in its range; a result outside is an extrapolation.</summary>
    public bool Inside => Conditions.All(c => c.Inside);

    /// <summary>Keys: <c>model</c>, <c>source</c>, <c>inside</c> (yes or no), <c>outside</c> (what is not), <c>assumed</c>, and for each condition
    /// <c>value NAME</c> and <c>validity NAME</c>.</summary>
    /// <param name="source">Who ran the model, e.g. the phase.</param>
    public Event ToEvent(DateTimeOffset time, string source)
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data["model"] = Model;
        data["source"] = Source;
        data["inside"] = Inside ? "yes" : "no";
        data["assumed"] = string.Join("; ", Stated);
        if (!Inside) data["outside"] = string.Join("; ", Conditions.Where(c => !c.Inside));
        foreach (Condition c in Conditions)
        {
            data[$"value {c.Name}"] = string.Create(CultureInfo.InvariantCulture, $"{c.Value:G5} {c.Unit.Code}");
            data[$"validity {c.Name}"] = string.Create(CultureInfo.InvariantCulture, $"{c.Low:G4} to {c.High:G4} {c.Unit.Code}");
        }
        return new Event(time, EventKind.Recipe, Inside ? Severity.Information : Severity.Low, source, Code,
            Inside ? $"{Model} was used inside its validity." : $"{Model} was used outside its validity: {data["outside"]}.", data.ToImmutable());
    }
}
