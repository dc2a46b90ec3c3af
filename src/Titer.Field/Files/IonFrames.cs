using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// Rows of a CSV file to frames of an ion array: <c>voltage</c> (V, one per electrode, NaN for an empty cell), <c>temperature</c> or
/// <c>thermistor</c>, <c>salinity</c>. A new value in the segment column or in a column of E0 begins a new segment.
/// </summary>
public static class IonFrames
{
    /// <summary>Rows that repeat the row before them exactly are left out and counted.</summary>
    /// <exception cref="InputException">A column is missing, a cell is no number or time, time goes back, or no row has a voltage.</exception>
    public static (List<IonSegment> Segments, int Repeated) Read(CsvTable table, IonColumns columns, string source)
    {
        DateTimeOffset[] times = Times(table, columns);
        double[][] volts = [.. columns.Voltages.Select((c, i) => Scaled(table.Numbers(c), columns.VoltsPerUnit[i]))];
        double[][] offsets = [.. columns.Offsets.Select(o => Values(table, o))];
        double[] temperature = Values(table, columns.Temperature);
        double[]? salinity = columns.Salinity is { } s ? Values(table, s) : null;
        int segmentColumn = columns.Segment.Length > 0 ? table.IndexOf(columns.Segment) : -1;
        for (int i = 0; i < volts.Length; i++)
            if (!Array.Exists(volts[i], double.IsFinite))
                throw new InputException($"{table.File}:1", $"Column {columns.Voltages[i]} has no reading at all.");

        var segments = new List<IonSegment>();
        int repeated = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            bool begins = row == 0 || Begins(table, segmentColumn, offsets, row);
            if (begins) segments.Add(Segment(table, segmentColumn, offsets, row));
            IonSegment segment = segments[^1];
            if (!begins && times[row] <= times[row - 1])
            {
                if (times[row] == times[row - 1] && Same(table, row))
                {
                    repeated++;
                    continue;
                }
                string problem = times[row] == times[row - 1] ? "has another reading at the same time" : "is earlier than the row before it";
                throw new InputException(table.Place(row), $"The row of {times[row]:yyyy-MM-ddTHH:mm:ssZ} {problem}.");
            }
            ImmutableArray<double> reading = [.. volts.Select(v => v[row])];
            var channels = ImmutableArray.Create(
                new Channel("voltage", Unit.Volt, reading),
                new Channel(columns.IsThermistor ? "thermistor" : "temperature", columns.IsThermistor ? Unit.One : Unit.Celsius, [temperature[row]]));
            if (salinity is not null) channels = channels.Add(new Channel("salinity", Unit.One, [salinity[row]]));
            segment.Frames.Add(new Frame(source, times[row], segment.Frames.Count, channels));
            segment.Rows.Add(row);
        }
        return (segments, repeated);
    }

    private static DateTimeOffset[] Times(CsvTable table, IonColumns columns)
    {
        if (columns.SecondsPerTime == 0) return table.Times(columns.Time);
        double[] numbers = table.Numbers(columns.Time);
        for (int row = 0; row < numbers.Length; row++)
            if (!(Math.Abs(numbers[row] * columns.SecondsPerTime) < 1e11))
                throw new InputException(table.Place(row), $"Column {columns.Time} has no time here.");
        return [.. numbers.Select(n => DateTimeOffset.UnixEpoch.AddSeconds(n * columns.SecondsPerTime))];
    }

    private static double[] Values(CsvTable table, ColumnOrNumber value) =>
        value.IsColumn ? table.Numbers(value.Column) : [.. Enumerable.Repeat(value.Number, table.Rows)];

    private static double[] Scaled(double[] values, double factor)
    {
        for (int i = 0; factor != 1 && i < values.Length; i++) values[i] *= factor;
        return values;
    }

    private static bool Begins(CsvTable table, int segmentColumn, double[][] offsets, int row)
    {
        if (segmentColumn >= 0 && table.Text(row, segmentColumn) != table.Text(row - 1, segmentColumn)) return true;
        return offsets.Any(o => o[row] != o[row - 1]);
    }

    private static IonSegment Segment(CsvTable table, int segmentColumn, double[][] offsets, int row)
    {
        foreach (double[] o in offsets)
            if (!double.IsFinite(o[row]))
                throw new InputException(table.Place(row), "A column of E0 has no number here, and an electrode without E0 gives no pH.");
        return new IonSegment(
            segmentColumn >= 0 ? table.Text(row, segmentColumn).Trim() : "", table.Place(row), [.. offsets.Select(o => o[row])], [], []);
    }

    private static bool Same(CsvTable table, int row)
    {
        for (int c = 0; c < table.Header.Count; c++)
            if (table.Text(row, c) != table.Text(row - 1, c)) return false;
        return true;
    }
}
