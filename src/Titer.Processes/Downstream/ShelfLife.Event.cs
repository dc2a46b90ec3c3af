using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Processes.Downstream;

public sealed partial record ShelfLife
{
    /// <summary>Code of the event in the record.</summary>
    public const string Code = "shelf-life";

    /// <summary>The statement for the record. Keys: <c>temperature</c>, <c>limit</c>, <c>shelf life</c>, <c>low</c>, <c>high</c>, <c>supported</c>
    /// (times in days),
    /// <c>integrity</c>, <c>integrity uncertainty</c>, <c>inside</c> (yes or no: no is an extrapolation), <c>model</c>.</summary>
    public Event ToEvent(DateTimeOffset time, string source)
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        data["temperature"] = DoseStep.Text(Celsius, Unit.Celsius);
        data["limit"] = DoseStep.Text(Limit, Unit.Percent);
        data["shelf life"] = DoseStep.Text(Hours / 24, Unit.Day);
        data["low"] = DoseStep.Text(Low / 24, Unit.Day);
        data["high"] = DoseStep.Text(High / 24, Unit.Day);
        data["supported"] = DoseStep.Text(Supported / 24, Unit.Day);
        data["integrity"] = DoseStep.Text(Integrity.Value, Unit.Percent);
        data["integrity uncertainty"] = DoseStep.Text(Integrity.StandardUncertainty, Unit.Percent);
        data["inside"] = Assumptions.Inside ? "yes" : "no";
        data["model"] = Assumptions.Model;
        string beyond = Assumptions.Inside ? "" : ", an extrapolation";
        return new Event(time, EventKind.Recipe, Severity.Information, source, Code, string.Create(CultureInfo.InvariantCulture,
            $"At {Celsius:G3} Cel {Limit:G3} % of the RNA are intact for {Hours / 24:F0} d (95 %: {Low / 24:F0} to {High / 24:F0} d){beyond}."),
            data.ToImmutable());
    }
}
