using System.Collections.Immutable;
using Titer.App.Plots;
using Titer.Core;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.App.Laboratory.Impedance;

/// <summary>From arcs to parameters: spectra as read, what the Kramers-Kronig relations leave, and the fit of those that are valid.</summary>
internal static class ImpedanceSteps
{
    public static ImmutableArray<ProcessingStep> Of(List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> readings) =>
        [.. Gate(readings), ProcessingStep.Of("impedance-fit", ImpedancePlot.Of(readings, "").Panels[..3])];

    /// <param name="biovolumes">Of each spectrum by its name.</param>
    public static ImmutableArray<ProcessingStep> Of(
        List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> readings, ImmutableArray<(string Label, Measurement Value)> biovolumes) =>
        [.. Gate(readings), ProcessingStep.Of("impedance-cells", new FigurePanel(
            "Viable cell volume, with 95 % intervals", "", "%", plot => StepPlots.Values(plot, biovolumes)))];

    private static ImmutableArray<ProcessingStep> Gate(List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> readings)
    {
        List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> drawn = [.. readings.Take(ImpedancePlot.Most)];
        List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> raw = drawn.ConvertAll(d => (d.Spectrum, d.Reading with { Fit = null }));
        return
        [
            ProcessingStep.Of("impedance-raw", [ImpedancePlot.Nyquist(raw), .. ImpedancePlot.Names(raw)]),
            ProcessingStep.Of("impedance-kramers-kronig", ImpedancePlot.Residuals(drawn)),
        ];
    }
}
