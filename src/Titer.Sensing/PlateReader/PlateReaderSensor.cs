using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.PlateReader;

/// <summary>
/// Fluorescence oxygen or pH chips under parallel cultures: one read-out of all positions -> one measurement per position,
/// <c>culture-07/DO</c> (% air saturation) or <c>culture-07/pH</c>.
/// </summary>
/// <remarks>
/// A reading is judged with its neighbours in time, so the measurements of a read-out come with the next frame, each with its own
/// time; <see cref="Flush"/> gives the last ones. Spikes are found as by Hampel (J. Am. Stat. Assoc. 69 (1974) 383; median and
/// median absolute deviation) on the height by which a reading stands out from both neighbours, less the median height of all positions
/// in the same read-out: what every culture does in the same minute, a feed or a pause of the shaker, is no fault of a chip. The
/// scale is that of y[k] - (y[k-1] + y[k+1])/2, of the chip in the last half hour and of all chips now, whichever is larger.
/// </remarks>
public sealed class PlateReaderSensor : ISensor
{
    /// <summary>No chip takes longer to its first plausible reading; a zero after that is a drop-out.</summary>
    public static readonly TimeSpan LongestStartUp = TimeSpan.FromMinutes(15);

    private readonly PlateReaderSpecification _specification;
    private PlateReaderPosition[] _positions = [];
    private Frame? _pending;
    private DateTimeOffset? _start;
    private double[] _spike = [], _scratch = [];

    public PlateReaderSensor(string source, PlateReaderSpecification specification)
    {
        (Source, _specification) = (source, specification);
        CalibrationHash = specification.Hash;
    }

    public string Source { get; }

    public string CalibrationHash { get; }

    /// <summary>The two sensors of a reader of oxygen and pH.</summary>
    public static ImmutableArray<PlateReaderSensor> Both =>
        [new("plate-reader/o2", PlateReaderSpecification.Oxygen), new("plate-reader/ph", PlateReaderSpecification.PH)];

    public void Sense(Frame frame, List<Measurement> measurements)
    {
        if (!frame.Has("reading") || !frame.Has("position") || frame["reading"].Length != frame["position"].Length)
        {
            Flush(measurements);
            measurements.Add(new(new Tag($"{Source}/frame"), frame.Time, double.NaN, _specification.Unit,
                _specification.CalibrationUncertainty(_specification.Highest),
                Quality.Failure("frame without readings by position"), frame.Source, frame.Sequence));
            return;
        }
        if (!SamePositions(frame["position"])) { Flush(measurements); SetUp(frame["position"]); }
        _start ??= frame.Time;
        Judge(frame["reading"].AsSpan(), measurements);
        ImmutableArray<double> readings = frame["reading"];
        for (int i = 0; i < _positions.Length; i++) _positions[i].Shift(readings[i]);
        _pending = frame;
    }

    /// <summary>The measurements of the last read-out, at the end of the data. Its spikes cannot be told: nothing came after them.</summary>
    public void Flush(List<Measurement> measurements)
    {
        Span<double> nothing = new double[_positions.Length];
        nothing.Fill(double.NaN);
        Judge(nothing, measurements);
        _pending = null;
    }

    private void Judge(ReadOnlySpan<double> next, List<Measurement> measurements)
    {
        if (_pending is not { } frame) return;
        int live = 0;
        for (int i = 0; i < _positions.Length; i++)
        {
            _spike[i] = _positions[i].Spike(next[i], _specification);
            if (double.IsFinite(_spike[i])) _scratch[live++] = _spike[i];
        }
        double common = MedianAndDeviation(_scratch.AsSpan(0, live)).Median;
        live = 0;
        for (int i = 0; i < _positions.Length; i++)
            if (double.IsFinite(_spike[i])) _scratch[live++] = _positions[i].Difference;
        double spread = MedianAndDeviation(_scratch.AsSpan(0, live)).Deviation;
        int typicalRun = TypicalRun();
        TimeSpan sinceStart = frame.Time - _start!.Value;
        for (int i = 0; i < _positions.Length; i++)
        {
            PlateReaderPosition position = _positions[i];
            // Below five chips there is no common behaviour to subtract.
            double own = live >= 5 ? _spike[i] - common : _spike[i];
            Quality quality = position.Judge(own, live >= 5 ? spread : 0, sinceStart, typicalRun, _positions.Length, _specification);
            double u = position.Uncertainty(_specification);
            measurements.Add(new(position.Tag, frame.Time, position.Current, _specification.Unit, u, quality, frame.Source, frame.Sequence));
        }
    }

    private static (double Median, double Deviation) MedianAndDeviation(Span<double> values)
    {
        if (values.Length == 0) return (0, 0);
        values.Sort();
        double median = values[values.Length / 2];
        foreach (ref double v in values) v = Math.Abs(v - median);
        values.Sort();
        return (median, 1.4826 * values[values.Length / 2]);
    }

    /// <summary>Upper median over the positions of the number of read-outs for which the reading has not changed.</summary>
    private int TypicalRun()
    {
        for (int i = 0; i < _positions.Length; i++) _scratch[i] = _positions[i].UnchangedRun;
        Span<double> runs = _scratch.AsSpan(0, _positions.Length);
        runs.Sort();
        return runs.Length == 0 ? 0 : (int)runs[runs.Length / 2];
    }

    private bool SamePositions(ImmutableArray<double> positions)
    {
        if (positions.Length != _positions.Length) return false;
        for (int i = 0; i < positions.Length; i++)
            if (_positions[i].Number != positions[i]) return false;
        return true;
    }

    private void SetUp(ImmutableArray<double> positions)
    {
        _positions = [.. positions.Select(p => new PlateReaderPosition(p, _specification))];
        (_spike, _scratch) = (new double[positions.Length], new double[positions.Length]);
    }
}
