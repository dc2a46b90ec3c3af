using Titer.Core;
using static Titer.Sensing.Optode.OptodePhysics;

namespace Titer.Sensing.Optode;

/// <summary>
/// Dissolved oxygen from phase: two-site Stern-Volmer inverse at the chip's own temperature. The phase says nothing without
/// light, so amplitude and excitation decide first whether it may be believed. Uncertainty by JCGM 100:2008.
/// </summary>
public sealed class OptodeSensor(OptodeCalibration calibration) : ISensor
{
    public const string SourceName = "optode";
    public static readonly Tag DissolvedOxygenTag = new("DO");

    // Below zero by more than noise and zero point can make it, %.
    private const double Lowest = -2;
    // Nominal uncertainty of a failed value, %.
    private const double NominalUncertainty = 1;

    private DateTimeOffset _first = DateTimeOffset.MinValue;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        if (_first == DateTimeOffset.MinValue) _first = frame.Time;
        if (!reading.TryTake("phase", out double phase) || !reading.TryTake("amplitude", out double amplitude)
            || !reading.TryTake("excitation", out double excitation) || !reading.TryTake("thermistor", out double ohm))
        {
            Fail(reading, "frame without phase, amplitude, excitation or thermistor");
            return;
        }
        double celsius = Thermometer.ThermometerPhysics.Temperature(ohm);
        if (!(celsius is > 0 and < 80))
            Fail(reading, "thermistor open or shorted");
        else if (excitation < calibration.LowestExcitation * calibration.Excitation)
            Fail(reading, "excitation light lost");
        else if (amplitude < calibration.LowestAmplitude)
            Fail(reading, "no fluorescence comes back");
        else if (!(phase is > 0 and < 90))
            Fail(reading, "phase outside 0 to 90 deg");
        else
            Invert(reading, frame.Time, phase, amplitude, celsius);
    }

    private void Invert(FrameReading reading, DateTimeOffset time, double phase, double amplitude, double celsius)
    {
        double stern = AtTemperature(calibration.SternVolmer, calibration.SternVolmerPerKelvin, celsius);
        double tan0 = AtTemperature(TanPhase(calibration.Frequency, calibration.Lifetime), calibration.LifetimePerKelvin, celsius);
        double radians = double.DegreesToRadians(phase), tan = Math.Tan(radians), y = tan / tan0;
        double oxygen = Oxygen(y, stern, calibration.Fraction, calibration.Ratio);
        if (!(oxygen > Lowest) || !double.IsFinite(oxygen) || oxygen > 4 * calibration.Highest)
        {
            Fail(reading, "oxygen outside what the membrane can show", oxygen);
            return;
        }

        double slope = Slope(oxygen, stern, calibration.Fraction, calibration.Ratio); // 1/%
        double perDegree = double.DegreesToRadians((1 + tan * tan) / tan0) / slope;    // % per deg
        double noise = calibration.PhaseNoise * Math.Sqrt(calibration.Amplitude / amplitude) * perDegree;
        double zero = calibration.PhaseOffset * perDegree;
        double days = Math.Max(0, (time - _first).TotalDays);
        double gain = oxygen * calibration.GainUncertainty, bleaching = oxygen * calibration.GainDriftPerDay * days;
        double temperature = calibration.TemperatureUncertainty
            * (calibration.SternVolmerPerKelvin * oxygen - calibration.LifetimePerKelvin * y / slope);
        double u = Math.Sqrt(noise * noise + zero * zero + gain * gain + bleaching * bleaching + temperature * temperature);
        reading.Write(DissolvedOxygenTag, oxygen, Unit.Percent, u, Judge(oxygen, amplitude, y));
    }

    private Quality Judge(double oxygen, double amplitude, double y)
    {
        if (oxygen > calibration.Highest) return Quality.OutOfSpecification($"above {calibration.Highest} %, where the membrane is calibrated");
        return amplitude < calibration.BleachedAmplitude * calibration.Amplitude * y
            ? Quality.MaintenanceRequired("fluorescence weaker than the phase lets expect")
            : Quality.Good;
    }

    private static void Fail(FrameReading reading, string reason, double value = double.NaN) =>
        reading.Fail(DissolvedOxygenTag, Unit.Percent, NominalUncertainty, reason, value);
}
