using Titer.Numerics;
using Titer.Core;
using static Titer.Sensing.Raman.RamanPreprocessing;

namespace Titer.Sensing.Raman;

/// <summary>
/// The analytes of a calibration (of a culture glucose, lactate, glutamine and ammonia) from a Raman spectrum by PLS. The standard uncertainty of
/// each prediction is that of
/// the model, raised by the leverage of the spectrum (N. M. Faber, K. Faber, B. R. Kowalski 1995-2002 as summarised in
/// IUPAC, Pure Appl. Chem. 78 (2006) 633-661), and the shot noise of its own counts through the coefficients.
/// </summary>
public sealed class RamanSensor : ISensor
{
    public const string SourceName = "raman";
    public static readonly Tag GlucoseTag = new("glucose"), LactateTag = new("lactate"), GlutamineTag = new("glutamine"), AmmoniaTag = new("ammonia");

    /// <summary>Tags of a culture in the order in which they are written.</summary>
    public static IReadOnlyList<string> AnalyteNames { get; } = [GlucoseTag.Name, LactateTag.Name, GlutamineTag.Name, AmmoniaTag.Name];

    // Channels at the ceiling of the detector from which the spectrum is worth nothing; a spike may clip two.
    private const int MostSaturated = 4;
    // Part of the usual water band below which the probe is not in the broth.
    private const double LeastWater = 0.3;
    // What of the water band's height is not known (amide beside it, curved background), relative to the value.
    private const double NormalisationUncertainty = 0.01;

    private readonly RamanCalibration _calibration;
    private readonly Tag[] _tags;
    private readonly Unit[] _units;
    private readonly RamanDomain _domain;
    private readonly double[][] _onCounts;
    private readonly double[] _features = new double[Features];
    private readonly RamanPreprocessing _preprocessing = new();

    public RamanSensor(RamanCalibration calibration)
    {
        _calibration = calibration;
        _tags = [.. calibration.Analytes.Select(a => new Tag(a.Name))];
        _units = [.. calibration.Analytes.Select(a => a.UnitCode is { } code ? Unit.Parse(code) : Unit.Millimolar)];
        CalibrationHash = calibration.Hash;
        _domain = new RamanDomain([.. calibration.Loadings.Select(l => l.ToArray())], [.. calibration.Variances]);
        _onCounts = [.. calibration.Analytes.Select(a => OnCounts(a.Coefficients.AsSpan()))];
    }

    public string Source => SourceName;
    public string CalibrationHash { get; }

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        if (!reading.TryTake("counts", RamanPhysics.Channels, out ReadOnlySpan<double> counts))
        {
            Fail(reading, "frame without a whole spectrum");
            return;
        }
        int saturated = 0, impossible = 0;
        foreach (double c in counts)
        {
            if (c >= RamanPhysics.Saturation) saturated++;
            if (c < 0 || c > RamanPhysics.Saturation) impossible++;
        }
        if (saturated >= MostSaturated || impossible > 0)
        {
            Fail(reading, impossible > 0 ? "counts outside what the detector can give" : "detector saturated");
            return;
        }
        double water = _preprocessing.Apply(counts, _features);
        if (!(water > LeastWater * _calibration.WaterBand))
        {
            Fail(reading, "no water band: probe dark or not in the broth");
            return;
        }
        FixedDot.Add(-1, _calibration.Mean.AsSpan(), _features);
        _domain.Place(_features, _preprocessing.Clean, water, out double t2, out double q);
        for (int a = 0; a < _tags.Length; a++) Predict(reading, a, water, t2, q);
    }

    private void Predict(FrameReading reading, int a, double water, double t2, double q)
    {
        RamanAnalyte analyte = _calibration.Analytes[a];
        double value = analyte.Mean + FixedDot.Of(_features, analyte.Coefficients.AsSpan());
        double leverage = 1.0 / _calibration.Samples + t2 / (_calibration.Samples - 1);
        double shot = ShotNoise(_onCounts[a], _preprocessing.Clean, water), scale = NormalisationUncertainty * value;
        double u = Math.Sqrt(analyte.ModelUncertainty * analyte.ModelUncertainty * (1 + leverage) + shot * shot + scale * scale);
        double outside = Math.Max(t2 / _calibration.T2Limit, q / _calibration.QLimit);
        if (!double.IsFinite(value) || !double.IsFinite(u) || !double.IsFinite(outside))
            reading.Fail(_tags[a], _units[a], analyte.Rmsecv, "spectrum gives no number");
        else if (outside > 1)
            reading.Write(_tags[a], value, _units[a], u * Math.Sqrt(outside),
                Quality.OutOfSpecification("spectrum unlike those of the calibration"));
        else
            reading.Write(_tags[a], value, _units[a], u, Quality.Good);
    }

    /// <summary>What the noise of the counts makes through the coefficients on them.</summary>
    internal static double ShotNoise(ReadOnlySpan<double> onCounts, ReadOnlySpan<double> counts, double water)
    {
        double variance = 0;
        for (int i = 0; i < counts.Length; i++) variance += onCounts[i] * onCounts[i] * RamanPhysics.Variance(counts[i]);
        return Math.Sqrt(variance) / water;
    }

    internal static double ShotNoise(ReadOnlySpan<double> onCounts, ReadOnlySpan<double> counts) =>
        ShotNoise(onCounts, counts, FixedDot.Of(counts, WaterBand));

    private void Fail(FrameReading reading, string reason)
    {
        for (int a = 0; a < _tags.Length; a++) reading.Fail(_tags[a], _units[a], _calibration.Analytes[a].Rmsecv, reason);
    }
}
