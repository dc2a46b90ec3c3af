using Titer.Core;

namespace Titer.Sensing.Hologram;

/// <summary>
/// Lens-free camera: focus, objects and, with a classifier in the calibration, viable cells. Frame: <c>size</c> (width, height), <c>image</c>
/// (grey levels, row-major). All frames of one
/// sensor have the size of the first, for which the work buffers are made.
/// </summary>
public sealed class HologramSensor(HologramCalibration calibration) : ISensor
{
    public const string SourceName = "hologram";
    public const int SmallestSide = 64;
    public static readonly Tag FocusTag = new("hologram/focus"), ObjectsTag = new("hologram/objects"), DiameterTag = new("hologram/diameter");
    public static readonly Tag ViabilityTag = new("hologram/viability"), ViableCellsTag = new("hologram/viable-cells");

    private readonly FrameDoubt _doubt = new(calibration);
    private StaticPattern? _pattern;

    /// <inheritdoc />
    public string Source => SourceName;

    /// <inheritdoc />
    public string CalibrationHash { get; } = calibration.Hash;

    /// <summary>What was found in the last frame; null before the first good one.</summary>
    public HologramAnalysis? Analysis { get; private set; }

    /// <inheritdoc />
    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        if (!reading.TryTake("size", 2, out ReadOnlySpan<double> size) || !IsSide(size[0]) || !IsSide(size[1])
            || !reading.TryTake("image", (int)size[0] * (int)size[1], out ReadOnlySpan<double> image))
        {
            Fail(reading, "no whole image in the frame");
            return;
        }
        int width = (int)size[0], height = (int)size[1];
        if (Analysis is not null && (Analysis.Field.Width != width || Analysis.Field.Height != height))
        {
            Fail(reading, $"the image has {width} x {height} pixels and the first one had {Analysis.Field.Width} x {Analysis.Field.Height}");
            return;
        }
        Quality light = _doubt.OfLight(image);
        if (light.IsBad)
        {
            Fail(reading, light.Reason);
            return;
        }
        Analysis ??= new HologramAnalysis(width, height, calibration);
        _pattern ??= new StaticPattern(width, height);
        Analysis.Run(image, _pattern);
        Write(reading, light);
    }

    private void Write(FrameReading reading, Quality light)
    {
        HologramAnalysis found = Analysis!;
        FocusResult focus = found.Focus;
        if (focus.Verdict == FocusVerdict.None) reading.Fail(FocusTag, Unit.Micrometre, calibration.NearestFocus, "nothing to focus on");
        else
        {
            double u = Math.Sqrt(focus.Uncertainty * focus.Uncertainty + Square(calibration.DistanceScale * focus.Distance));
            Quality sure = focus.Verdict == FocusVerdict.Unsure
                ? Quality.OutOfSpecification($"the focus is unsure: probability {focus.Probability:0.00}")
                : light;
            reading.Write(FocusTag, focus.Distance, Unit.Micrometre, u, sure);
        }
        var cells = CellCount.Of(found, calibration);
        Quality quality = _doubt.OfObjects(found, cells, light, _pattern!.Spots);
        reading.Write(ObjectsTag, quality.IsBad ? double.NaN : cells.Objects, Unit.Count, cells.ObjectsUncertainty, quality);
        if (cells.Objects > 0 && !quality.IsBad) reading.Write(DiameterTag, cells.Diameter, Unit.Micrometre, cells.DiameterUncertainty, quality);
        else reading.Fail(DiameterTag, Unit.Micrometre, calibration.PixelPitch, quality.IsBad ? quality.Reason : "no object to measure");
        if (calibration.Cells is null) return;
        if (cells.Objects > 0 && !quality.IsBad)
        {
            reading.Write(ViabilityTag, 100 * cells.Viability, Unit.Percent, 100 * cells.ViabilityUncertainty, quality);
            reading.Write(ViableCellsTag, cells.ViableCells, Unit.GigaPerLitre, cells.ViableCellsUncertainty, quality);
        }
        else
        {
            string reason = quality.IsBad ? quality.Reason : "no cell to judge";
            reading.Fail(ViabilityTag, Unit.Percent, 50, reason);
            reading.Fail(ViableCellsTag, Unit.GigaPerLitre, calibration.Dilution / calibration.ObservedVolume(calibration.Side) * 1e-9, reason);
        }
    }

    private void Fail(FrameReading reading, string reason)
    {
        reading.Fail(FocusTag, Unit.Micrometre, calibration.NearestFocus, reason);
        reading.Fail(ObjectsTag, Unit.Count, 1, reason);
        reading.Fail(DiameterTag, Unit.Micrometre, calibration.PixelPitch, reason);
        if (calibration.Cells is null) return;
        reading.Fail(ViabilityTag, Unit.Percent, 50, reason);
        reading.Fail(ViableCellsTag, Unit.GigaPerLitre, calibration.Dilution / calibration.ObservedVolume(calibration.Side) * 1e-9, reason);
    }

    // 2^15 squared is the largest image that an array of its pixels can hold.
    private static bool IsSide(double side) => side >= SmallestSide && side <= 1 << 15 && side == Math.Floor(side);

    private static double Square(double x) => x * x;
}
