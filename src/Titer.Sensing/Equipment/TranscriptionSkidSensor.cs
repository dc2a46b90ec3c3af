using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Equipment;

/// <summary>
/// Readings of a transcription's skid, each channel judged by itself: what each bottle has lost since the start, the four nucleotides also together,
/// stirrer and volume. Channels: <c>tacho</c> (Hz), <c>balance</c> (10 kg, what is left in the bottles), <c>loadcell</c> (V).
/// </summary>
public sealed class TranscriptionSkidSensor(TranscriptionSkidCalibration calibration) : ISensor
{
    public const string SourceName = EquipmentSensor.SourceName;
    public static readonly Tag NucleotidesTag = new("mass/NTP");

    /// <summary>Bottles in the order of the balances; their tags are <c>mass/</c> and the name.</summary>
    public static ImmutableArray<string> Bottles { get; } =
        ["ATP", "UTP", "CTP", "GTP", "cap", "magnesium", "polymerase", "base", "DNase", "EDTA"];

    private static readonly Tag[] Tags = [.. Bottles.Select(b => new Tag($"mass/{b}"))];
    private const int Nucleotides = 4;
    // 1/min that no stirrer of this size turns; kg below zero or above the start that is no longer noise.
    private const double HighestAgitation = 2000, BelowZero = 0.01;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        Agitation(reading);
        Balances(reading);
        Volume(reading);
    }

    private void Agitation(FrameReading reading)
    {
        double u = calibration.AgitationUncertainty;
        double perMinute = reading.TryTake("tacho", out double hertz) ? hertz * 60 / calibration.Teeth : double.NaN;
        if (perMinute is >= 0 and <= HighestAgitation)
            reading.Write(EquipmentSensor.AgitationTag, perMinute, Unit.PerMinute, u, Quality.Good);
        else
            reading.Fail(EquipmentSensor.AgitationTag, Unit.PerMinute, u, "tacho missing or outside what a stirrer can turn", perMinute);
    }

    private void Balances(FrameReading reading)
    {
        double u = calibration.BalanceUncertainty, nucleotides = 0;
        bool taken = reading.TryTake("balance", Tags.Length, out ReadOnlySpan<double> left), whole = taken;
        for (int i = 0; i < Tags.Length; i++)
        {
            double start = calibration.Start[i], pumped = taken ? start - left[i] : double.NaN;
            bool possible = taken && left[i] > -BelowZero && left[i] < start + BelowZero;
            if (i < Nucleotides) (nucleotides, whole) = (nucleotides + pumped, whole && possible);
            if (possible) reading.Write(Tags[i], pumped, Unit.Kilogram, u, Quality.Good);
            else reading.Fail(Tags[i], Unit.Kilogram, u, "balance missing, below zero or above the start mass", pumped);
        }
        double together = Math.Sqrt(Nucleotides) * u;
        if (whole) reading.Write(NucleotidesTag, nucleotides, Unit.Kilogram, together, Quality.Good);
        else reading.Fail(NucleotidesTag, Unit.Kilogram, together, "a balance of a nucleotide gives no mass", nucleotides);
    }

    private void Volume(FrameReading reading)
    {
        bool taken = reading.TryTake("loadcell", out double volts);
        double volume = volts / calibration.LoadSpan * calibration.LoadFullScale / calibration.Density;
        if (taken && volts > -0.1 && volts < calibration.LoadSpan)
            reading.Write(EquipmentSensor.VolumeTag, volume, Unit.Litre, calibration.VolumeUncertainty, Quality.Good);
        else
            reading.Fail(EquipmentSensor.VolumeTag, Unit.Litre, calibration.VolumeUncertainty, "load cell missing or outside its span", volume);
    }
}
