using System.Collections.Immutable;
using System.Globalization;
using Titer.App.Plots;
using Titer.Core;
using Titer.Sensing.Impedance;
using Titer.Sensing.Impedance.Circuits;
using Titer.Sensing.Impedance.Validity;

namespace Titer.App.Laboratory.Impedance;

/// <summary>
/// Viable cell volume from spectra of a culture, by the sensor that reads the chip on-line; medium and polarisation are fitted and taken off.
/// </summary>
internal static class ImpedanceCellsResult
{
    private sealed record Reading(ImpedanceSpectrum Spectrum, Measurement Biovolume, double[] Fitted, SpectrumReading Validity);

    public static SensingResult Of(ImmutableArray<ImpedanceSpectrum> spectra, string settings)
    {
        ImpedanceCalibration calibration = ImpedanceCellsSettings.Load(settings);
        var sensor = new ImpedanceSensor(calibration);
        var test = new LinearKramersKronig();
        var readings = new List<Reading>();
        foreach (ImpedanceSpectrum spectrum in spectra)
        {
            var measurements = new List<Measurement>();
            Frame frame = spectrum.Frame;
            sensor.Sense(frame with { Source = ImpedanceSensor.SourceName }, measurements);
            ReadOnlySpan<double> frequency = frame["frequency"].AsSpan();
            ReadOnlySpan<double> resistance = frame["resistance"].AsSpan(), reactance = frame["reactance"].AsSpan();
            KramersKronigResult kk = test.Test(frequency, resistance, reactance);
            SpectrumVerdict verdict = SpectrumCheck.Judge(frequency, resistance, reactance, kk);
            // The gate's reason says more than the fit's that follows from it.
            Measurement biovolume = verdict.Refused ? measurements[0] with { Quality = verdict.Quality } : measurements[0];
            readings.Add(new Reading(spectrum, biovolume, sensor.Fitted.ToArray(), new SpectrumReading(verdict, kk, null, double.PositiveInfinity)));
        }
        bool several = spectra.Any(s => s.File != spectra[0].File);
        int refused = readings.Count(r => r.Biovolume.Quality.IsBad);
        var figures = new Dictionary<string, object?>
        {
            ["calibration"] = calibration.Hash,
            ["spectra"] = readings.Select(r => Figures(r, calibration)).ToArray(),
            ["valid"] = readings.Count - refused,
            ["refused"] = refused,
        };
        return new SensingResult(
            writer => Print(writer, readings, calibration), figures, [.. readings.Select(r => r.Spectrum.Tagged(r.Biovolume, several))],
            () => Plot(readings), refused > 0 ? 1 : 0)
        {
            Steps = () => ImpedanceSteps.Of(
                [.. readings.Select(r => (r.Spectrum, r.Validity))], [.. readings.Select(r => (r.Spectrum.Label, r.Biovolume))]),
        };
    }

    /// <summary>10^9 viable cells per litre of the volume given in the settings.</summary>
    private static double Density(Reading r, ImpedanceCalibration calibration) => r.Biovolume.Value / 100 / (calibration.CellVolume * 1e-15) / 1e9;

    private static Dictionary<string, object?> Figures(Reading r, ImpedanceCalibration calibration) => new()
    {
        ["file"] = r.Spectrum.File,
        ["number"] = r.Spectrum.Number,
        ["verdict"] = r.Biovolume.Quality.IsBad ? "refused" : r.Biovolume.Quality.IsGood ? "valid" : "care",
        ["reason"] = r.Biovolume.Quality.Reason,
        ["biovolume_percent"] = r.Biovolume.Value,
        ["u_percent"] = r.Biovolume.StandardUncertainty,
        ["viable_cells_1e9_per_l"] = Density(r, calibration),
        ["conductivity_s_per_m"] = r.Fitted[ImpedanceModel.Conductivity],
        ["increment"] = r.Fitted[ImpedanceModel.Increment],
        ["infinite_permittivity"] = r.Fitted[ImpedanceModel.Infinite],
        ["critical_frequency_hz"] = Math.Exp(r.Fitted[ImpedanceModel.LogCritical]),
        ["alpha"] = r.Fitted[ImpedanceModel.Alpha],
        ["polarisation_ohm_100khz"] = Math.Exp(r.Fitted[ImpedanceModel.LogPolarisation]),
        ["polarisation_exponent"] = r.Fitted[ImpedanceModel.Exponent],
        ["kramers_kronig_residual"] = r.Validity.Test!.Residual,
    };

    private static void Print(TextWriter writer, List<Reading> readings, ImpedanceCalibration calibration)
    {
        foreach (Reading r in readings)
        {
            Quality quality = r.Biovolume.Quality;
            string verdict = quality.IsBad ? $"refused: {quality.Reason}" : quality.IsGood ? "valid" : $"valid with care: {quality.Reason}";
            writer.WriteLine($"{r.Spectrum.Name}: {verdict}");
            if (quality.IsBad) continue;
            writer.WriteLine($"  viable cell volume {Number(r.Biovolume.Value)} %, u {Number(r.Biovolume.StandardUncertainty)} %; "
                + $"{Number(Density(r, calibration))} 10*9/L of {Number(calibration.CellVolume)} fL");
            double critical = Math.Exp(r.Fitted[ImpedanceModel.LogCritical]), polarisation = Math.Exp(r.Fitted[ImpedanceModel.LogPolarisation]);
            writer.WriteLine($"  medium {Number(r.Fitted[ImpedanceModel.Conductivity])} S/m, dispersion {Number(r.Fitted[ImpedanceModel.Increment])} "
                + $"at {Number(critical)} Hz, polarisation {Number(polarisation)} Ohm at 100 kHz");
        }
    }

    private static Figure Plot(List<Reading> readings) =>
        ImpedancePlot.Of(
            [.. readings.Select(r => (r.Spectrum, r.Validity))],
            $"Viable cell volume {string.Join(", ", readings.Take(ImpedancePlot.Most).Select(r => Number(r.Biovolume.Value)))} %");

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "-";
}
