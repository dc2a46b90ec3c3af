using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;

namespace Titer.App.Laboratory;

/// <summary>
/// Measurements as a CSV file: <c>tag,time,value,unit,standard_uncertainty,quality,reason,source,sequence</c>; times ISO 8601 in UTC,
/// units UCUM, numbers with the digits that read back to the same double, an empty value where there is none.
/// </summary>
internal static class MeasurementCsv
{
    public static readonly ImmutableArray<string> Columns =
        ["tag", "time", "value", "unit", "standard_uncertainty", "quality", "reason", "source", "sequence"];

    /// <summary>The first so many make a measurement; a file that is read may lack the others.</summary>
    public const int Needed = 5;

    public static void Write(string file, IEnumerable<Measurement> measurements) => OutputFile.Write(file, stream =>
    {
        using var text = new StreamWriter(stream);
        text.WriteLine(string.Join(',', Columns));
        foreach (Measurement m in measurements)
        {
            text.WriteLine(string.Join(',', m.Tag.Name, m.Time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), Number(m.Value),
                Quoted(m.Unit.Code), Number(m.StandardUncertainty), m.Quality.Status, Quoted(m.Quality.Reason), Quoted(m.Source), m.Sequence));
        }
    });

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
