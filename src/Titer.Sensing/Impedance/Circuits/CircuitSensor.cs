using Titer.Core;
using Titer.Sensing.Impedance.Validity;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Parameters of an equivalent circuit from impedance spectra: validity gate, fit, one measurement for each parameter, tag
/// <c>impedance/R1</c>. A refused spectrum gives failures. A parameter that the spectrum does not determine, or that stands at a bound, is out of
/// specification, with its own size as uncertainty.
/// </summary>
public sealed class CircuitSensor : ISensor
{
    public const string SourceName = "impedance-spectrum";

    /// <summary>Reason at a parameter that the spectrum does not give.</summary>
    public const string Undetermined = "not determined by the spectrum";

    // Above, the first-order uncertainty of a logarithm says nothing of the size.
    private const double LargestRelative = 1;

    private readonly CircuitCalibration _calibration;
    private readonly CircuitFit _fit;
    private readonly ParameterBounds _bounds, _limited;
    private readonly LinearKramersKronig _test = new();
    private readonly BubbleDetector? _bubble;
    private readonly Tag[] _tags;
    private readonly double[] _start;

    /// <exception cref="InputException">The circuit or the bounds cannot be read.</exception>
    public CircuitSensor(CircuitCalibration calibration)
    {
        _calibration = calibration;
        Circuit = Circuit.Parse(calibration.Circuit);
        _fit = new CircuitFit(Circuit);
        _bounds = ParameterBounds.Parse(Circuit, calibration.Bounds);
        _limited = calibration.Area > 0 ? _bounds.WithLargestCapacitance(Circuit, calibration.Area * CellLayerLimit.Capacitance) : _bounds;
        _start = ParameterBounds.Values(Circuit, calibration.Start);
        _bubble = calibration.Monitoring ? new BubbleDetector() : null;
        _tags = [.. Circuit.Parameters.Select(p => new Tag($"impedance/{p.Name}"))];
        CalibrationHash = calibration.Hash;
    }

    public Circuit Circuit { get; }

    /// <summary>Whether parts of the circuit are alike, and sorted by their time constants.</summary>
    public bool Sorts => _fit.Sorts;

    public string Source => SourceName;

    public string CalibrationHash { get; }

    /// <summary>All of the last spectrum.</summary>
    public SpectrumReading? Last { get; private set; }

    /// <summary>The last spectrum's fit with intervals by profile likelihood, which takes some hundred fits.</summary>
    public FittedCircuit? LastWithProfiles() => Last?.Fit is { } fit ? _fit.WithProfiles(fit) : null;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        int points = reading.Values("frequency").Length;
        if (points < 5 || 2 * points <= Circuit.Parameters.Length
            || !reading.TryTake("frequency", points, out ReadOnlySpan<double> frequency)
            || !reading.TryTake("resistance", points, out ReadOnlySpan<double> resistance)
            || !reading.TryTake("reactance", points, out ReadOnlySpan<double> reactance)
            || !IsSpectrum(frequency, resistance, reactance))
        {
            var incomplete = new SpectrumVerdict(SpectrumFault.Incomplete, Quality.Failure("frame without a whole spectrum"));
            Fail(reading, new SpectrumReading(incomplete, null, null, double.PositiveInfinity));
            return;
        }
        KramersKronigResult test = _test.Test(frequency, resistance, reactance);
        SpectrumVerdict verdict = SpectrumCheck.Judge(frequency, resistance, reactance, test);
        if (!verdict.Refused && _bubble?.Detect(frequency, resistance, reactance) is { } rise)
            verdict = new SpectrumVerdict(SpectrumFault.Bubble, Quality.Failure(
                $"all impedances rose by {100 * (rise - 1):0} % at once: a gas bubble on the electrodes"));
        double limit = _calibration.Area * CellLayerLimit.Capacitance;
        bool layer = limit > 0 && CellLayerLimit.Applies(frequency, reactance, limit);
        FittedCircuit fit = _fit.Fit(frequency, resistance, reactance, _calibration.Weighting, layer ? _limited : _bounds, _start);
        var last = new SpectrumReading(verdict, test, fit, layer ? limit : double.PositiveInfinity);
        if (verdict.Refused) Fail(reading, last);
        else Write(reading, last, fit);
    }

    private void Write(FrameReading reading, SpectrumReading last, FittedCircuit fit)
    {
        Last = last;
        for (int i = 0; i < _tags.Length; i++)
        {
            FittedParameter p = fit.Parameters[i];
            double largest = p.Parameter.Definition.IsExponent ? 1 : LargestRelative * p.Value;
            double u = p.Uncertainty > 0 && p.Uncertainty < largest ? p.Uncertainty : largest;
            Quality quality = !fit.Converged ? Quality.OutOfSpecification("the fit did not converge")
                : p.Determination == Determination.AtBound ? Quality.OutOfSpecification("at its bound")
                : p.Determination == Determination.Undetermined ? Quality.OutOfSpecification(Undetermined)
                : last.Verdict.Quality;
            // A given value is exact to its last digits.
            if (p.Determination == Determination.Fixed) u = Math.Max(double.Epsilon, 1e-12 * p.Value);
            reading.Write(_tags[i], p.Value, p.Parameter.Unit, u, quality);
        }
    }

    private void Fail(FrameReading reading, SpectrumReading last)
    {
        Last = last;
        for (int i = 0; i < _tags.Length; i++)
            reading.Fail(_tags[i], Circuit.Parameters[i].Unit, 1, last.Verdict.Quality.Reason);
    }

    private static bool IsSpectrum(ReadOnlySpan<double> frequency, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        double low = double.PositiveInfinity, high = 0;
        for (int k = 0; k < frequency.Length; k++)
        {
            double magnitude = Math.Sqrt(resistance[k] * resistance[k] + reactance[k] * reactance[k]);
            if (!(frequency[k] > 1e-9 && frequency[k] < 1e12 && magnitude > 1e-12 && magnitude < 1e15)) return false;
            (low, high) = (Math.Min(low, frequency[k]), Math.Max(high, frequency[k]));
        }
        return high > 1.01 * low;
    }
}
