using Titer.Core;

namespace Titer.Sensing.Thermometer;

/// <summary>
/// A chip that also tells the temperature by the element it has for its own compensation (channel <c>thermistor</c>, Ohm): a second opinion on the
/// broth's thermometer. A broken element says nothing here, as the chip itself fails with it.
/// </summary>
/// <param name="chip">The sensor of the chip, whose measurements come first.</param>
/// <param name="tag">Tag of the temperature.</param>
/// <param name="celsius">Temperature of a resistance in Ohm.</param>
/// <param name="uncertainty">Standard uncertainty, K.</param>
public sealed class ChipThermometer(ISensor chip, Tag tag, Func<double, double> celsius, double uncertainty) : ISensor
{
    public string Source => chip.Source;

    public string CalibrationHash => chip.CalibrationHash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        chip.Sense(frame, measurements);
        var reading = new FrameReading(frame, measurements);
        if (!reading.TryTake("thermistor", out double ohm) || ohm <= 0) return;
        double value = celsius(ohm);
        if (value is not (> 0 and < 80)) return;
        reading.Write(tag, value, Unit.Celsius, uncertainty, Quality.Good);
    }

    public void Flush(List<Measurement> measurements) => chip.Flush(measurements);
}
