using System.Collections.Immutable;
using Titer.Core;
using Titer.Sensing.Electrophoresis;

namespace Titer.Field.Files;

/// <summary>
/// Electropherograms as a CSV file: <c>time</c> (s, evenly spaced), <c>ladder</c>, and a column per lane of a sample, fluorescence in any unit.
/// Gives one frame per lane, all with the ladder; times of a run are not known to it, so that frames have the time 1970-01-01.
/// </summary>
public static class ElectrophoresisFile
{
    private const double Uneven = 0.01;
    private const int LeastSamples = 200;

    /// <summary>Names of the lanes and their frames.</summary>
    /// <param name="dilution">Of all samples.</param>
    /// <exception cref="InputException">No ladder or no lane, too few rows, times that are not evenly spaced, or a value that is missing.</exception>
    public static ImmutableArray<(string Lane, Frame Frame)> Read(string file, double dilution)
    {
        CsvTable table = CsvTable.Read(file);
        if (table.Rows < LeastSamples)
            throw new InputException(file, $"The trace has {table.Rows} samples; {LeastSamples} are needed at least.");
        double interval = Interval(table);
        ImmutableArray<double> ladder = Trace(table, "ladder");
        string[] lanes = [.. table.Header.Where(h => h.Length > 0 && !Is(h, "time") && !Is(h, "ladder"))];
        if (lanes.Length == 0) throw new InputException($"{file}:1", "There is no column of a sample beside time and ladder.");
        return [.. lanes.Select((lane, i) => (lane, new Frame(ElectrophoresisSensor.SourceName, DateTimeOffset.UnixEpoch, i,
        [
            new Channel("ladder", Unit.One, ladder),
            new Channel("sample", Unit.One, Trace(table, lane)),
            new Channel("interval", Unit.Second, [interval]),
            new Channel("dilution", Unit.One, [dilution]),
            new Channel("sampled", Unit.Hour, [0]),
        ])))];
    }

    private static bool Is(string header, string name) => header.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static double Interval(CsvTable table)
    {
        double[] times = table.Numbers("time");
        double interval = (times[^1] - times[0]) / (times.Length - 1);
        for (int i = 1; i < times.Length; i++)
        {
            if (!(Math.Abs(times[i] - times[i - 1] - interval) <= Math.Max(Uneven * interval, 1e-3)) || !(interval > 0))
                throw new InputException(table.Place(i), "Times must rise evenly, in seconds.");
        }
        return interval;
    }

    private static ImmutableArray<double> Trace(CsvTable table, string column)
    {
        double[] values = table.Numbers(column);
        int missing = Array.FindIndex(values, double.IsNaN);
        if (missing >= 0) throw new InputException(table.Place(missing), $"There is no fluorescence in column {column}.");
        return [.. values];
    }
}
