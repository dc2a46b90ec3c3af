using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Electrophoresis;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense electrophoresis FILE.csv --length 4000</c>: integrity, length and concentration of RNA from lanes beside a
/// ladder.</summary>
internal static class SenseElectrophoresisCommand
{
    public static Command Create()
    {
        ElectrophoresisCalibration nominal = ElectrophoresisCalibration.Nominal;
        var file = new Argument<string>("FILE") { Description = "CSV file: time (s), ladder, and a column of fluorescence per sample." };
        var length = new Option<int>("--length") { Description = "Nucleotides of the whole transcript.", DefaultValueFactory = _ =>
            nominal.Transcript };
        var ladder = new Option<string>("--ladder")
        {
            Description = "Nucleotides of the ladder's strands.", DefaultValueFactory = _ => string.Join(',', nominal.Ladder),
        };
        var marker = new Option<int>("--marker") { Description = "Nucleotides of the marker in every lane.", DefaultValueFactory = _ =>
            nominal.Marker };
        var concentration = new Option<double>("--ladder-concentration")
        {
            Description = "ng/uL of all strands of the ladder together.", DefaultValueFactory = _ => nominal.LadderConcentration,
        };
        var dilution = new Option<double>("--dilution") { Description = "Of the samples, 1 for none.", DefaultValueFactory = _ => 1 };
        var ceiling = new Option<double>("--ceiling")
        {
            Description = "Signal at which the detector ends, in the unit of the file.", DefaultValueFactory = _ => nominal.Ceiling,
        };
        var command = new Command("electrophoresis", "Integrity, length and concentration of RNA from electropherograms.")
        {
            file, length, ladder, marker, concentration, dilution, ceiling,
        };
        var options = new SensingOptions(command);
        command.SetAction(parsed =>
        {
            ElectrophoresisCalibration calibration = nominal with
            {
                Transcript = Above(parsed.GetValue(length), 100, "--length"), Marker = Above(parsed.GetValue(marker), 1, "--marker"),
                LadderConcentration = Above(parsed.GetValue(concentration), 0, "--ladder-concentration"),
                Ceiling = Above(parsed.GetValue(ceiling), 0, "--ceiling"), Ladder = Strands(parsed.GetValue(ladder)!, parsed.GetValue(marker)),
            };
            var lanes = ElectrophoresisFile.Read(parsed.GetValue(file)!, Above(parsed.GetValue(dilution), 1, "--dilution"));
            return options.Finish(parsed, Result(calibration, lanes));
        });
        return command;
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
            () => ElectrophoresisPlot.Of(lanes, results.ConvertAll(r => r.Measurements)), results.All(r => r.Measurements[0].Quality.IsBad) ? 1 : 0);
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
