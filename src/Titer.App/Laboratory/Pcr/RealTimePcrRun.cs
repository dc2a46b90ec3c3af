using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.Pcr;

namespace Titer.App.Laboratory.Pcr;

/// <summary>One well of a real-time run.</summary>
/// <param name="Standard">Copies per uL that the plan of standards gives the well; NaN for a sample.</param>
internal sealed record RealTimePcrResult(PcrWell Well, AmplificationCurve Curve, double Standard, bool Control, Measurement Cq, Measurement? Copies)
{
    public string Role => Control ? "ntc" : double.IsNaN(Standard) ? "sample" : "standard";
}

/// <summary>The wells of real-time PCR files through the sensor of the chip, with the standard curve of the same plate when it has one.</summary>
internal sealed class RealTimePcrRun
{
    private readonly List<Measurement> _measurements = [];
    private readonly List<RealTimePcrResult> _results = [];
    private readonly RealTimePcrCalibration _calibration;

    /// <exception cref="InputException">A standard is not on the plate, or the standards give no line.</exception>
    public RealTimePcrRun(PcrFile[] files, HashSet<string> controls, PcrStandards? standards)
    {
        (PcrFile File, PcrWell Well)[] wells = [.. files.SelectMany(f => f.Wells.Select(w => (f, w)))];
        Dictionary<string, double> plan = (standards?.Wells ?? []).ToDictionary(w => w.Well, w => w.Quantity, StringComparer.Ordinal);
        if (standards is not null && plan.Keys.FirstOrDefault(name => !wells.Any(w => w.Well.Well == name)) is { } absent)
            throw new InputException(standards.File, $"There is no well {absent} among the amplification curves.");
        controls = [.. controls, .. plan.Where(w => w.Value == 0).Select(w => w.Key)];
        _calibration = new() { Curve = standards is null ? null : CurveOf(standards, wells, plan) };

        var sensor = new RealTimePcrSensor(_calibration);
        for (int i = 0; i < wells.Length; i++)
        {
            (PcrFile file, PcrWell well) = wells[i];
            var found = new List<Measurement>();
            sensor.Sense(FrameOf(file, well, i, controls), found);
            _results.Add(new(
                well, sensor.Curve, plan.TryGetValue(well.Well, out double q) && q > 0 ? q : double.NaN, controls.Contains(well.Well), found[0],
                found.Find(m => m.Tag == RealTimePcrSensor.CopiesTag)));
            _measurements.AddRange(found.Select(m => SampleTag.Of(well.Well, m)));
        }
    }

    public SensingResult Result() => new(
        Print, Figures(), _measurements, () => RealTimePcrPlot.Of(_results, _calibration.Curve),
        _results.Exists(r => r.Control && r.Curve.Amplified) ? 1 : 0)
    {
        Steps = () => RealTimePcrPlot.Steps(_results, _calibration.Curve),
    };

    private static Frame FrameOf(PcrFile file, PcrWell well, int number, HashSet<string> controls)
    {
        ImmutableArray<Channel> channels = controls.Contains(well.Well) ? well.Channels.Add(new("control", Unit.One, [1])) : well.Channels;
        return new(RealTimePcrSensor.SourceName, file.Time, number, channels);
    }

    private static StandardCurve CurveOf(PcrStandards standards, (PcrFile File, PcrWell Well)[] wells, Dictionary<string, double> plan)
    {
        var analysis = new AmplificationAnalysis();
        var quantities = new List<double>();
        var cqs = new List<double>();
        foreach ((_, PcrWell well) in wells)
        {
            if (!plan.TryGetValue(well.Well, out double quantity) || quantity == 0) continue;
            AmplificationCurve curve = analysis.Analyse(well.Channels[0].Values.AsSpan(), well.Channels[1].Values.AsSpan());
            if (!curve.Amplified) continue; // a dilution too far
            quantities.Add(quantity);
            cqs.Add(curve.Cq);
        }
        return StandardCurve.Fit(quantities.ToArray(), cqs.ToArray()) ?? throw new InputException(standards.File,
            $"The standards give no line: {quantities.Count} wells amplify, three on two levels are needed, and more copies must come earlier.");
    }

