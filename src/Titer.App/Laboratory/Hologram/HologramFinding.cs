using Titer.Core;
using Titer.Sensing.Hologram;

namespace Titer.App.Laboratory.Hologram;

/// <summary>What was found in one image, kept after the sensor has gone on.</summary>
internal sealed record HologramFinding(
    string File, Frame Frame, double Pitch, FocusResult Focus, HologramObject[] Objects, int[] Outline, float[] Amplitude, Measurement[] Measurements)
{
    public static HologramFinding Of(string file, Frame frame, HologramAnalysis analysis, List<Measurement> measurements) => new(
        file, frame, analysis.Field.Pitch, analysis.Focus, [.. analysis.Objects], analysis.Outline.ToArray(),
        analysis.Focus.Verdict == FocusVerdict.None ? [] : analysis.AmplitudeInFocus(), [.. measurements]);

    public Measurement FocusMeasurement => Measurements.First(m => m.Tag == HologramSensor.FocusTag);

    public Measurement Count => Measurements.First(m => m.Tag == HologramSensor.ObjectsTag);

    public Measurement Diameter => Measurements.First(m => m.Tag == HologramSensor.DiameterTag);

    public int Width => (int)Frame["size"][0];

    public int Height => (int)Frame["size"][1];
}
