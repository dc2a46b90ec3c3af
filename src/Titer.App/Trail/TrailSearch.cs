using Titer.Core;
using Titer.Records;

namespace Titer.App.Trail;

/// <summary>Searches the trail of a site and the records of runs, every entry checked on the way.</summary>
internal static class TrailSearch
{
    /// <summary>Lines that are kept to be paged through; the file has all.</summary>
    public const int Most = 5000;

    /// <summary>Columns of a line before its message.</summary>
    private const int ColumnsBefore = 10;

    /// <summary>Finds the newest lines.</summary>
    public static TrailFound Find(IReadOnlyList<TrailSource> sources, TrailQuery query, CancellationToken stop)
    {
        var newest = new PriorityQueue<FoundLine, (DateTimeOffset, long)>();
        long count = 0;
        List<string> broken = Read(sources, query, found =>
        {
            count++;
            newest.Enqueue(found, (found.Line.Event.Time, found.Line.Number));
            if (newest.Count > Most) newest.Dequeue();
        }, stop);
        var lines = new FoundLine[newest.Count];
        for (int i = lines.Length - 1; i >= 0; i--) lines[i] = newest.Dequeue();
        return new TrailFound(lines, count, broken);
    }

    /// <summary>Writes all lines as CSV, record by record; what is broken is the last line of its record.</summary>
    public static void Write(IReadOnlyList<TrailSource> sources, TrailQuery query, TextWriter to, CancellationToken stop)
    {
        to.Write("record," + TrailCsv.Header);
        foreach (TrailSource source in sources)
        {
            List<string> broken = Read([source], query, found => to.Write($"{source.Label},{TrailCsv.Of(found.Line)}"), stop);
            foreach (string sentence in broken)
                to.Write(SpreadsheetCell.Line([source.Label, .. Enumerable.Repeat("", ColumnsBefore), sentence, ""]));
        }
    }

    private static List<string> Read(IReadOnlyList<TrailSource> sources, TrailQuery query, Action<FoundLine> take, CancellationToken stop)
    {
        List<string> broken = [];
        foreach (TrailSource source in sources)
        {
            try
            {
                using IRecord record = source.Place.Open();
                Verification found = TrailReading.Read(record, query, line =>
                {
                    stop.ThrowIfCancellationRequested();
                    take(new FoundLine(source, line));
                }).Result;
                if (!found.Ok) broken.Add($"{source.Label}: {found}");
            }
            catch (Exception e) when (e is InputException or IOException)
            {
                broken.Add($"{source.Label}: {e.Message}");
            }
            stop.ThrowIfCancellationRequested();
        }
        return broken;
    }
}
