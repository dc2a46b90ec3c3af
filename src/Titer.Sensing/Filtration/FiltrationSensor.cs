using Titer.Core;
using static Titer.Sensing.Filtration.FiltrationPhysics;

namespace Titer.Sensing.Filtration;

/// <summary>Readings of a filtration skid from its raw signals, each channel judged by itself.</summary>
public sealed class FiltrationSensor(FiltrationCalibration calibration) : ISensor
{
    public const string SourceName = "filtration";
    public static readonly Tag RetentateTag = new("retentate-volume"), CollectedTag = new("collected-volume"), PermeateTag = new("permeate-volume"),
        DiafilteredTag = new("diafiltered-volume"), FilledTag = new("filled-volume"), PressureTag = new("TMP"), UvRetentateTag = new("UV/retentate"),
        UvPermeateTag = new("UV/permeate"), ConductivityTag = new("conductivity");

    // Absorbance in the cell above which stray light makes a reading too low by more than 2 %.
    private const double LargestAbsorbance = 2.5;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        bool loads = reading.TryTake("loadcell", 2, out ReadOnlySpan<double> volts);
        Load(reading, RetentateTag, loads ? volts[0] : double.NaN, calibration.RetentateFullScale, calibration.RetentateUncertainty);
        Load(reading, CollectedTag, loads ? volts[1] : double.NaN, calibration.CollectedFullScale, calibration.CollectedUncertainty);
        bool balances = reading.TryTake("balance", 3, out ReadOnlySpan<double> kilograms);
        Mass(reading, PermeateTag, balances ? kilograms[0] : double.NaN);
        Mass(reading, DiafilteredTag, balances ? kilograms[1] : double.NaN);
        Mass(reading, FilledTag, balances ? kilograms[2] : double.NaN);
        Pressure(reading);
        bool cells = reading.TryTake("uv", 2, out ReadOnlySpan<double> absorbances);
        Uv(reading, UvRetentateTag, cells ? absorbances[0] : double.NaN);
        Uv(reading, UvPermeateTag, cells ? absorbances[1] : double.NaN);
        Conductivity(reading);
    }

    private void Load(FrameReading reading, Tag tag, double volts, double fullScale, double u)
    {
        double litres = volts / calibration.LoadSpan * fullScale / calibration.Density;
        if (double.IsNaN(volts)) reading.Fail(tag, Unit.Litre, u, "frame without load cell");
        else if (volts < -0.1 || volts > calibration.LoadSpan) reading.Fail(tag, Unit.Litre, u, "load cell outside its span", litres);
        else reading.Write(tag, litres, Unit.Litre, u, Quality.Good);
    }

    private void Mass(FrameReading reading, Tag tag, double kilograms)
    {
        double u = calibration.BalanceUncertainty / calibration.Density;
        if (double.IsNaN(kilograms)) reading.Fail(tag, Unit.Litre, u, "frame without balance");
        else if (kilograms < -0.1) reading.Fail(tag, Unit.Litre, u, "balance below zero", kilograms / calibration.Density);
        else reading.Write(tag, kilograms / calibration.Density, Unit.Litre, u, Quality.Good);
    }

    private void Pressure(FrameReading reading)
    {
        double u = calibration.PressureUncertainty;
        if (!reading.TryTake("pressure", 3, out ReadOnlySpan<double> current))
        {
            reading.Fail(PressureTag, Unit.Kilopascal, u, "frame without pressures");
            return;
        }
        double Of(double milliampere) => FromCurrent(milliampere, calibration.PressureFullScale);
        double across = 0.5 * (Of(current[0]) + Of(current[1])) - Of(current[2]);
        // 3.6 and 21 mA: a broken transmitter (NAMUR NE 43).
        bool broken = current[0] is < 3.6 or > 21 || current[1] is < 3.6 or > 21 || current[2] is < 3.6 or > 21;
        if (broken) reading.Fail(PressureTag, Unit.Kilopascal, u, "a pressure transmitter signals its failure", across);
        else reading.Write(PressureTag, across, Unit.Kilopascal, u, Quality.Good);
    }

    private void Uv(FrameReading reading, Tag tag, double absorbance)
    {
        double path = calibration.UvPath, gain = calibration.AbsorbanceGainUncertainty * Math.Abs(absorbance),
            zero = calibration.AbsorbanceUncertainty;
        double u = Math.Sqrt(gain * gain + zero * zero) / path;
        if (double.IsNaN(absorbance)) reading.Fail(tag, Unit.PerCentimetre, zero / path, "frame without UV");
        else if (absorbance < -0.05) reading.Fail(tag, Unit.PerCentimetre, u, "absorbance below zero", absorbance / path);
        else if (absorbance > LargestAbsorbance)
            reading.Write(tag, absorbance / path, Unit.PerCentimetre, u, Quality.OutOfSpecification("absorbance near the limit of stray light"));
        else reading.Write(tag, absorbance / path, Unit.PerCentimetre, u, Quality.Good);
    }

    private void Conductivity(FrameReading reading)
    {
        if (!reading.TryTake("conductivity", out double measured))
        {
            reading.Fail(ConductivityTag, Unit.MillisiemensPerCentimetre, 0.1, "frame without conductivity");
            return;
        }
        double u = calibration.ConductivityGainUncertainty * Math.Abs(measured) + 0.01;
        if (measured is < -0.1 or > 200) reading.Fail(ConductivityTag, Unit.MillisiemensPerCentimetre, u, "conductivity outside its range", measured);
        else reading.Write(ConductivityTag, measured, Unit.MillisiemensPerCentimetre, u, Quality.Good);
    }
}
