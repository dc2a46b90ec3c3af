using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;
using Titer.Sensing.Raman.Transfer;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// One analyte from Raman spectra by a <see cref="SpectralCalibration"/>. Channel: <c>spectrum</c> on the axis of the calibration. A spectrum with
/// missing or saturated channels gives Failure, one unlike those of the calibration OutOfSpecification with its uncertainty raised.
/// </summary>
public sealed class SpectrumSensor : ISensor
{
    public const string SourceName = "raman-spectrum";
    public const string ChannelName = "spectrum";

    // Equal highest values in a row that no band shows but a clipped detector does.
    private const int FlatTop = 4;
    private const double QuietSteps = 3;
    /// <summary>Half width of a 95 % interval over the standard uncertainty.</summary>
    public const double Normal95 = 1.959963984540054;

    private readonly SpectralCalibration _calibration;
    private readonly Tag _tag;
    private readonly Unit _unit;
    private readonly SpectralOperation _despike;
    private readonly Pipeline[] _pipelines;
    private readonly double[][] _features, _contributions;
    private readonly Pipeline _domain;
    private readonly double[] _clean, _old, _residual;
    private readonly SpectralMap? _map;
    private readonly double _slope = 1, _bias;

    /// <exception cref="InputException">The parts of the calibration do not fit each other.</exception>
    public SpectrumSensor(SpectralCalibration calibration)
    {
        _calibration = calibration;
        CalibrationHash = calibration.Hash;
        var axis = new SpectralAxis(calibration.Axis);
        (_tag, _unit) = (TagOf(calibration.Target), Unit.Parse(calibration.Unit));
        // Channels protected on the old instrument are not those of a new one.
        _map = calibration.Transfer?.Map;
        var input = new SpectralAxis(calibration.InputAxis);
        _despike = (_map is null ? calibration.Despike : calibration.Despike with { Protected = [] }).On(input);
        _pipelines = [.. calibration.Models.Select(m => new Pipeline(m.Steps, axis))];
        _features = [.. _pipelines.Select(p => new double[p.Output.Channels])];
        _contributions = [.. calibration.Models.Select(m => new double[m.Directions.Length])];
        _domain = new Pipeline(calibration.Domain.Steps, axis);
        if (calibration.Transfer?.Correction is { } correction) (_slope, _bias) = (correction.Slope, correction.Bias);
        _clean = new double[input.Channels];
        _old = _map is null ? _clean : new double[axis.Channels];
        _residual = new double[_domain.Output.Channels];
        if (_map is not null && !_map.Fits(axis.Channels) || calibration.Models.Zip(_features).Any(m => !Fits(m.First, m.Second.Length))
            || calibration.Domain.Mean.Length != _residual.Length || calibration.Domain.Loadings.Any(l => l.Length != _residual.Length)
            || calibration.Domain.Loadings.Length != calibration.Domain.Variances.Length)
            throw new InputException("Raman calibration", "A model has not as many values as there are features or components.");
    }

    public string Source => SourceName;

    public string CalibrationHash { get; }

    /// <summary>Hotelling's T2 and residual Q of the spectrum last sensed, each over its limit.</summary>
    public (double T2, double Q) Place { get; private set; }

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        if (!reading.TryTake(ChannelName, _clean.Length, out ReadOnlySpan<double> spectrum))
        {
            Fail(reading, "spectrum with missing channels");
            return;
        }
        if (IsSaturated(spectrum, _calibration.Ceiling))
        {
            Fail(reading, "detector saturated");
            return;
        }
        _despike.Apply(spectrum, _clean);
        _map?.Apply(_clean, _old);
        double value = _calibration.Level;
        for (int m = 0; m < _pipelines.Length; m++)
        {
            SpectralModel model = _calibration.Models[m];
            _pipelines[m].Apply(_old, _features[m]);
            double[] contributions = _contributions[m];
            for (int a = 0; a < contributions.Length; a++)
                contributions[a] = model.Offsets[a] + FixedDot.Of(_features[m], model.Directions[a].AsSpan());
            value += model.Weight * model.Function.At(contributions);
        }
        value = _bias + _slope * value;
        (double t2, double q) = Locate();
        double half = _slope * _calibration.Uncertainty.Quantile95 * Math.Sqrt(1 + 1.0 / _calibration.Samples + t2 / (_calibration.Samples - 1));
        double outside = Math.Max(Place.T2, Place.Q);
        if (!double.IsFinite(value) || !double.IsFinite(half) || !double.IsFinite(outside)) Fail(reading, "spectrum gives no number");
        else if (outside > 1)
            reading.Write(_tag, value, _unit, half / Normal95 * Math.Sqrt(outside), Quality.OutOfSpecification(Place.Q >= Place.T2
                ? "spectrum has structure that the calibration has never seen (Q)"
                : "spectrum is farther out than those of the calibration (T2)"));
        else reading.Write(_tag, value, _unit, half / Normal95, Quality.Good);
    }

    /// <summary>A column name as a tag: what a tag cannot hold becomes a hyphen.</summary>
    public static Tag TagOf(string target)
    {
        string name = string.Concat(target.Split('[', '(')[0].Trim().Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' ? c : '-'));
        return new Tag(name.Length == 0 ? "analyte" : name);
    }

    /// <summary>Whether the spectrum reaches the ceiling, or, where none is known, whether its highest values are cut off flat.</summary>
    public static bool IsSaturated(ReadOnlySpan<double> spectrum, double? ceiling)
    {
        double highest = double.NegativeInfinity;
        foreach (double v in spectrum) highest = Math.Max(highest, v);
        if (ceiling is { } given) return highest >= given;
        // The top of a smooth band in whole counts is flat too, but leaves by a single count; a clipped flank is steep.
        double least = double.PositiveInfinity, edge = 0;
        int run = 0;
        bool flat = false;
        for (int i = 0; i < spectrum.Length; i++)
        {
            double step = i > 0 ? Math.Abs(spectrum[i] - spectrum[i - 1]) : 0;
            if (step > 0) least = Math.Min(least, step);
            if (spectrum[i] < highest)
            {
                if (run >= FlatTop) edge = Math.Max(edge, step);
                run = 0;
                continue;
            }
            if (run == 0) edge = flat ? edge : step;
            if (++run >= FlatTop) flat = true;
        }
        return flat && edge > QuietSteps * least;
    }

    private static bool Fits(SpectralModel model, int features) =>
        model.Directions.All(d => d.Length == features) && model.Offsets.Length == model.Directions.Length
        && model.Function.Scores.All(s => s.Length <= model.Directions.Length)
        && model.Function.Functions.All(f => f.Slope.Length <= model.Directions.Length && f.Weights.Length <= model.Function.Scores.Length);

    private (double T2, double Q) Locate()
    {
        SpectralDomain domain = _calibration.Domain;
        _domain.Apply(_old, _residual);
        FixedDot.Add(-1, domain.Mean.AsSpan(), _residual);
        double t2 = 0;
        for (int k = 0; k < domain.Loadings.Length; k++)
        {
            double score = FixedDot.Of(_residual, domain.Loadings[k].AsSpan());
            t2 += score * score / domain.Variances[k];
            FixedDot.Add(-score, domain.Loadings[k].AsSpan(), _residual);
        }
        double q = FixedDot.Of(_residual, _residual);
        Place = (t2 / domain.T2Limit, q / domain.QLimit);
        return (t2, q);
    }

    private void Fail(FrameReading reading, string reason) => reading.Fail(_tag, _unit, _calibration.Uncertainty.Quantile95 / Normal95, reason);
}
