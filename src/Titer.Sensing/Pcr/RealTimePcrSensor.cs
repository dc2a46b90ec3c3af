using Titer.Core;

namespace Titer.Sensing.Pcr;

/// <summary>
/// Quantification cycle and, with a standard curve, copies per uL from the amplification curve of one well. Channels of a frame:
/// <c>cycle</c> and <c>fluorescence</c>, one value per cycle; <c>control</c> 1 for a no-template control. Tags <c>Cq</c>,
/// <c>efficiency</c> (%) and <c>dna</c>. Uncertainty by JCGM 100:2008.
/// </summary>
public sealed class RealTimePcrSensor(RealTimePcrCalibration calibration) : ISensor
{
    public const string SourceName = "real-time-pcr";
    public static readonly Tag CqTag = new("Cq"), EfficiencyTag = new("efficiency"), CopiesTag = new("dna");

    private readonly AmplificationAnalysis _analysis = new();

    public string Source => SourceName;

    public string CalibrationHash { get; } = calibration.Hash;

    /// <summary>The curve of the last frame; default when it could not be read.</summary>
    public AmplificationCurve Curve { get; private set; }

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        Curve = default;
        var reading = new FrameReading(frame, measurements);
        ReadOnlySpan<double> cycles = reading.Values("cycle"), fluorescence = reading.Values("fluorescence");
        string? unusable = cycles.IsEmpty || cycles.Length != fluorescence.Length ? "frame without cycles or fluorescence"
            : cycles.Length < AmplificationAnalysis.LeastCycles ? "fewer than 12 cycles"
            : !Usable(cycles, fluorescence) ? "cycles that do not rise or fluorescence that is no number"
            : Flat(fluorescence) ? "no fluorescence: detector or dye"
            : null;
        if (unusable is not null)
        {
            Fail(reading, unusable);
            return;
        }
        bool control = reading.TryTake("control", out double flag) && flag > 0;
        Curve = _analysis.Analyse(cycles, fluorescence);
        if (!Curve.Amplified) WriteNone(reading, cycles[^1]);
        else Write(reading, control);
    }

    private static bool Usable(ReadOnlySpan<double> cycles, ReadOnlySpan<double> fluorescence)
    {
        for (int i = 0; i < cycles.Length; i++)
            if (!double.IsFinite(cycles[i]) || !double.IsFinite(fluorescence[i]) || (i > 0 && cycles[i] <= cycles[i - 1])) return false;
        return true;
    }

    private static bool Flat(ReadOnlySpan<double> fluorescence)
    {
        foreach (double f in fluorescence)
            if (f != fluorescence[0]) return false;
        return true;
    }

    private void Fail(FrameReading reading, string reason)
    {
        reading.Fail(CqTag, Unit.Cycle, calibration.CqReproducibility, reason);
        if (calibration.Curve is { } curve) reading.Fail(CopiesTag, Unit.CopiesPerMicrolitre, curve.Lowest, reason);
    }

    /// <summary>A flat curve has no Cq. Its quantity is zero; what it may have missed is less than would have shown in the last cycle.</summary>
    private void WriteNone(FrameReading reading, double lastCycle)
    {
        reading.Fail(CqTag, Unit.Cycle, calibration.CqReproducibility, "no amplification");
        if (calibration.Curve is { } curve)
            reading.Write(CopiesTag, 0, Unit.CopiesPerMicrolitre, curve.Quantity(lastCycle) / Math.Sqrt(3), Quality.Good);
    }

    private void Write(FrameReading reading, bool control)
    {
        AmplificationCurve c = Curve;
        Quality quality = Judge(control);
        double scatter = calibration.Curve?.Scatter ?? calibration.CqReproducibility;
        double u = Math.Sqrt(c.CqUncertainty * c.CqUncertainty + scatter * scatter);
        reading.Write(CqTag, c.Cq, Unit.Cycle, u, quality);
        if (double.IsFinite(c.Efficiency))
            reading.Write(EfficiencyTag, 100 * c.Efficiency, Unit.Percent, Math.Max(100 * c.EfficiencyUncertainty, 1), quality);
        if (calibration.Curve is not { } curve) return;
        double copies = curve.Quantity(c.Cq), log = curve.LogUncertainty(c.Cq, cqUncertainty: u);
        reading.Write(CopiesTag, copies, Unit.CopiesPerMicrolitre, copies * Math.Log(10) * log, Range(quality, copies, curve));
    }

    private Quality Judge(bool control)
    {
        if (control) return Quality.OutOfSpecification("amplification in the no-template control");
        return Curve.Efficiency + Curve.EfficiencyUncertainty < calibration.LeastEfficiency
            ? Quality.OutOfSpecification("amplification slower than the assay allows: inhibitor")
            : Quality.Good;
    }

    // Half a decade beyond the standards is still on the line that they give.
    private static Quality Range(Quality quality, double copies, StandardCurve curve) =>
        quality.IsGood && (copies < curve.Lowest / 3 || copies > curve.Highest * 3)
            ? Quality.OutOfSpecification("outside the range of the standards")
            : quality;
}
