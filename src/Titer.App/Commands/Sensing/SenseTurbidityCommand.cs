using System.CommandLine;
using System.Globalization;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Turbidity;
using Command = System.CommandLine.Command;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Commands.Sensing;

/// <summary><c>titer sense turbidity FILE.csv --config CHIP.yaml</c>: crystals of magnesium pyrophosphate from transmitted and scattered
/// light.</summary>
internal static class SenseTurbidityCommand
{
    private const int MostLines = 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV file of flashes, a row each; rows of the same time are one read-out." };
        var config = new Option<string>("--config") { Description = "Calibration of the chip (YAML); examples/sensing has one.", Required = true };
        var command = new Command("turbidity", "Crystals of magnesium pyrophosphate from transmitted and scattered light.") { file, config };
        var options = new SensingOptions(command);
        command.SetAction(parsed =>
        {
            var sensor = new TurbiditySensor(TurbiditySettings.Load(parsed.GetValue(config)!));
            var measurements = new List<Measurement>();
            foreach (Frame frame in TurbidityFile.Read(parsed.GetValue(file)!)) sensor.Sense(frame, measurements);
            return options.Finish(parsed, Result(sensor, measurements));
        });
        return command;
    }

    private static SensingResult Result(TurbiditySensor sensor, List<Measurement> measurements)
    {
        Measurement[] used = [.. measurements.Where(m => !m.Quality.IsBad)];
        Measurement[] doubtful = [.. measurements.Where(m => m.Quality != Quality.Good)];
        var figures = new Dictionary<string, object?>
        {
            ["readings"] = measurements.Count, ["good"] = measurements.Count - doubtful.Length, ["failed"] = measurements.Count - used.Length,
            ["first"] = used.Length > 0 ? used[0].Value : null, ["last"] = used.Length > 0 ? used[^1].Value : null,
            ["highest"] = used.Length > 0 ? used.Max(m => m.Value) : null,
            ["last_standard_uncertainty"] = used.Length > 0 ? used[^1].StandardUncertainty : null,
            ["reasons"] = doubtful.GroupBy(m => m.Quality.Reason).ToDictionary(g => g.Key, g => g.Count()), ["calibration"] = sensor.CalibrationHash,
        };
        return new SensingResult(
            text =>
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"Crystals: {measurements.Count} readings, {doubtful.Length} not good, {measurements.Count - used.Length} of them failed."));
                foreach (IGrouping<string, Measurement> reason in doubtful.GroupBy(m => m.Quality.Reason))
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"  {reason.Count(),4} x {reason.Key}, first at {reason.First().Time:yyyy-MM-ddTHH:mm:ssZ}"));
                foreach (Measurement m in measurements.Take(MostLines)) text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {m.Time:yyyy-MM-ddTHH:mm:ssZ}  {m.Value,8:F3} ± {m.StandardUncertainty:F3} mmol/L  {m.Quality}"));
                if (measurements.Count > MostLines) text.WriteLine($"  and {measurements.Count - MostLines} more; --out writes them all.");
            },
            figures, measurements,
            () => new Figure("Crystals from turbidity", [new FigurePanel("Mg2PPi, with 95 % intervals", "h", "mmol/L", plot => Draw(plot,
                measurements))]),
            used.Length == 0 ? 1 : 0);
    }

    private static void Draw(Plot plot, List<Measurement> measurements)
    {
        foreach (bool good in (ReadOnlySpan<bool>)[true, false])
        {
            Measurement[] all = [.. measurements.Where(m => !m.Quality.IsBad && m.Quality == Quality.Good == good)];
            if (all.Length == 0) continue;
            double[] x = [.. all.Select(m => (m.Time - measurements[0].Time).TotalHours)], y = [.. all.Select(m => m.Value)];
            var bars = plot.Add.ErrorBar(x, y, [.. all.Select(m => 1.96 * m.StandardUncertainty)]);
            bars.Color = Palette.Color(Palette.Faint);
            var points = plot.Add.Markers(x, y, good ? MarkerShape.FilledCircle : MarkerShape.OpenDiamond, 6,
                Palette.Color(good ? Palette.Estimate : Palette.Bad));
            points.LegendText = good ? "good" : "not good";
        }
        plot.ShowLegend(Alignment.UpperLeft);
    }
}
