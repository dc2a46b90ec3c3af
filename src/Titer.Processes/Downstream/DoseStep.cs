using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Processes.Downstream;

/// <summary>Where the RNA of a batch is after a step from bulk to dose, as the record keeps it.</summary>
/// <param name="Step">The phase that ended.</param>
/// <param name="Volume">L.</param>
/// <param name="Rna">All of it, g.</param>
/// <param name="Integrity">Full-length share, %.</param>
/// <param name="Notes">What else the step has to say, by name, e.g. <c>diavolumes</c>: <c>8.0</c>.</param>
public sealed record DoseStep(string Step, double Volume, Predicted Rna, Predicted Integrity, ImmutableSortedDictionary<string, string> Notes)
{
    /// <summary>Code of the event in the record.</summary>
    public const string Code = "dose.step";

    /// <summary>Keys: <c>step</c>, <c>volume</c>, <c>RNA</c>, <c>RNA uncertainty</c>, <c>integrity</c>, <c>integrity uncertainty</c>, each a number
    /// and its unit, and
    /// <c>note NAME</c>.</summary>
    public Event ToEvent(DateTimeOffset time, string source)
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data["step"] = Step;
        data["volume"] = Text(Volume, Unit.Litre);
        data["RNA"] = Text(Rna.Value, Unit.Gram);
        data["RNA uncertainty"] = Text(Rna.StandardUncertainty, Unit.Gram);
        data["integrity"] = Text(Integrity.Value, Unit.Percent);
        data["integrity uncertainty"] = Text(Integrity.StandardUncertainty, Unit.Percent);
        foreach ((string name, string value) in Notes) data[$"note {name}"] = value;
        return new Event(time, EventKind.Recipe, Severity.Information, source, Code,
            string.Create(CultureInfo.InvariantCulture, $"{Step}: {Rna.Value:F2} g of RNA in {Volume:F2} L, {Integrity.Value:F1} % intact."),
                data.ToImmutable());
    }

    internal static string Text(double value, Unit unit) => string.Create(CultureInfo.InvariantCulture, $"{value:R} {unit.Code}");
}
