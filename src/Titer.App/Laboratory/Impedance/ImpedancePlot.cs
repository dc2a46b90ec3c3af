using ScottPlot;
using ScottPlot.TickGenerators;
using Titer.App.Plots;
using Titer.Core;
using Titer.Sensing.Impedance.Circuits;
using Titer.Sensing.Impedance.Validity;
using Palette = Titer.Records.Reports.Palette;

namespace Titer.App.Laboratory.Impedance;

/// <summary>Nyquist and Bode plots of spectra with their fits, and the residuals of the Kramers-Kronig test.</summary>
internal static class ImpedancePlot
{
    // More lines than this cannot be told apart.
    internal const int Most = 6;
    private const double FewDecades = 2, PartOfDecade = 0.7;

    public static Figure Of(List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> readings, string title)
    {
        List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> drawn = [.. readings.Take(Most)];
        string more = readings.Count > Most ? $", first {Most} of {readings.Count} spectra" : "";
        return new Figure(title + more,
        [
            Nyquist(drawn),
            new FigurePanel("Magnitude", "frequency (Hz)", "|Z| (Ohm)", plot =>
            {
                Draw(plot, drawn, (f, _, _) => Math.Log10(f), (_, re, im) => 0.5 * Math.Log10(re * re + im * im));
                Decades(plot.Axes.Bottom);
                plot.Axes.AutoScale();
                AxisLimits limits = plot.Axes.GetLimits();
                Decades(plot.Axes.Left, limits.Bottom, limits.Top);
            }),
            new FigurePanel("Phase", "frequency (Hz)", "-phase (degrees)", plot =>
            {
                Draw(plot, drawn, (f, _, _) => Math.Log10(f), (_, re, im) => -Math.Atan2(im, re) * 180 / Math.PI);
                Decades(plot.Axes.Bottom);
            }),
            Residuals(drawn),
            .. Names(drawn),
        ], Columns: 2);
    }

    /// <summary>The arcs, with their fits where they have some.</summary>
    public static FigurePanel Nyquist(List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> drawn) =>
        new("Nyquist", "Z' (Ohm)", "-Z'' (Ohm)", plot => Draw(plot, drawn, (_, re, _) => re, (_, _, im) => -im));

    public static FigurePanel Residuals(List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> drawn) =>
        new("Kramers-Kronig residuals: real filled, imaginary open", "frequency (Hz)", "% of |Z|", plot =>
        {
            for (int i = 0; i < drawn.Count; i++) Residuals(plot, drawn[i].Spectrum.Frame, drawn[i].Reading.Test!, ColorOf(i));
            plot.Add.HorizontalLine(0, 1, Palette.Color(Palette.Faint));
            Decades(plot.Axes.Bottom);
        });

    /// <summary>Which colour is which spectrum, where there are several.</summary>
    public static FigurePanel[] Names(List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> drawn) =>
        drawn.Count > 1 ? [new FigurePanel("Spectra", "", "", plot => Legend(plot, drawn))] : [];

    private static Color ColorOf(int i) => Palette.Color(i == 0 ? Palette.Estimate : Palette.Commands[(i - 1) % Palette.Commands.Length]);

    private static void Draw(
        Plot plot, List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> readings,
        Func<double, double, double, double> x, Func<double, double, double, double> y)
    {
        for (int i = 0; i < readings.Count; i++)
        {
            Frame frame = readings[i].Spectrum.Frame;
            int[] all = [.. Enumerable.Range(0, frame["frequency"].Length)];
            var points = plot.Add.ScatterPoints(
                all.Select(k => x(frame["frequency"][k], frame["resistance"][k], frame["reactance"][k])).ToArray(),
                all.Select(k => y(frame["frequency"][k], frame["resistance"][k], frame["reactance"][k])).ToArray(), ColorOf(i));
            points.MarkerSize = 6;
            if (readings[i].Reading is not { Verdict.Refused: false, Fit: { } fit }) continue;
            var line = plot.Add.ScatterLine(
                all.Select(k => x(frame["frequency"][k], fit.Impedance[k].Real, fit.Impedance[k].Imaginary)).ToArray(),
                all.Select(k => y(frame["frequency"][k], fit.Impedance[k].Real, fit.Impedance[k].Imaginary)).ToArray(), ColorOf(i).WithAlpha(0.7));
            line.LineWidth = 2;
        }
    }

    /// <summary>A panel of its own: names of files are too long to stand beside the points.</summary>
    private static void Legend(Plot plot, List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> readings)
    {
        plot.HideAxesAndGrid();
        for (int i = 0; i < readings.Count; i++)
            plot.Legend.ManualItems.Add(new LegendItem
            {
                LabelText = readings[i].Spectrum.Label + (readings[i].Reading.Verdict.Refused ? ", refused" : ""),
                MarkerShape = MarkerShape.FilledCircle, MarkerSize = 8, MarkerFillColor = ColorOf(i),
            });
        plot.ShowLegend(Alignment.UpperLeft);
    }

    private static void Residuals(Plot plot, Frame frame, KramersKronigResult test, Color color)
    {
        double[] x = [.. frame["frequency"].Select(Math.Log10)];
        var real = plot.Add.ScatterPoints(x, test.Real.Select(r => 100 * r).ToArray(), color);
        real.MarkerSize = 6;
        var imaginary = plot.Add.ScatterPoints(x, test.Imaginary.Select(r => 100 * r).ToArray(), color);
        (imaginary.MarkerSize, imaginary.MarkerShape) = (7, MarkerShape.OpenCircle);
    }

    /// <summary>An axis of decimal logarithms with the numbers themselves as labels; 2 and 5 too where it spans few decades.</summary>
    private static void Decades(IAxis axis, double low = 0, double high = double.PositiveInfinity)
    {
        string Label(double log) => Math.Pow(10, log) is var value && value is >= 1e-3 and < 1e5 ? value.ToString("0.####") : $"1e{log:0.#}";
        if (high - low > FewDecades)
        {
            axis.TickGenerator = new NumericAutomatic
            {
                IntegerTicksOnly = true, MinorTickGenerator = new LogMinorTickGenerator(), LabelFormatter = Label,
            };
            return;
        }
        if (high - low < PartOfDecade)
        {
            axis.TickGenerator = new NumericAutomatic { LabelFormatter = log => Math.Pow(10, log).ToString("G3") };
            return;
        }
        var ticks = new NumericManual();
        for (double decade = Math.Floor(low); decade <= high; decade++)
            foreach (double step in (ReadOnlySpan<double>)[1, 2, 5]) ticks.AddMajor(decade + Math.Log10(step), Label(decade + Math.Log10(step)));
        axis.TickGenerator = ticks;
    }
}
