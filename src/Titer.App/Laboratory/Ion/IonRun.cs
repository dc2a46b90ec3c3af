using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.IonArray;

namespace Titer.App.Laboratory.Ion;

/// <summary>A file of an ion array sensed from first to last: each segment by a fresh sensor with the calibration that holds for it.</summary>
internal sealed class IonRun
{
    // A pause this many times the usual interval is a gap.
    private const double GapIntervals = 3;

    // States of sites that are kept for a picture of them.
    private const int MostStates = 1000;

    private IonRun(IonSettings settings, CsvTable table) => (Settings, Table) = (settings, table);

    public IonSettings Settings { get; }
    public CsvTable Table { get; }
    public List<IonSegment> Segments { get; private init; } = [];
    public int RepeatedRows { get; private init; }
    public List<Measurement> Measurements { get; } = [];
    /// <summary>For each measurement the row it comes from.</summary>
    public List<int> Rows { get; } = [];
    public List<(IonSegment Segment, DriftPair Pair)> Drifts { get; } = [];
    /// <summary>What is known of each site against the others of its set, now and then.</summary>
    public List<IonSiteState> States { get; } = [];
    public List<(DateTimeOffset From, DateTimeOffset To)> Gaps { get; } = [];
    public List<string> CalibrationHashes { get; } = [];

    public static IonRun Of(IonSettings settings, CsvTable table)
    {
        (List<IonSegment> segments, int repeated) = IonFrames.Read(table, settings.Columns, IonArraySensor.SourceName);
        var run = new IonRun(settings, table) { Segments = segments, RepeatedRows = repeated };
        foreach (IonSegment segment in segments) run.Sense(segment);
        return run;
    }

    private void Sense(IonSegment segment)
    {
        IonArrayCalibration calibration = Settings.For(segment);
        CalibrationHashes.Add(calibration.Hash);
        var sensor = new IonArraySensor(calibration);
        int every = Math.Max(1, segment.Frames.Count / MostStates);
        for (int i = 0; i < segment.Frames.Count; i++)
        {
            sensor.Sense(segment.Frames[i], Measurements);
            while (Rows.Count < Measurements.Count) Rows.Add(segment.Rows[i]);
            if (i % every == 0) Note(sensor, segment.Frames[i].Time);
        }
        sensor.Flush(Measurements);
        foreach (DriftPair pair in sensor.Drifts) Drifts.Add((segment, pair));
        FindGaps(segment);
    }

    private void Note(IonArraySensor sensor, DateTimeOffset time)
    {
        foreach (DriftPair pair in sensor.Drifts)
            if (pair.State is { } s) States.Add(new IonSiteState(pair.Electrode, time, s.Offset, s.SlopeLoss, s.Lag));
    }

    private void FindGaps(IonSegment segment)
    {
        if (segment.Frames.Count < 3) return;
        double[] intervals = [.. segment.Frames.Zip(segment.Frames.Skip(1), (a, b) => (b.Time - a.Time).TotalSeconds)];
        double[] sorted = [.. intervals.Order()];
        double usual = sorted[sorted.Length / 2];
        for (int i = 0; i < intervals.Length; i++)
            if (intervals[i] > GapIntervals * usual) Gaps.Add((segment.Frames[i].Time, segment.Frames[i + 1].Time));
    }
}
