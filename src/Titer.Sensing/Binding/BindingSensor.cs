using Titer.Core;
using static Titer.Sensing.Binding.BindingPhysics;

namespace Titer.Sensing.Binding;

/// <summary>
/// sweeps -> resonance of each ring (<see cref="ResonanceTracker"/>) -> active rings less the reference ring -> shift of the surface
/// -> slope at the beginning of each injection -> titre of the antigen in the broth. One <c>binding/shift</c> a frame, and one
/// <c>binding/titre</c> an injection. Uncertainty by JCGM 100:2008.
/// </summary>
public sealed class BindingSensor : ISensor
{
    public const string SourceName = "binding";
    public static readonly Tag ShiftTag = new("binding/shift"), TitreTag = new("binding/titre");

    private const int LeastReadings = 8;
    private const double HopSeconds = 30;

    private readonly BindingCalibration _calibration;
    private readonly RingBank _rings;
    private readonly SlopeWindow[] _slopes = new SlopeWindow[ActiveRings];
    private SlopeWindow _mean, _baseline;
    private double _zero = double.NaN, _fouling, _referenceZero = double.NaN, _lastReference = double.NaN;
    private DateTimeOffset _lastTime;
    private int _lastValve = -1;
    private bool _due;
    private Quality _window = Quality.Good;

    public BindingSensor(BindingCalibration calibration)
    {
        _calibration = calibration;
        _rings = new RingBank(calibration);
        CalibrationHash = calibration.Hash;
    }