    private Dictionary<string, object?> Figures()
    {
        var figures = new Dictionary<string, object?> { ["chip"] = "pcr", ["kind"] = "real-time" };
        if (_calibration.Curve is { } c)
        {
            figures["slope"] = c.Slope;
            figures["intercept"] = c.Intercept;
            figures["efficiency"] = c.Efficiency;
            figures["efficiency_uncertainty"] = c.EfficiencyUncertainty;
            figures["r_squared"] = c.RSquared;
        }
        figures["calibration"] = _calibration.Hash;
        figures["wells"] = _results.Select(r =>
        {
            (double low, double high) = r.Curve.Amplified && _calibration.Curve is { } curve ? curve.Interval(r.Curve.Cq) : (double.NaN, double.NaN);
            return new Dictionary<string, object?>
            {
                ["well"] = r.Well.Well,
                ["role"] = r.Role,
                ["cq"] = r.Cq.Value,
                ["cq_uncertainty"] = r.Cq.StandardUncertainty,
                ["efficiency"] = r.Curve.Amplified ? r.Curve.Efficiency : double.NaN,
                ["concentration"] = r.Copies?.Value,
                ["standard_uncertainty"] = r.Copies?.StandardUncertainty,
                ["low95"] = low,
                ["high95"] = high,
                ["quality"] = (r.Copies ?? r.Cq).Quality.Status.ToString(),
                ["reason"] = (r.Copies ?? r.Cq).Quality.Reason,
            };
        }).ToArray();
        return figures;
    }

    private void Print(TextWriter text)
    {
        text.WriteLine($"Real-time PCR: {_results.Count} {(_results.Count == 1 ? "well" : "wells")} of "
            + "amplification curves (the file has a column of cycles).");
        if (_calibration.Curve is { } c)
        {
            text.WriteLine($"Standard curve of {c.Standards} wells: Cq = {Fixed(c.Intercept, 2)} - {Fixed(-c.Slope, 3)} log10(copies/uL), efficiency "
                + $"{Fixed(100 * c.Efficiency, 1)} +- {Fixed(100 * c.EfficiencyUncertainty, 1)} %, R2 {Fixed(c.RSquared, 4)}.");
        }
        text.WriteLine($"{"well",-8} {"role",-9} {"Cq",7} {"u",6} {"effic.",7} {"copies/uL",12} {"95 % interval (Fieller)",25}  quality");
        foreach (RealTimePcrResult r in _results)
        {
            (double low, double high) = r.Curve.Amplified && _calibration.Curve is { } curve ? curve.Interval(r.Curve.Cq) : (double.NaN, double.NaN);
            string interval = double.IsNaN(low) ? "" : $"{DigitalPcrRun.Number(low)} .. {DigitalPcrRun.Number(high)}";
            text.WriteLine($"{r.Well.Well,-8} {r.Role,-9} {Fixed(r.Cq.Value, 2),7} "
                + $"{Fixed(r.Curve.Amplified ? r.Cq.StandardUncertainty : double.NaN, 2),6} "
                + $"{Percent(r.Curve),7} {(r.Copies is { } m ? DigitalPcrRun.Number(m.Value) : "-"),12} {interval,25}  "
                + (r.Curve.Amplified || r.Cq.Quality.Reason != "no amplification" ? $"{(r.Copies ?? r.Cq).Quality}" : "no amplification"));
        }
    }

    private static string Percent(AmplificationCurve curve) =>
        curve.Amplified && double.IsFinite(curve.Efficiency) ? Fixed(100 * curve.Efficiency, 0) + "%" : "-";

    private static string Fixed(double value, int digits) =>
        double.IsFinite(value) ? value.ToString($"F{digits}", CultureInfo.InvariantCulture) : "-";
}
