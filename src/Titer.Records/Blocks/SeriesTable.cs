using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The series that blocks name by number. A block brings a table or refers to the entry that did, so that a block of few measurements is
/// small, and one that is read by itself needs one other entry at most.
/// </summary>
internal sealed class SeriesTable
{
    /// <summary>
    /// A table serves the entries whose number divided by this gives the same as its own. So whoever goes on with a record, after a kill for
    /// instance, finds the table that is in force by looking back that far, and writes what would have been written without the kill.
    /// </summary>
    public const long Reach = 1024;

    /// <summary>A new table keeps the series of the one before up to so many; beyond, it begins with those of its block.</summary>
    private const int Most = 4096;

    private readonly Dictionary<BlockSeries, int> _numbers = [];
    private readonly List<BlockSeries> _series = [];

    // Which series came after each one: streams go round and round, and comparing with a guess is cheaper than a look-up of three strings.
    private readonly List<int> _after = [];
    private int _last;

    private SeriesTable(long entry) => Entry = entry;

    /// <summary>The entry that holds it.</summary>
    public long Entry { get; }

    public int Count => _series.Count;

    public BlockSeries this[int number] => _series[number];

    public ReadOnlySpan<BlockSeries> All => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_series);

    public static bool Reaches(long table, long entry) => table > 0 && table < entry && table / Reach == entry / Reach;

    /// <exception cref="InvalidDataException">A series stands twice.</exception>
    public static SeriesTable Of(long entry, List<BlockSeries> series)
    {
        var table = new SeriesTable(entry);
        foreach (BlockSeries one in series)
            if (!table.TryAdd(one)) throw new InvalidDataException($"The series {one.Tag} of {one.Source} stands twice in the table of the block.");
        return table;
    }

    /// <summary>The table that entry <paramref name="entry"/> uses for these measurements: <paramref name="before"/>, or a new one.</summary>
    /// <param name="numbers">Receives the number of the series of each measurement.</param>
    public static SeriesTable For(SeriesTable? before, long entry, ReadOnlySpan<Measurement> measurements, Span<long> numbers)
    {
        if (before is not null && Reaches(before.Entry, entry))
        {
            if (before.TryNumber(measurements, numbers)) return before;
            var wider = new SeriesTable(entry);
            foreach (BlockSeries one in before._series) wider.TryAdd(one);
            foreach (Measurement m in measurements) wider.TryAdd(Key(m));
            if (wider.Count <= Most)
            {
                wider.TryNumber(measurements, numbers);
                return wider;
            }
        }
        var table = new SeriesTable(entry);
        foreach (Measurement m in measurements) table.TryAdd(Key(m));
        table.TryNumber(measurements, numbers);
        return table;
    }

    private static BlockSeries Key(Measurement m) => new(m.Tag, m.Unit, m.Source ?? "");

    private bool TryAdd(BlockSeries series)
    {
        if (!_numbers.TryAdd(series, _series.Count)) return false;
        _series.Add(series);
        _after.Add(_series.Count);
        return true;
    }

    private bool TryNumber(ReadOnlySpan<Measurement> measurements, Span<long> numbers)
    {
        for (int i = 0; i < measurements.Length; i++)
        {
            BlockSeries key = Key(measurements[i]);
            int number = _last < _after.Count ? _after[_last] : 0;
            if (number >= _series.Count || _series[number] != key)
            {
                if (!_numbers.TryGetValue(key, out number)) return false;
                _after[_last] = number;
            }
            numbers[i] = _last = number;
        }
        return true;
    }
}
