using Titer.Core;
using static Titer.Sensing.Turbidity.TurbidityPhysics;

namespace Titer.Sensing.Turbidity;

/// <summary>
/// Crystals from transmitted and from scattered light, each over the lamp's monitor so that a drifting lamp cancels (ratio turbidimetry). The two
/// are weighed by their uncertainties (JCGM 100) and held against each other: a film on a window or a resting bubble takes light and
/// scatters none. Channels: <c>transmitted</c>, <c>scattered</c>, <c>lamp</c> (V, as many as there were flashes, two at least), <c>dark</c> (3 V, of
/// the same in
/// this order, without flash).
/// </summary>
public sealed class TurbiditySensor(TurbidityCalibration calibration) : ISensor
{
    public const string SourceName = "turbidity";
    public static readonly Tag CrystalsTag = new("crystals");

    // mmol/L, of a failed value.
    private const double NominalUncertainty = 0.1;
    private const int LeastFlashes = 2;

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    /// <summary>Mean and standard deviation of the flashes of one detector, dark taken off, V.</summary>
    private readonly record struct Light(double Mean, double Deviation, int Flashes);

    /// <summary>One way of reading, mmol/L: value, uncertainty of its own, and what size and shape of the crystals add.</summary>
    private readonly record struct Way(double Value, double Own);

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        int flashes = reading.Values("transmitted").Length;
        if (flashes < LeastFlashes || !reading.TryTake("transmitted", flashes, out ReadOnlySpan<double> transmitted)
            || !reading.TryTake("scattered", flashes, out ReadOnlySpan<double> scattered)
            || !reading.TryTake("lamp", flashes, out ReadOnlySpan<double> lamp) || !reading.TryTake("dark", 3, out ReadOnlySpan<double> dark))
        {
            Fail(reading, "frame without transmitted, scattered, lamp or dark signals");
            return;
        }
        foreach (double d in dark)
        {
            if (!(Math.Abs(d) <= calibration.HighestDark))
            {
                Fail(reading, "dark signal too high: ambient light or a leaking detector");
                return;
            }
        }
        Light monitor = Of(lamp, dark[2]);
        if (!(monitor.Mean > calibration.LostLamp * calibration.Lamp))
        {
            Fail(reading, "lamp lost");
            return;
        }
        if (AnyAtCeiling(transmitted) || AnyAtCeiling(lamp))
        {
            Fail(reading, "detector saturated");
            return;
        }
        double strength = monitor.Mean / calibration.Lamp;
        Read(reading, Of(transmitted, dark[0]), Of(scattered, dark[1]), AnyAtCeiling(scattered), strength);
    }

    private void Read(FrameReading reading, Light transmitted, Light scattered, bool blinded, double strength)
    {
        double part = transmitted.Mean / (calibration.ClearTransmitted * strength);
        double floor = 3 * calibration.Noise / (calibration.ClearTransmitted * strength);
        if (!(part > Math.Max(calibration.LeastTransmission, floor)))
        {
            Fail(reading, "path too dark to be read");
            return;
        }
        Way through = Through(part, transmitted);
        Way beside = blinded ? new Way(double.NaN, double.PositiveInfinity) : Beside(scattered, strength, through.Value);
        bool both = double.IsFinite(beside.Value) && double.IsFinite(beside.Own);
        double w1 = 1 / (through.Own * through.Own), w2 = both ? 1 / (beside.Own * beside.Own) : 0;
        double value = ((w1 * through.Value) + (both ? w2 * beside.Value : 0)) / (w1 + w2), crystal = calibration.CrystalUncertainty * value;
        double u = Math.Sqrt(1 / (w1 + w2) + crystal * crystal);
        if (!double.IsFinite(value) || !double.IsFinite(u))
        {
            Fail(reading, "signals give no number");
            return;
        }
        bool disagree = !blinded && Disagree(through, scattered, strength);
        double apart = both ? through.Value - beside.Value : 0.5 * value;
        if (IsUnsteady(transmitted, calibration.ClearTransmitted) || IsUnsteady(scattered, 0))
            reading.Write(CrystalsTag, value, Unit.Millimolar, Math.Sqrt(u * u + apart * apart + value * value / 4),
                Quality.OutOfSpecification("light flickers: bubbles in the beam"));
        else if (disagree)
            reading.Write(CrystalsTag, value, Unit.Millimolar, Math.Sqrt(u * u + apart * apart),
                Quality.OutOfSpecification("transmitted and scattered light disagree: a film or a bubble on the window"));
        else
            reading.Write(CrystalsTag, value, Unit.Millimolar, u, Judge(strength, blinded));
    }

    private Way Through(double part, Light transmitted)
    {
        double root = Math.Sqrt(transmitted.Flashes);
        double noise = Math.Sqrt(Square(calibration.Noise / transmitted.Mean) + Square(calibration.RelativeNoise)) / root;
        double value = FromTransmission(calibration.Extinction, part);
        // The lamp's monitor has the same relative noise.
        double monitor = calibration.RelativeNoise / root;
        return new Way(value, Math.Sqrt(
            Square(Math.Sqrt(Square(noise) + Square(monitor) + Square(calibration.ClearUncertainty)) / calibration.Extinction)
            + Square(calibration.OwnUncertainty * value)));
    }

    /// <summary>Scattered light; near and beyond its largest value it says nothing of the crystals.</summary>
    private Way Beside(Light scattered, double strength, double through)
    {
        (double s, double e, double r) = (calibration.Scattering, calibration.Extinction, calibration.Way);
        double over = scattered.Mean / strength - calibration.ClearScattered, value = FromScattered(s, e, r, over);
        const double Half = 0.5; // of the concentration at the largest scatter, from which on it is left out
        if (!(value < Half / (r * e)) || !(through < Half / (r * e) + 1)) return new Way(double.NaN, double.PositiveInfinity);
        double noise = Math.Sqrt(Square(calibration.Noise / strength) + 2 * Square(calibration.RelativeNoise * (over + calibration.ClearScattered)))
            / Math.Sqrt(scattered.Flashes);
        double slope = ScatteredSlope(s, e, r, Math.Max(0, value));
        double way = r * e * calibration.OwnUncertainty * value * value * s * Math.Exp(-r * e * value);
        return new Way(value, Math.Sqrt(
            Square(noise) + Square(calibration.ClearScatteredUncertainty) + Square(calibration.OwnUncertainty * over) + Square(way)) / slope);
    }

    /// <summary>
    /// The scattered light is not that of the crystals that the transmitted light shows. Size and shape of the crystals move both alike and explain
    /// nothing; near the largest scatter a film takes light from one and hardly shows in the other.
    /// </summary>
    private bool Disagree(Way through, Light scattered, double strength)
    {
        (double s, double e, double r) = (calibration.Scattering, calibration.Extinction, calibration.Way);
        double over = scattered.Mean / strength - calibration.ClearScattered, expected = Scattered(s, e, r, through.Value);
        double variance = Square(calibration.Noise / strength) / scattered.Flashes + Square(calibration.ClearScatteredUncertainty)
            + 2 * Square(calibration.RelativeNoise * over) / scattered.Flashes
            + Square(calibration.OwnUncertainty * expected) + 2 * Square(calibration.OwnUncertainty * r * e * through.Value * expected)
            + Square(ScatteredSlope(s, e, r, through.Value) * through.Own);
        return Math.Abs(over - expected) > calibration.Disagreement * Math.Sqrt(variance);
    }

    private bool IsUnsteady(Light light, double clear)
    {
        double usual = Math.Sqrt(Square(calibration.Noise) + Square(calibration.RelativeNoise * Math.Max(light.Mean, 0.01 * clear)));
        return light.Deviation > calibration.Unsteady * usual;
    }

    private Quality Judge(double strength, bool blinded) =>
        strength < calibration.WeakLamp ? Quality.MaintenanceRequired("lamp weak")
        : blinded ? Quality.MaintenanceRequired("detector of the scattered light saturated, read from the transmitted light alone")
        : Quality.Good;

    private static Light Of(ReadOnlySpan<double> flashes, double dark)
    {
        double mean = 0, squares = 0;
        foreach (double v in flashes) mean += v / flashes.Length;
        foreach (double v in flashes) squares += (v - mean) * (v - mean);
        return new Light(mean - dark, Math.Sqrt(squares / (flashes.Length - 1)), flashes.Length);
    }

    private static bool AnyAtCeiling(ReadOnlySpan<double> flashes)
    {
        foreach (double v in flashes)
            if (v >= Ceiling) return true;
        return false;
    }

    private static double Square(double x) => x * x;

    private static void Fail(FrameReading reading, string reason) =>
        reading.Fail(CrystalsTag, Unit.Millimolar, NominalUncertainty, reason);
}
