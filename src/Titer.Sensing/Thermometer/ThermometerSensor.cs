using Titer.Core;

namespace Titer.Sensing.Thermometer;

/// <summary>Temperature from a Pt1000. Uncertainty by JCGM 100:2008.</summary>
public sealed class ThermometerSensor(ThermometerCalibration calibration) : ISensor
{
    public const string SourceName = "thermometer";
    public static readonly Tag TemperatureTag = new("temperature");

    private DateTimeOffset _first = DateTimeOffset.MinValue;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        if (_first == DateTimeOffset.MinValue) _first = frame.Time;
        double nominal = calibration.OffsetUncertainty;
        if (!reading.TryTake("resistance", out double ohm))
            reading.Fail(TemperatureTag, Unit.Celsius, nominal, "frame without resistance");
        else if (ohm < calibration.LowestResistance)
            reading.Fail(TemperatureTag, Unit.Celsius, nominal, "Pt1000 shorted");
        else if (ohm > calibration.HighestResistance)
            reading.Fail(TemperatureTag, Unit.Celsius, nominal, "Pt1000 open");
        else
        {
            double celsius = ThermometerPhysics.Temperature(ohm) + calibration.Correction;
            double slope = calibration.SlopeUncertainty * (celsius - 37);
            double drift = calibration.DriftPerDay * Math.Max(0, (frame.Time - _first).TotalDays);
            double u = Math.Sqrt(nominal * nominal + calibration.ReadNoise * calibration.ReadNoise + slope * slope + drift * drift);
            Quality quality = celsius < calibration.Lowest || celsius > calibration.Highest
                ? Quality.OutOfSpecification("outside the calibrated range")
                : Quality.Good;
            reading.Write(TemperatureTag, celsius, Unit.Celsius, u, quality);
        }
    }
}
