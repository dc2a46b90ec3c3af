using System.Runtime.InteropServices;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// Puts rows together into read-outs. Readers that stamp each position as they reach it spread one read-out over some seconds:
/// rows belong together while no position repeats and they lie within half the usual time between two readings of a position.
/// The frame has the time of its first row.
/// </summary>
internal static class PlateReaderFrames
{
    /// <exception cref="InputException">One position has two different readings at one time.</exception>
    public static (List<Frame> Frames, int Duplicates) Of(string source, Unit unit, List<PlateReaderRow> rows, int[] positions)
    {
        PlateReaderRow[] sorted = Sorted(rows);
        TimeSpan together = UsualInterval(sorted) / 2;
        var index = new Dictionary<int, int>();
        for (int i = 0; i < positions.Length; i++) index[positions[i]] = i;
        var position = new Channel("position", Unit.One, [.. positions.Select(p => (double)p)]);

        var frames = new List<Frame>();
        int duplicates = 0;
        double[] readings = [];
        PlateReaderRow?[] taken = [];
        DateTimeOffset start = default;
        foreach (PlateReaderRow row in sorted)
        {
            int i = index[row.Position];
            if (taken.Length > 0 && taken[i] is { } earlier && earlier.Time == row.Time)
            {
                if (!earlier.Value.Equals(row.Value))
                    throw new InputException(row.Place, $"Position {row.Position} has two readings at {row.Time:u}: "
                        + $"{row.Value} here and {earlier.Value} at {earlier.Place}.");
                duplicates++;
                continue;
            }
            if (taken.Length == 0 || taken[i] is not null || row.Time - start > together)
            {
                Finish();
                (readings, taken, start) = (new double[positions.Length], new PlateReaderRow?[positions.Length], row.Time);
                Array.Fill(readings, double.NaN);
            }
            (readings[i], taken[i]) = (row.Value, row);
        }
        Finish();
        return (frames, duplicates);

        void Finish()
        {
            if (taken.Length == 0) return;
            var reading = new Channel("reading", unit, ImmutableCollectionsMarshal.AsImmutableArray(readings));
            frames.Add(new Frame(source, start, frames.Count, [reading, position]));
        }
    }

    /// <summary>By time, then position, then as they were in the files; most files are in order already.</summary>
    private static PlateReaderRow[] Sorted(List<PlateReaderRow> rows)
    {
        for (int i = 1; i < rows.Count; i++)
        {
            int order = rows[i - 1].Time.CompareTo(rows[i].Time);
            if (order > 0 || (order == 0 && rows[i - 1].Position > rows[i].Position))
                return [.. rows.OrderBy(r => r.Time).ThenBy(r => r.Position)];
        }
        return [.. rows];
    }

    /// <summary>Median time between successive readings of a position; zero when no position was read twice.</summary>
    private static TimeSpan UsualInterval(PlateReaderRow[] sorted)
    {
        var last = new Dictionary<int, DateTimeOffset>();
        var intervals = new List<long>(sorted.Length);
        foreach (PlateReaderRow row in sorted)
        {
            if (last.TryGetValue(row.Position, out DateTimeOffset before) && row.Time > before) intervals.Add((row.Time - before).Ticks);
            last[row.Position] = row.Time;
        }
        intervals.Sort();
        return intervals.Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(intervals[intervals.Count / 2]);
    }
}