    public string Source => SourceName;
    public string CalibrationHash { get; }

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        if (!reading.TryTake("sweep", Rings * Points, out ReadOnlySpan<double> sweep)
            || !reading.TryTake("valve", out double position) || !reading.TryTake("elapsed", out double elapsed))
        {
            reading.Fail(ShiftTag, Unit.Picometre, 1, "frame without sweep, valve or elapsed");
            return;
        }
        int valve = (int)position;
        bool turned = valve != _lastValve;
        if (turned) Turn(valve);
        Quality quality = _rings.Read(sweep);
        double shift = _rings.Referenced, u = _rings.Uncertainty;
        if (!quality.IsBad) quality = Judge(valve, turned, frame.Time);
        if (quality.IsBad) reading.Fail(ShiftTag, Unit.Picometre, 1, quality.Reason);
        else reading.Write(ShiftTag, shift - (double.IsNaN(_zero) ? 0 : _zero), Unit.Picometre, u, quality);
        if (!quality.IsBad && valve == RunningBuffer && elapsed > _calibration.Guard) _baseline.Add(elapsed, shift);
        if (valve == Sample && _due) Collect(reading, elapsed, quality);
        _lastTime = frame.Time;
        _lastReference = quality.IsBad ? double.NaN : _rings.Reference;
    }

    /// <summary>A new phase of the cycle: the baseline of the buffer becomes the zero of the injection.</summary>
    private void Turn(int valve)
    {
        if (valve == Sample)
        {
            // Only buffer after regeneration is a baseline; after an injection it is the dissociation.
            if (_baseline.Count > 0)
            {
                if (double.IsNaN(_zero)) _zero = _baseline.Mean;
                _fouling = (_baseline.Mean - _zero) / _calibration.Rmax;
            }
            Array.Clear(_slopes);
            _mean = default;
            _window = Quality.Good;
            _due = true;
        }
        _baseline = default;
        _lastValve = valve;
    }

    /// <summary>What the rings together say of the temperature and the laser; the reference takes off most of it.</summary>
    private Quality Judge(int valve, bool turned, DateTimeOffset time)
    {
        double reference = _rings.Reference;
        if (valve == RunningBuffer && double.IsNaN(_referenceZero)) _referenceZero = reference;
        bool soon = (time - _lastTime).TotalSeconds is > 0 and <= HopSeconds;
        double jump = reference - _lastReference;
        // A change of fluid moves the rings as well; it comes with the valve.
        if (soon && !turned && Math.Abs(jump) > _calibration.HopLimit)
            return Quality.OutOfSpecification(Math.Abs(jump) > _calibration.ExcursionLimit ? "all rings moved at once"
                : "laser hopped to another mode");
        if (valve != Regeneration && Math.Abs(reference - _referenceZero) > _calibration.ExcursionLimit)
            return Quality.OutOfSpecification("temperature excursion");
        return _fouling > 3 * _calibration.FoulingLimit ? Quality.OutOfSpecification("surface fouled")
            : _fouling > _calibration.FoulingLimit ? Quality.MaintenanceRequired("surface fouled")
            : Quality.Good;
    }

    private void Collect(FrameReading reading, double elapsed, Quality quality)
    {
        if (Worse(quality, _window)) _window = quality;
        double end = _calibration.Guard + _calibration.Window;
        if (elapsed >= _calibration.Guard && elapsed <= end && !quality.IsBad)
        {
            _mean.Add(elapsed, _rings.Referenced);
            for (int i = 0; i < ActiveRings; i++) _slopes[i].Add(elapsed, _rings[i] - _rings.Reference);
        }
        if (elapsed < end) return;
        _due = false;
        double typical = 0.05;
        if (_window.IsBad || _mean.Count < LeastReadings)
        {
            reading.Fail(TitreTag, Unit.GramPerLitre, typical, _window.IsBad ? _window.Reason : "too few readings at the beginning of the injection");
            return;
        }
        (double titre, double u) = Titre();
        Quality rings = Disagree() ? Quality.OutOfSpecification("active rings disagree") : Filled(titre);
        reading.Write(TitreTag, titre, Unit.GramPerLitre, u, Worse(rings, _window) ? rings : _window);
    }

    /// <summary>Slope to concentration with the filling of the surface taken back, to g/L of broth.</summary>
    private (double Titre, double Uncertainty) Titre()
    {
        BindingCalibration c = _calibration;
        (double slope, double noise) = _mean.Line();
        double concentration = Math.Max(0, slope) / c.RateSlope, factor = 1;
        for (int i = 0; i < 8; i++)
        {
            double k = c.AssociationRate * concentration + c.DissociationRate;
            // The guard has passed before the window began, and the surface has filled in it too.
            factor = SlopeWindow.Filling(k * c.Window) * Math.Exp(-k * c.Guard);
            concentration = slope / (c.RateSlope * factor);
        }
        double gramPerLitre = c.Dilution * c.MolarMass, value = concentration * gramPerLitre;
        double absolute = Math.Sqrt(noise * noise + c.Drift * c.Drift) / (c.RateSlope * factor) * gramPerLitre;
        double filling = c.RateUncertainty * (1 - factor);
        double relative = Math.Sqrt(c.RateSlopeUncertainty * c.RateSlopeUncertainty + c.InjectionScatter * c.InjectionScatter
            + c.DilutionUncertainty * c.DilutionUncertainty + filling * filling);
        return (value, Math.Sqrt(absolute * absolute + relative * value * (relative * value)));
    }

    private Quality Filled(double titre)
    {
        double concentration = titre / (_calibration.Dilution * _calibration.MolarMass);
        double k = _calibration.AssociationRate * concentration + _calibration.DissociationRate;
        double filled = _calibration.AssociationRate * concentration / k * (1 - Math.Exp(-k * (_calibration.Guard + _calibration.Window)));
        return filled > _calibration.FillingLimit ? Quality.OutOfSpecification("the surface fills while the slope is taken") : Quality.Good;
    }

    private bool Disagree()
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity, mean = _mean.Line().Slope;
        foreach (SlopeWindow slope in _slopes) (low, high) = (Math.Min(low, slope.Line().Slope), Math.Max(high, slope.Line().Slope));
        double allowed = Math.Max(_calibration.DisagreementShare * Math.Abs(mean), _calibration.Disagreement / _calibration.Window);
        return high - low > allowed;
    }

    private static bool Worse(Quality a, Quality b) => Rank(a) > Rank(b);

    private static int Rank(Quality quality) => quality.Status switch
    {
        Ne107.Good => 0,
        Ne107.MaintenanceRequired => 1,
        Ne107.OutOfSpecification => 2,
        _ => 3,
    };
}
