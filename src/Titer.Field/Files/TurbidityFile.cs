using System.Collections.Immutable;
using Titer.Core;
using Titer.Sensing.Turbidity;

namespace Titer.Field.Files;

/// <summary>
/// Flashes of a turbidity chip as a CSV file: <c>time</c> (ISO 8601), <c>transmitted</c>, <c>scattered</c>, <c>lamp</c> and <c>dark-transmitted</c>,
/// <c>dark-scattered</c>, <c>dark-lamp</c>, all V. A row is a flash; rows of the same time, which follow each other, are one read-out and share the
/// dark signals, of which the mean is taken.
/// </summary>
public static class TurbidityFile
{
    private static readonly string[] Dark = ["dark-transmitted", "dark-scattered", "dark-lamp"];
    private const int LeastFlashes = 2;

    /// <exception cref="InputException">A column is missing, a cell is no number, time goes back, or a read-out has a single flash.</exception>
    public static ImmutableArray<Frame> Read(string file)
    {
        CsvTable table = CsvTable.Read(file);
        DateTimeOffset[] times = table.Times("time");
        (double[] transmitted, double[] scattered, double[] lamp) = (table.Numbers("transmitted"), table.Numbers("scattered"), table.Numbers("lamp"));
        double[][] dark = [.. Dark.Select(table.Numbers)];
        var frames = ImmutableArray.CreateBuilder<Frame>();
        for (int first = 0, next; first < table.Rows; first = next)
        {
            next = first + 1;
            while (next < table.Rows && times[next] == times[first]) next++;
            if (first > 0 && times[first] < times[first - 1])
                throw new InputException(table.Place(first), $"The row of {times[first]:yyyy-MM-ddTHH:mm:ssZ} is earlier than the row before it.");
            if (next - first < LeastFlashes)
                throw new InputException(table.Place(first), "This read-out has one flash; it needs two at least, in rows of the same time.");
            Range rows = first..next;
            frames.Add(new Frame(TurbiditySensor.SourceName, times[first], frames.Count,
            [
                new Channel("transmitted", Unit.Volt, [.. transmitted[rows]]),
                new Channel("scattered", Unit.Volt, [.. scattered[rows]]),
                new Channel("lamp", Unit.Volt, [.. lamp[rows]]),
                new Channel("dark", Unit.Volt, [.. dark.Select(d => d[rows].Average())]),
            ]));
        }
        return frames.ToImmutable();
    }
}
