using System.Collections.Immutable;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.IonArray;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Ion;

/// <summary>pH of all electrodes over time, the differences that are watched for drift with their alarms, and ion concentrations.</summary>
internal static class IonPlot
{
    // More points than this are not told apart in a picture.
    private const int MostPoints = 3000;
    private static readonly string[] Colours = ["#2563eb", "#d97706", "#059669", "#7c3aed", "#dc2626", "#0891b2"];

    public static Figure Of(IonRun run)
    {
        DateTimeOffset start = run.Segments[0].Frames[0].Time;
        var panels = ImmutableArray.CreateBuilder<FigurePanel>();
        foreach (Unit unit in run.Measurements.Select(m => m.Unit).Distinct())
        {
            string[] tags = [.. run.Measurements.Where(m => m.Unit == unit).Select(m => m.Tag.Name).Distinct()];
            string what = unit == Unit.PH ? "pH" : "Concentration";
            panels.Add(new FigurePanel(what, "days", unit == Unit.PH ? what : $"{what} ({unit.Code})", plot =>
            {
                for (int i = 0; i < tags.Length; i++)
                    Points(plot, run.Measurements.Where(m => m.Tag.Name == tags[i] && !m.Quality.IsBad), start, tags[i], i);
                plot.ShowLegend(Edge.Right);
            }));
        }
        foreach (IonSet set in run.Settings.Calibration.Sets.Where(s => s.Members.Length == 2))
        {
            (string a, string b) =
                (run.Settings.Calibration.Electrodes[set.Members[0]].Name, run.Settings.Calibration.Electrodes[set.Members[1]].Name);
            panels.Add(new FigurePanel($"{a} - {b}, and the limit of agreement of its weekly median", "days", "difference in pH",
                plot => Difference(plot, run, set, a, b, start)));
        }
        return new Figure(Path.GetFileName(run.Table.File), panels.ToImmutable());
    }

    private static void Points(Plot plot, IEnumerable<Measurement> measurements, DateTimeOffset start, string label, int colour)
    {
        Measurement[] all = [.. measurements];
        if (all.Length == 0) return;
        int every = Math.Max(1, all.Length / MostPoints);
        Measurement[] shown = [.. all.Where((_, i) => i % every == 0)];
        var markers = plot.Add.Markers(
            shown.Select(m => (m.Time - start).TotalDays).ToArray(), shown.Select(m => m.Value).ToArray(), MarkerShape.FilledCircle, 2.5f);
        markers.Color = Color.FromHex(Colours[colour % Colours.Length]);
        markers.LegendText = label;
    }

    private static void Difference(Plot plot, IonRun run, IonSet set, string a, string b, DateTimeOffset start)
    {
        var partner = run.Measurements.Where(m => m.Tag.Name == $"{b}/pH" && !m.Quality.IsBad).ToLookup(m => m.Time, m => m.Value);
        (double Day, double Difference)[] all = [.. run.Measurements.Where(m => m.Tag.Name == $"{a}/pH" && !m.Quality.IsBad)
            .SelectMany(m => partner[m.Time].Take(1).Select(v => ((m.Time - start).TotalDays, m.Value - v)))];
        if (all.Length == 0) return;
        int every = Math.Max(1, all.Length / MostPoints);
        (double Day, double Difference)[] shown = [.. all.Where((_, i) => i % every == 0)];
        var markers = plot.Add.Markers(
            shown.Select(p => p.Day).ToArray(), shown.Select(p => p.Difference).ToArray(), MarkerShape.FilledCircle, 2.5f);
        markers.Color = Color.FromHex(Colours[0]);
        foreach (double limit in (ReadOnlySpan<double>)[-set.Agreement, set.Agreement])
            plot.Add.HorizontalLine(limit, 1.5f, Palette.Color(Palette.Faint), LinePattern.Dashed);
        foreach ((IonSegment _, DriftPair pair) in run.Drifts.Where(d => d.Pair.Set == set.Name))
            foreach (DriftAlarm alarm in pair.Watch.Alarms) plot.Add.VerticalLine((alarm.Raised - start).TotalDays, 2, Color.FromHex(Colours[4]));
    }
}
