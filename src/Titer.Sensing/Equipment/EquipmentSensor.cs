using Titer.Core;

namespace Titer.Sensing.Equipment;

/// <summary>
/// Readings of the skid from its raw signals, each channel judged by itself. A stirrer that does not turn is a good measurement
/// of zero: that it should turn is for the control to know. Pumped masses are start minus what the balance shows.
/// </summary>
public sealed class EquipmentSensor(EquipmentCalibration calibration) : ISensor
{
    public const string SourceName = "equipment";
    public static readonly Tag AgitationTag = new("agitation"), AirTag = new("flow/air"), OxygenTag = new("flow/oxygen"),
        CarbonDioxideTag = new("flow/carbon-dioxide"), FeedMassTag = new("feed-mass"), BaseMassTag = new("base-mass"), VolumeTag = new("volume");

    // 1/min that no stirrer of this size turns; kg or V below zero that are no longer noise.
    private const double HighestAgitation = 2000, BelowZero = 0.5;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        Agitation(reading);
        Flows(reading);
        Balances(reading);
        Volume(reading);
    }

    private void Agitation(FrameReading reading)
    {
        double u = calibration.AgitationUncertainty;
        if (!reading.TryTake("tacho", out double hertz))
        {
            reading.Fail(AgitationTag, Unit.PerMinute, u, "frame without tacho");
            return;
        }
        double perMinute = hertz * 60 / calibration.Teeth;
        if (hertz < 0 || perMinute > HighestAgitation)
            reading.Fail(AgitationTag, Unit.PerMinute, u, "tacho outside what a stirrer can turn", perMinute);
        else
            reading.Write(AgitationTag, perMinute, Unit.PerMinute, u, Quality.Good);
    }

    private void Flows(FrameReading reading)
    {
        bool taken = reading.TryTake("massflow", 3, out ReadOnlySpan<double> volts);
        Flow(reading, AirTag, taken ? volts[0] : double.NaN, calibration.AirFullScale);
        Flow(reading, OxygenTag, taken ? volts[1] : double.NaN, calibration.OxygenFullScale);
        Flow(reading, CarbonDioxideTag, taken ? volts[2] : double.NaN, calibration.CarbonDioxideFullScale);
    }

    private void Flow(FrameReading reading, Tag tag, double volts, double fullScale)
    {
        double flow = volts / calibration.FlowSpan * fullScale;
        double gain = calibration.FlowGainUncertainty * flow, zero = calibration.FlowZeroUncertainty * fullScale;
        if (double.IsNaN(volts))
            reading.Fail(tag, Unit.LitrePerMinute, zero, "frame without massflow");
        else if (volts < -0.02 * calibration.FlowSpan || volts > 1.1 * calibration.FlowSpan)
            reading.Fail(tag, Unit.LitrePerMinute, zero, "mass-flow signal outside its span", flow);
        else
        {
            Quality quality = volts > calibration.FlowSpan * 1.01 ? Quality.OutOfSpecification("mass flow above full scale") : Quality.Good;
            reading.Write(tag, flow, Unit.LitrePerMinute, Math.Sqrt(gain * gain + zero * zero), quality);
        }
    }

    private void Balances(FrameReading reading)
    {
        bool taken = reading.TryTake("balance", 2, out ReadOnlySpan<double> left);
        Pumped(reading, FeedMassTag, taken ? left[0] : double.NaN, calibration.FeedStart);
        Pumped(reading, BaseMassTag, taken ? left[1] : double.NaN, calibration.BaseStart);
    }

    private void Pumped(FrameReading reading, Tag tag, double left, double start)
    {
        if (double.IsNaN(left))
            reading.Fail(tag, Unit.Kilogram, calibration.BalanceUncertainty, "frame without balance");
        else if (left < -BelowZero || left > start + BelowZero)
            reading.Fail(tag, Unit.Kilogram, calibration.BalanceUncertainty, "balance below zero or above the start mass", start - left);
        else
            reading.Write(tag, start - left, Unit.Kilogram, calibration.BalanceUncertainty, Quality.Good);
    }

    private void Volume(FrameReading reading)
    {
        if (!reading.TryTake("loadcell", out double volts))
        {
            reading.Fail(VolumeTag, Unit.Litre, calibration.VolumeUncertainty, "frame without load cell");
            return;
        }
        double volume = volts / calibration.LoadSpan * calibration.LoadFullScale / calibration.Density;
        if (volts < -0.1 || volts > calibration.LoadSpan)
            reading.Fail(VolumeTag, Unit.Litre, calibration.VolumeUncertainty, "load cell outside its span", volume);
        else
            reading.Write(VolumeTag, volume, Unit.Litre, calibration.VolumeUncertainty, Quality.Good);
    }
}
