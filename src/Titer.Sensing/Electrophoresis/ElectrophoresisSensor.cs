using Titer.Core;

namespace Titer.Sensing.Electrophoresis;

/// <summary>
/// Integrity, length and concentration of RNA from a sample's lane and the ladder's beside it; results belong to the time of the sample, some ten
/// minutes before the frame. A degraded sample is a true reading of low integrity and no fault. Uncertainty by JCGM 100.
/// Channels: <c>ladder</c> and <c>sample</c> (traces of equal length), <c>interval</c> (s), <c>dilution</c> (1), <c>sampled</c> (h before the
/// frame's time). Tags: <c>electrophoresis/RNA</c>, <c>electrophoresis/integrity</c>, <c>electrophoresis/length</c>.
/// </summary>
public sealed class ElectrophoresisSensor(ElectrophoresisCalibration calibration) : ISensor
{
    public const string SourceName = "electrophoresis";
    public static readonly Tag RnaTag = new("electrophoresis/RNA"), IntegrityTag = new("electrophoresis/integrity"),
        LengthTag = new("electrophoresis/length");

    // A result older than this was mislabelled, h.
    private const double Oldest = 24;
    // Of failed values: g/L, %, nucleotides.
    private const double NominalRna = 0.3, NominalIntegrity = 2, NominalLength = 60;

    private readonly LaneReader _reader = new(calibration);

    public string Source => SourceName;
    public string CalibrationHash { get; } = calibration.Hash;

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        var reading = new FrameReading(frame, measurements);
        double ago = 0;
        bool dated = reading.TryTake("sampled", out double sampled) && sampled is >= 0 and <= Oldest;
        if (dated) ago = sampled;
        ReadOnlySpan<double> ladder = reading.Values("ladder"), sample = reading.Values("sample");
        string? refused = !dated ? "sampling time missing or impossible"
            : !reading.TryTake("interval", out double interval) || !(interval > 0)
                || !reading.TryTake("dilution", out double dilution) || !(dilution >= 1) ? "frame without interval or dilution"
            : ladder.Length < Electropherogram.Least || ladder.Length != sample.Length || !AllFinite(ladder) || !AllFinite(sample)
                ? "frame without whole traces of ladder and sample"
            : Write(reading, _reader.Read(ladder, sample, interval), dilution, ago);
        if (refused is not null) Fail(reading, refused, ago);
    }

    /// <summary>Writes what the lanes say; or gives the reason why they say nothing.</summary>
    private string? Write(FrameReading reading, in LaneResult lane, double dilution, double ago)
    {
        if (lane.Refused is not null) return lane.Refused;
        double factor = dilution / 1000; // ng/uL in the lane to g/L in the sample
        double relative = Math.Sqrt(Square(calibration.LadderUncertainty) + Square(calibration.DilutionUncertainty)
            + 2 * Square(calibration.InjectionUncertainty));
        double rna = lane.Concentration * factor,
            floor = Math.Sqrt(Square(calibration.BaselineUncertainty) + Square(lane.ConcentrationNoise)) * factor;
        if (lane.Concentration > calibration.MostLane) return "lane overloaded";
        reading.Write(RnaTag, rna, Unit.GramPerLitre, Math.Sqrt(Square(relative * rna) + Square(floor)), Quality.Good, ago);
        if (!(lane.Concentration > calibration.LeastLane))
        {
            Fail(reading, IntegrityTag, "too little RNA in the lane", ago);
            Fail(reading, LengthTag, "too little RNA in the lane", ago);
            return null;
        }
        double baseline = 100 * calibration.BaselineUncertainty / lane.Concentration, fragments = calibration.FragmentUncertainty * lane.TakenOff;
        double u = Math.Sqrt(Square(calibration.IntegrityUncertainty) + Square(baseline * lane.Integrity / 100) + Square(fragments)
            + Square(100 * lane.ShareNoise));
        reading.Write(IntegrityTag, lane.Integrity, Unit.Percent, u, Quality.Good, ago);
        if (!lane.HasPeak)
            Fail(reading, LengthTag, "no peak near the length of the transcript", ago);
        else
            reading.Write(LengthTag, lane.Length, Unit.Nucleotide, lane.LengthUncertainty, lane.Length > calibration.Ladder[^1]
                ? Quality.OutOfSpecification("longer than the ladder") : Quality.Good, ago);
        return null;
    }

    private static void Fail(FrameReading reading, string reason, double ago)
    {
        Fail(reading, RnaTag, reason, ago);
        Fail(reading, IntegrityTag, reason, ago);
        Fail(reading, LengthTag, reason, ago);
    }

    private static void Fail(FrameReading reading, Tag tag, string reason, double ago)
    {
        (Unit unit, double u) = tag == RnaTag ? (Unit.GramPerLitre, NominalRna)
            : tag == IntegrityTag ? (Unit.Percent, NominalIntegrity) : (Unit.Nucleotide, NominalLength);
        reading.Write(tag, double.NaN, unit, u, Quality.Failure(reason), ago);
    }

    private static bool AllFinite(ReadOnlySpan<double> values)
    {
        foreach (double v in values)
            if (!double.IsFinite(v)) return false;
        return true;
    }

    private static double Square(double x) => x * x;
}
