using Titer.Core;
using static Titer.Sensing.Binding.BindingPhysics;

namespace Titer.Sensing.Binding;

/// <summary>
/// The rings of one chip: their trackers, and the shift of the surface, which is the mean of the active rings less the reference ring. The
/// reference sees the same fluid and temperature and no binding. Allocates nothing per frame.
/// </summary>
internal sealed class RingBank
{
    private readonly ResonanceTracker[] _trackers = new ResonanceTracker[Rings];
    private readonly ResonanceReading[] _readings = new ResonanceReading[Rings];
    private readonly double _match;
    private double _zero = double.NaN;

    public RingBank(BindingCalibration calibration)
    {
        _match = calibration.ReferenceMatch;
        for (int i = 0; i < Rings; i++) _trackers[i] = new ResonanceTracker(Points, Step, FullScale, calibration.Width);
    }

    /// <summary>Resonance of a ring, pm from the centre of its sweep.</summary>
    public double this[int ring] => _readings[ring].Shift;

    public double Reference => _readings[ActiveRings].Shift;

    /// <summary>Mean of the active rings less the reference, pm.</summary>
    public double Referenced { get; private set; }

    /// <summary>1 sigma of <see cref="Referenced"/>, pm: noise, and what the reference leaves of a common motion.</summary>
    public double Uncertainty { get; private set; }

    /// <param name="sweep">Rings x points, V.</param>
    /// <returns>Good, or why no shift can be told.</returns>
    public Quality Read(ReadOnlySpan<double> sweep)
    {
        int lost = 0, saturated = 0;
        for (int i = 0; i < Rings; i++)
        {
            _readings[i] = _trackers[i].Read(sweep.Slice(i * Points, Points));
            if (_readings[i].Status == ResonanceStatus.Saturated) saturated++;
            else if (_readings[i].Status != ResonanceStatus.Found && i < ActiveRings) lost++;
        }
        (Referenced, Uncertainty) = (double.NaN, double.NaN);
        if (saturated > 0) return Quality.Failure("photodetector saturated");
        bool reference = _readings[ActiveRings].Status == ResonanceStatus.Found;
        if (lost == ActiveRings && !reference) return Quality.Failure("no resonance on any ring: laser or detector");
        if (!reference) return Quality.Failure("reference ring dead");
        if (lost > 0) return Quality.Failure("bubble on the rings, or a resonance out of its sweep");
        double mean = 0, variance = 0;
        for (int i = 0; i < ActiveRings; i++)
        {
            mean += _readings[i].Shift / ActiveRings;
            variance += _readings[i].Uncertainty * _readings[i].Uncertainty / (ActiveRings * ActiveRings);
        }
        if (double.IsNaN(_zero)) _zero = Reference;
        double left = _match * (Reference - _zero), noise = _readings[ActiveRings].Uncertainty;
        (Referenced, Uncertainty) = (mean - Reference, Math.Sqrt(variance + noise * noise + left * left));
        return Quality.Good;
    }
}
