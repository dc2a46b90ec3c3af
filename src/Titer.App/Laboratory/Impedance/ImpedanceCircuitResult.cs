using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Sensing.Impedance.Circuits;
using Titer.Sensing.Impedance.Validity;

namespace Titer.App.Laboratory.Impedance;

/// <summary>Circuit fits of spectra for console, JSON, CSV and plot.</summary>
internal static class ImpedanceCircuitResult
{
    public static SensingResult Of(ImmutableArray<ImpedanceSpectrum> spectra, CircuitCalibration calibration)
    {
        var sensor = new CircuitSensor(calibration);
        var measurements = new List<Measurement>();
        bool several = spectra.Any(s => s.File != spectra[0].File);
        var readings = new List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)>();
        foreach (ImpedanceSpectrum spectrum in spectra)
        {
            var found = new List<Measurement>();
            sensor.Sense(spectrum.Frame, found);
            SpectrumReading last = sensor.Last!;
            if (last.Fit is null)
                throw new InputException(spectrum.Name,
                    $"The spectrum has too few frequencies for the {sensor.Circuit.Parameters.Length} parameters of {sensor.Circuit}.");
            SpectrumReading reading = last.Verdict.Refused ? last : last with { Fit = sensor.LastWithProfiles() };
            readings.Add((spectrum, reading));
            measurements.AddRange(found.Select((m, i) => spectrum.Tagged(Profiled(m, reading, i), several)));
        }
        int refused = readings.Count(r => r.Reading.Verdict.Refused);
        var figures = new Dictionary<string, object?>
        {
            ["circuit"] = sensor.Circuit.ToString(),
            ["weighting"] = calibration.Weighting.ToString().ToLowerInvariant(),
            ["area_cm2"] = calibration.Area,
            ["calibration"] = sensor.CalibrationHash,
            ["verdict"] = refused > 0 ? "refused" : readings.Exists(r => !r.Reading.Verdict.Quality.IsGood) ? "care" : "valid",
            ["spectra"] = readings.Select((r, i) => Figures(r.Spectrum, r.Reading, calibration, i > 0 ? readings[i - 1].Spectrum : null)).ToArray(),
            ["valid"] = readings.Count - refused,
            ["refused"] = refused,
        };
        return new SensingResult(
            writer => Print(writer, readings, sensor, calibration), figures, measurements,
            () => ImpedancePlot.Of(readings, sensor.Circuit.ToString()), refused > 0 ? 1 : 0)
        {
            Steps = () => ImpedanceSteps.Of(readings),
        };
    }

    /// <summary>A profile can show that a parameter is not determined where the first-order uncertainty does not.</summary>
    private static Measurement Profiled(Measurement measurement, SpectrumReading reading, int parameter) =>
        measurement.Quality.IsGood && !reading.Verdict.Refused && reading.Fit!.Parameters[parameter].Determination == Determination.Undetermined
            ? measurement with { Quality = Quality.OutOfSpecification(CircuitSensor.Undetermined) }
            : measurement;

    private static Dictionary<string, object?> Figures(
        ImpedanceSpectrum spectrum, SpectrumReading reading, CircuitCalibration calibration, ImpedanceSpectrum? before)
    {
        KramersKronigResult test = reading.Test!;
        FittedCircuit fit = reading.Fit!;
        return new Dictionary<string, object?>
        {
            ["file"] = spectrum.File,
            ["number"] = spectrum.Number,
            ["verdict"] = reading.Verdict.Refused ? "refused" : reading.Verdict.Quality.IsGood ? "valid" : "care",
            ["reason"] = reading.Verdict.Quality.Reason,
            ["frequencies"] = test.Real.Length,
            ["change_since_last"] = before is null ? null : spectrum.ChangeSince(before),
            ["kramers_kronig"] = new Dictionary<string, object?>
            {
                ["residual"] = test.Residual, ["noise"] = test.Noise, ["systematic"] = test.Systematic, ["local"] = test.Local,
                ["score"] = test.Score, ["pseudo_chi2"] = test.PseudoChiSquare, ["mu"] = test.Mu, ["elements"] = test.Elements,
                ["worst"] = test.Worst, ["worst_hz"] = test.WorstFrequency,
            },
            ["chi2"] = fit.SumOfSquares,
            ["reduced_chi2"] = fit.ReducedChiSquare,
            ["relative_residual"] = fit.RelativeResidual,
            ["residual_over_noise"] = fit.RelativeResidual / test.Noise,
            ["aic"] = fit.Aic,
            ["converged"] = fit.Converged,
            ["largest_correlation"] = fit.LargestCorrelation.Value,
            // Those of a refused spectrum would be taken for parameters.
            ["parameters"] = reading.Verdict.Refused ? null : fit.Parameters.ToDictionary(p => p.Parameter.Name, p => Figures(p, reading,
                calibration)),
        };
    }

    private static Dictionary<string, object?> Figures(FittedParameter p, SpectrumReading reading, CircuitCalibration calibration)
    {
        var figures = new Dictionary<string, object?>
        {
            ["value"] = p.Value, ["unit"] = p.Parameter.Unit.Code, ["u"] = p.Uncertainty, ["lower95"] = p.Lower, ["upper95"] = p.Upper,
            ["determination"] = p.Determination.ToString(),
        };
        if (PerArea(p, reading, calibration) is { } perArea) (figures["per_area"], figures["per_area_unit"]) = (perArea.Value, perArea.Unit.Code);
        return figures;
    }

    /// <summary>Resistance times area or capacitance over area, of a cell layer.</summary>
    private static (double Value, Unit Unit)? PerArea(FittedParameter p, SpectrumReading reading, CircuitCalibration calibration) =>
        !double.IsFinite(reading.CapacitanceLimit) ? null
        : p.Parameter.Unit == Unit.Ohm ? (p.Value * calibration.Area, Unit.OhmSquareCentimetre)
        : p.Parameter.Unit == Unit.Farad ? (p.Value / calibration.Area, Unit.FaradPerSquareCentimetre)
        : null;

    private static void Print(
        TextWriter writer, List<(ImpedanceSpectrum Spectrum, SpectrumReading Reading)> readings, CircuitSensor sensor, CircuitCalibration calibration)
    {
        ImpedanceSpectrum? before = null;
        foreach ((ImpedanceSpectrum spectrum, SpectrumReading reading) in readings)
        {
            KramersKronigResult test = reading.Test!;
            FittedCircuit fit = reading.Fit!;
            writer.WriteLine($"{spectrum.Name}: {reading.Verdict}");
            writer.WriteLine(
                $"  Kramers-Kronig residual {Percent(test.Residual)}, violation {Percent(test.Systematic)}, noise {Percent(test.Noise)} of |Z|");
            if (before is not null && spectrum.ChangeSince(before) is { } change)
                writer.WriteLine($"  changed by {Percent(change)} of |Z| since the spectrum before");
            before = spectrum;
            if (reading.Verdict.Refused) continue;
            writer.WriteLine($"  {fit.Circuit}: residual {Percent(fit.RelativeResidual)} of |Z|, {fit.RelativeResidual / test.Noise:0.#} times the noise; "
                + $"chi2 {fit.SumOfSquares:G4}");
            foreach (FittedParameter p in fit.Parameters) Print(writer, p, reading, calibration);
            if (!fit.Converged) writer.WriteLine("  The fit did not converge.");
        }
        int refused = readings.Count(r => r.Reading.Verdict.Refused);
        if (sensor.Sorts && refused < readings.Count)
            writer.WriteLine("Parts of the circuit that are alike are in the order of rising time constants.");
        if (readings.Count > 1) writer.WriteLine($"{readings.Count - refused} of {readings.Count} spectra are valid.");
    }

    private static void Print(TextWriter writer, FittedParameter p, SpectrumReading reading, CircuitCalibration calibration)
    {
        string unit = p.Parameter.Unit == Unit.One ? "" : p.Parameter.Unit.Code;
        string spread = p.Determination == Determination.Fixed ? "given"
            : $"u {Number(p.Uncertainty)}, 95 % {Number(p.Lower)} to {(double.IsFinite(p.Upper) ? Number(p.Upper) : "no limit")}";
        string area = PerArea(p, reading, calibration) is { } a ? $"  {Number(a.Value)} {a.Unit.Code}" : "";
        string note = p.Determination switch
        {
            Determination.AtBound when p.Parameter.Unit == Unit.Farad && Math.Abs(p.Value / reading.CapacitanceLimit - 1) < 1e-6 =>
                $"  at the limit of a cell layer, 100 uF/cm2 of {calibration.Area} cm2 (--area, --bounds)",
            Determination.AtBound => "  at its bound",
            Determination.Undetermined => "  not determined by the spectrum",
            _ => "",
        };
        writer.WriteLine($"  {p.Parameter.Name,-10} {Number(p.Value),10} {unit,-10} {spread}{area}{note}");
    }

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Percent(double part) => (100 * part).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
