using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>A model that a result stands on, as the events <c>model.assumptions</c> say.</summary>
/// <param name="Phase">Who used it.</param>
/// <param name="Inside">Whether all conditions lay in the range of its source.</param>
/// <param name="Conditions">Name, value and range, as text with units.</param>
public sealed record ModelUse(
    DateTimeOffset Time, string Phase, string Model, string Source, bool Inside, string Outside, string Assumed,
    ImmutableArray<(string Name, string Value, string Validity)> Conditions)
{
    internal const string Code = "model.assumptions";

    private const string Value = "value ";

    internal static ModelUse Of(Event e) => new(
        e.Time, e.Source, e.Data.GetValueOrDefault("model", ""), e.Data.GetValueOrDefault("source", ""), e.Data.GetValueOrDefault("inside") == "yes",
        e.Data.GetValueOrDefault("outside", ""), e.Data.GetValueOrDefault("assumed", ""),
        [.. e.Data.Where(d => d.Key.StartsWith(Value, StringComparison.Ordinal))
            .Select(d => (d.Key[Value.Length..], d.Value, e.Data.GetValueOrDefault("validity " + d.Key[Value.Length..], "")))]);
}

/// <summary>Where the RNA was after a step from bulk to dose, as an event <c>dose.step</c> says.</summary>
public sealed record DoseStepFigures(
    DateTimeOffset Time, string Step, double VolumeLitres, double RnaGrams, double RnaUncertainty, double IntegrityPercent,
        double IntegrityUncertainty,
    ImmutableArray<(string Name, string Value)> Notes)
{
    internal const string Code = "dose.step";

    private const string Note = "note ";

    internal static DoseStepFigures Of(Event e) => new(
        e.Time, e.Data.GetValueOrDefault("step", ""), RecordedNumber.Of(e, "volume"), RecordedNumber.Of(e, "RNA"),
            RecordedNumber.Of(e, "RNA uncertainty"),
        RecordedNumber.Of(e, "integrity"), RecordedNumber.Of(e, "integrity uncertainty"),
        [.. e.Data.Where(d => d.Key.StartsWith(Note, StringComparison.Ordinal)).Select(d => (d.Key[Note.Length..], d.Value))]);
}

/// <summary>A shelf life with its 95 % interval, as an event <c>shelf-life</c> says.</summary>
/// <param name="SupportedDays">Outlived with a probability of 95 %, one-sided.</param>
/// <param name="Inside">No: an extrapolation.</param>
public sealed record ShelfLifeFigures(
    DateTimeOffset Time, double Celsius, double LimitPercent, double Days, double LowDays, double HighDays, double SupportedDays,
    double IntegrityPercent, double IntegrityUncertainty, bool Inside, string Model)
{
    internal const string Code = "shelf-life";

    internal static ShelfLifeFigures Of(Event e) => new(
        e.Time, RecordedNumber.Of(e, "temperature"), RecordedNumber.Of(e, "limit"), RecordedNumber.Of(e, "shelf life"), RecordedNumber.Of(e, "low"),
        RecordedNumber.Of(e, "high"), RecordedNumber.Of(e, "supported"), RecordedNumber.Of(e, "integrity"),
            RecordedNumber.Of(e, "integrity uncertainty"),
        e.Data.GetValueOrDefault("inside") == "yes", e.Data.GetValueOrDefault("model", ""));
}

/// <summary>A number with its unit in the data of an event.</summary>
internal static class RecordedNumber
{
    /// <summary>The number; NaN when there is none.</summary>
    public static double Of(Event e, string key) =>
        double.TryParse(e.Data.GetValueOrDefault(key, "").Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value : double.NaN;
}
