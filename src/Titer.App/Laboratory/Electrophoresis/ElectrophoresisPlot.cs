using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using Titer.App.Plots;
using Titer.Core;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Electrophoresis;

/// <summary>The lanes of samples, each over the ladder.</summary>
internal static class ElectrophoresisPlot
{
    // More lanes than this make no readable picture.
    public const int Most = 6;

    public static Figure Of(ImmutableArray<(string Lane, Frame Frame)> lanes, List<List<Measurement>> results)
    {
        int shown = Math.Min(Most, lanes.Length);
        string more = lanes.Length > shown ? $", first {shown} of {lanes.Length}" : "";
        return new Figure($"Electropherograms{more}", [.. Enumerable.Range(0, shown).Select(i =>
            new FigurePanel(Title(lanes[i].Lane, results[i]), "s", "fluorescence", plot => Draw(plot, lanes[i].Frame)))], shown > 1 ? 2 : 1);
    }

    private static string Title(string lane, List<Measurement> all) => all[0].Quality.IsBad
        ? $"{lane}: {all[0].Quality.Reason}"
        : string.Create(CultureInfo.InvariantCulture, $"{lane}: RNA {all[0].Value:G3} g/L")
            + (all[1].Quality.IsBad ? "" : string.Create(CultureInfo.InvariantCulture, $", {all[1].Value:F1} % unbroken"))
            + (all[2].Quality.IsBad ? "" : string.Create(CultureInfo.InvariantCulture, $", {all[2].Value:F0} nt"));

    private static void Draw(Plot plot, Frame frame)
    {
        double interval = frame["interval"][0];
        foreach ((string channel, string colour) in (ReadOnlySpan<(string, string)>)[("ladder", Palette.Faint), ("sample", Palette.Estimate)])
        {
            var line = plot.Add.Signal(frame[channel].ToArray(), interval, Palette.Color(colour));
            line.LegendText = channel;
            line.LineWidth = 1.4f;
        }
        plot.ShowLegend(Alignment.UpperLeft);
    }
}
