using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// Fluorescence oxygen and pH chips under many parallel cultures, read from a folder of CSV files in the long format: one row per
/// reading with the columns <c>time</c> (UTC), <c>...O2_value</c> (% air saturation) or <c>...pH_value</c> and <c>position</c>.
/// Gives one <see cref="Frame"/> per read-out and variable in time order, oxygen before pH: source <c>plate-reader/o2</c> or
/// <c>plate-reader/ph</c>, channel <c>reading</c> with one value per position (NaN where there is none) and channel <c>position</c>
/// with their numbers. Every row is in exactly one frame, except repeated identical rows, which are counted in <see cref="Duplicates"/>.
/// </summary>
public sealed class PlateReaderFiles
{
    public const string OxygenSource = "plate-reader/o2";
    public const string PHSource = "plate-reader/ph";

    private PlateReaderFiles(ImmutableArray<Frame> frames, ImmutableArray<int> positions, int readings, int duplicates) =>
        (Frames, Positions, Readings, Duplicates) = (frames, positions, readings, duplicates);

    public ImmutableArray<Frame> Frames { get; }

    /// <summary>Position numbers of all files, ascending.</summary>
    public ImmutableArray<int> Positions { get; }

    /// <summary>Rows that went into frames, of both variables.</summary>
    public int Readings { get; }

    /// <summary>Rows that repeated an earlier row exactly.</summary>
    public int Duplicates { get; }

    /// <summary>
    /// Reads <c>o2.csv</c> and <c>ph.csv</c> of the folder, either of which may be absent; where there is neither, every <c>*.csv</c>.
    /// </summary>
    /// <exception cref="InputException">The folder or a row of a file is not as described; the message says which line.</exception>
    public static PlateReaderFiles Open(string folder)
    {
        List<PlateReaderTable> tables = [.. FilesOf(folder).Select(PlateReaderTable.Read)];
        int[] positions = [.. tables.SelectMany(t => t.Rows).Select(r => r.Position).Distinct().Order()];

        var frames = new List<Frame>();
        int readings = 0, duplicates = 0;
        foreach ((string source, Unit unit) in new[] { (OxygenSource, Unit.Percent), (PHSource, Unit.PH) })
        {
            var rows = new List<PlateReaderRow>();
            foreach (PlateReaderTable table in tables)
                if (table.Unit == unit) rows.AddRange(table.Rows);
            if (rows.Count == 0) continue;
            (List<Frame> read, int repeated) = PlateReaderFrames.Of(source, unit, rows, positions);
            frames.AddRange(read);
            readings += rows.Count - repeated;
            duplicates += repeated;
        }
        // The sort is stable and oxygen was added first.
        return new PlateReaderFiles([.. frames.OrderBy(f => f.Time)], [.. positions], readings, duplicates);
    }

    private static string[] FilesOf(string folder)
    {
        if (!Directory.Exists(folder)) throw new InputException(folder, "There is no such folder of plate-reader files.");
        string[] all = [.. Directory.EnumerateFiles(folder)
            .Where(f => f.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        string[] named = [.. all.Where(f => Path.GetFileName(f).ToLowerInvariant() is "o2.csv" or "ph.csv")];
        if (all.Length == 0) throw new InputException(folder, "The folder has no CSV file; o2.csv and ph.csv are looked for.");
        return named.Length > 0 ? named : all;
    }
}
