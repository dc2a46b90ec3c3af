using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Turbidity;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Turbidity;

/// <summary>Crystals of magnesium pyrophosphate from a file of flashes.</summary>
internal static class TurbiditySensing
{
    private const int MostLines = 20;

    /// <exception cref="InputException">The file or the settings cannot be used.</exception>
    public static SensingResult Of(string file, string config)
    {
        var sensor = new TurbiditySensor(TurbiditySettings.Load(config));
        var measurements = new List<Measurement>();
        ImmutableArray<Frame> frames = TurbidityFile.Read(file);
        foreach (Frame frame in frames) sensor.Sense(frame, measurements);
        return Result(sensor, measurements) with { Steps = () => TurbiditySteps.Of(frames, measurements) };
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
            () => new Figure("Crystals from turbidity", [Panel(measurements)]),
            used.Length == 0 ? 1 : 0);
    }

    public static FigurePanel Panel(List<Measurement> measurements) =>
        new("Mg2PPi, with 95 % intervals", "h", "mmol/L", plot => Draw(plot, measurements));

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
