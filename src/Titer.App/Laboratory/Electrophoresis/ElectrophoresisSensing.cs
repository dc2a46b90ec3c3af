using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Electrophoresis;

namespace Titer.App.Laboratory.Electrophoresis;

/// <summary>Integrity, length and concentration of RNA from a file of lanes beside a ladder.</summary>
internal static class ElectrophoresisSensing
{
    /// <param name="length">Nucleotides of the whole transcript.</param>
    /// <param name="ladder">Nucleotides of the ladder's strands, with commas.</param>
    /// <param name="marker">Nucleotides of the marker.</param>
    /// <param name="concentration">Of all strands of the ladder, ng/uL.</param>
    /// <param name="dilution">Of the samples, 1 for none.</param>
    /// <param name="ceiling">Signal at which the detector ends.</param>
    /// <exception cref="InputException">An option is not possible, or the file cannot be used.</exception>
    public static SensingResult Of(string file, int length, string ladder, int marker, double concentration, double dilution, double ceiling)
    {
        ElectrophoresisCalibration calibration = ElectrophoresisCalibration.Nominal with
        {
            Transcript = Above(length, 100, "--length"), Marker = Above(marker, 1, "--marker"),
            LadderConcentration = Above(concentration, 0, "--ladder-concentration"), Ceiling = Above(ceiling, 0, "--ceiling"),
            Ladder = Strands(ladder, marker),
        };
        ImmutableArray<(string Lane, Frame Frame)> lanes = ElectrophoresisFile.Read(file, Above(dilution, 1, "--dilution"));
        return Result(calibration, lanes);
    }

    private static T Above<T>(T value, T least, string option) where T : IComparable<T> => value.CompareTo(least) >= 0
        ? value
        : throw new InputException(option, $"{value} is too small.");

    private static ImmutableArray<int> Strands(string text, int marker)
    {
        int[] strands = [.. text.Split(',').Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n
            : throw new InputException("--ladder", $"'{t}' is not a number of nucleotides."))];
        for (int i = 0; i < strands.Length; i++)
            if (strands[i] <= (i == 0 ? marker : strands[i - 1])) throw new InputException("--ladder", "Strands must rise, from above the marker.");
        return strands.Length >= 3 ? [.. strands] : throw new InputException("--ladder", "A ladder needs three strands at least.");
    }

    private static SensingResult Result(ElectrophoresisCalibration calibration, ImmutableArray<(string Lane, Frame Frame)> lanes)
    {
        var sensor = new ElectrophoresisSensor(calibration);
        var results = new List<(string Lane, List<Measurement> Measurements)>();
        foreach ((string lane, Frame frame) in lanes)
        {
            var measurements = new List<Measurement>();
            sensor.Sense(frame, measurements);
            results.Add((lane, measurements));
        }
        var figures = new Dictionary<string, object?> { ["calibration"] = sensor.CalibrationHash, ["lanes"] = results.Select(Figures).ToArray() };
        return new SensingResult(
            text =>
            {
                foreach ((string lane, List<Measurement> all) in results)
                {
                    text.WriteLine(lane);
                    foreach (Measurement m in all) text.WriteLine($"  {m.Tag.Name.Split('/')[^1],-10} {Text(m)}");
                }
            },
            figures, [.. results.SelectMany(r => r.Measurements.Select(m => SampleTag.Of(r.Lane, m)))],
            () => ElectrophoresisPlot.Of(lanes, results.ConvertAll(r => r.Measurements)), results.All(r => r.Measurements[0].Quality.IsBad) ? 1 : 0)
        {
            Steps = () => ElectrophoresisSteps.Of(lanes, results.ConvertAll(r => r.Measurements)),
        };
    }

    private static string Text(Measurement m) => m.Quality.IsBad ? $"{m.Quality}" : string.Create(CultureInfo.InvariantCulture,
        $"{m.Value,9:G5} ± {m.StandardUncertainty:G2} {m.Unit.Symbol}  {m.Quality}");

    private static Dictionary<string, object?> Figures((string Lane, List<Measurement> Measurements) result)
    {
        List<Measurement> m = result.Measurements;
        return new()
        {
            ["lane"] = result.Lane,
            ["rna_g_per_l"] = m[0].Value, ["rna_standard_uncertainty"] = m[0].StandardUncertainty,
            ["integrity_percent"] = m[1].Value, ["integrity_standard_uncertainty"] = m[1].StandardUncertainty,
            ["length_nt"] = m[2].Value, ["length_standard_uncertainty"] = m[2].StandardUncertainty,
            ["quality"] = m.MaxBy(x => x.Quality.Status)!.Quality.ToString(),
        };
    }
}
