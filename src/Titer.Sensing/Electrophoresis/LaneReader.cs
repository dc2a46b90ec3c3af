using Titer.Sensing.IonArray;

namespace Titer.Sensing.Electrophoresis;

/// <summary>
/// A sample's lane by the ladder's: bands of the ladder, alignment by the marker, RNA by area over marker area, integrity as the part of the mass
/// under the peak of the transcript less the fragments that lie there too.
/// </summary>
internal sealed class LaneReader(ElectrophoresisCalibration calibration)
{
    // Half widths of a peak to its edge at 3 sigma; part of a Gaussian within.
    private const double ToSigma = 2.3548, Edge = 3, Within = 0.9973;
    // Part of the ladder's marker that a sample's must have.
    private const double LeastMarker = 0.35;
    private const double MarkerShift = 0.06;
    private const int ClippedSamples = 3;

    public LaneResult Read(ReadOnlySpan<double> ladderTrace, ReadOnlySpan<double> sampleTrace, double interval)
    {
        if (Clipped(ladderTrace) || Clipped(sampleTrace)) return new LaneResult("lane overloaded, detector saturated");
        Electropherogram ladder = new(ladderTrace, interval), sample = new(sampleTrace, interval);
        List<ElectrophoresisPeak> bands = ladder.Bands();
        int strands = calibration.Ladder.Length + 1;
        if (bands.Count < strands) return new LaneResult("ladder does not show its bands");
        // A band too many is dirt: the highest ones are the ladder's.
        List<ElectrophoresisPeak> kept = [.. bands.OrderByDescending(b => b.Height).Take(strands).OrderBy(b => b.Seconds)];
        Span<double> seconds = stackalloc double[strands], widths = stackalloc double[strands];
        for (int i = 0; i < strands; i++) (seconds[i], widths[i]) = (kept[i].Seconds, kept[i].Width);
        double sigma = RunningMedian.MedianOf(widths) / ToSigma;
        var curve = new LadderCurve(seconds, [calibration.Marker, .. calibration.Ladder]);

        if (!TryMarker(sample, kept[0], out ElectrophoresisPeak marker)) return new LaneResult("no marker in the sample's lane");
        double stretch = marker.Seconds / kept[0].Seconds; // time of the sample's lane over the ladder's
        double ladderMarker = Band(ladder, kept[0].Seconds, sigma), sampleMarker = Band(sample, marker.Seconds, sigma);
        double from = kept[0].Seconds + 5 * sigma;
        double perMass = calibration.LadderConcentration * ladderMarker / ladder.Mass(from, ladder.End) / sampleMarker;
        double total = sample.Mass(from * stretch, sample.End);
        LaneResult whole = Whole(sample, curve, stretch, sigma, from, total);
        return whole with
        {
            Concentration = total * perMass / (1 - whole.Unseen), ConcentrationNoise = sample.MassNoise(from * stretch, sample.End) * perMass,
        };
    }

    /// <summary>Integrity and length from the peak of the transcript.</summary>
    private LaneResult Whole(Electropherogram sample, LadderCurve curve, double stretch, double sigma, double from, double total)
    {
        double expected = curve.Seconds(calibration.Transcript);
        double low = curve.Seconds(calibration.Transcript * (1 - calibration.TranscriptWindow));
        double high = curve.Seconds(calibration.Transcript * (1 + calibration.TranscriptWindow));
        ElectrophoresisPeak peak = default;
        foreach (ElectrophoresisPeak p in sample.Bands())
            if (p.Seconds / stretch >= low && p.Seconds / stretch <= high && p.Height > peak.Height) peak = p;
        bool has = peak.Height > 0;
        double at = has ? peak.Seconds / stretch : expected, length = has ? curve.Length(at) : calibration.Transcript;
        double left = at - Edge * sigma, right = at + Edge * sigma, main = sample.Mass(left * stretch, right * stretch), share = main / total;
        int strand = (int)Math.Round(length), seen = (int)Math.Ceiling(curve.Length(from));
        double whole = Unbroken(share, strand, (int)Math.Round(curve.Length(left)), seen);
        double time = calibration.TimeUncertainty * at * curve.Slope(at);
        return new LaneResult(null)
        {
            HasPeak = has, Length = length,
                LengthUncertainty = length * Math.Sqrt(time * time + calibration.LengthUncertainty * calibration.LengthUncertainty),
            Integrity = 100 * whole, TakenOff = 100 * Math.Abs(share - whole),
            Unseen = Unseen(whole, strand, seen),
            ShareNoise = Math.Abs(sample.MassNoise(left * stretch, right * stretch) / total),
        };
    }

    /// <summary>
    /// Part of strands without a break when a part <paramref name="share"/> of the mass lies under the peak: fixed point of
    /// share = (0.9973 f + fragments under it) / (1 - fragments too short to be seen). Fragments are those of chance breaks.
    /// </summary>
    private static double Unbroken(double share, int length, int edge, int seen)
    {
        double f = Math.Clamp(share, 0, 1);
        for (int k = 0; k < 60; k++)
        {
            double breaks = ElectrophoresisPhysics.Breaks(Math.Max(f, 1e-6), length);
            double under = ElectrophoresisPhysics.FragmentMass(Math.Max(1, edge), length - 1, length, breaks);
            double next = Math.Clamp((share * (1 - Unseen(f, length, seen)) - under) / Within, 0, 1);
            if (Math.Abs(next - f) < 1e-10) break;
            f = 0.5 * (f + next);
        }
        return f;
    }

    /// <summary>Part of the mass in fragments shorter than <paramref name="seen"/>, which run under the marker.</summary>
    private static double Unseen(double unbroken, int length, int seen) => ElectrophoresisPhysics.FragmentMass(
        1, Math.Max(1, seen - 1), length, ElectrophoresisPhysics.Breaks(Math.Max(unbroken, 1e-6), length));

    /// <summary>The highest band near where the ladder has its marker.</summary>
    private static bool TryMarker(Electropherogram sample, ElectrophoresisPeak expected, out ElectrophoresisPeak marker)
    {
        marker = default;
        foreach (ElectrophoresisPeak p in sample.Peaks(Electropherogram.Apart, LeastMarker * expected.Height))
            if (Math.Abs(p.Seconds / expected.Seconds - 1) < MarkerShift && p.Height > marker.Height) marker = p;
        return marker.Height > 0;
    }

    private static double Band(Electropherogram lane, double at, double sigma) => lane.Mass(at - Edge * sigma, at + Edge * sigma);

    private bool Clipped(ReadOnlySpan<double> trace)
    {
        int count = 0;
        foreach (double v in trace)
            if (v >= calibration.Ceiling) count++;
        return count >= ClippedSamples;
    }
}
