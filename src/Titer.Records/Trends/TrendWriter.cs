using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Makes the tiers of a record as its entries come: a value costs a look-up of its series, and now and then rows are written. What is open
/// depends on nothing but the entries behind the last rows, so that after a crash, in another process or for a record of an older format it
/// is made again from them. Not thread-safe.
/// </summary>
internal sealed class TrendWriter : IValueSink
{
    /// <summary>Values that may be open: whoever reads a record that is being written takes them from their entries, in about 0.1 s.</summary>
    private const long MostOpen = 100_000;

    private readonly ITierStore _store;
    private readonly Dictionary<TrendSeries, int> _numbers = [];
    private readonly List<TrendSeries> _new = [];
    private readonly OpenTier _minutes = new(Tier.Minute), _hours = new(Tier.Hour);

    private TrendWriter(ITierStore store) => _store = store;

    /// <summary>Goes on where the rows of a store end, and takes the entries after them.</summary>
    /// <inheritdoc cref="IRecord.Read" path="/exception"/>
    public static TrendWriter Resume(ITierStore store, IRecord record)
    {
        var writer = new TrendWriter(store);
        foreach (TrendSeries series in store.Series()) writer._numbers[series] = writer._numbers.Count + 1;
        foreach (TierRow row in store.Rows(new TierRange(Tier.Minute, After: store.Upto(Tier.Hour)))) writer._hours.Merge(row);
        writer.TakeAll(record, store.Upto(Tier.Minute));
        return writer;
    }

    /// <summary>Makes all rows of the entries after one.</summary>
    /// <inheritdoc cref="IRecord.Read" path="/exception"/>
    public static void Write(ITierStore store, IRecord record, long after)
    {
        var writer = new TrendWriter(store);
        writer.Write(writer.TakeAll(record, after), all: true);
    }

    /// <summary>Rows are to be written before the next entry is taken.</summary>
    public bool IsFull => _minutes.IsFull || _minutes.Values >= MostOpen;

    public void Take(long entry, TrendSeries series, DateTimeOffset time, double value, double uncertainty, Ne107 status)
    {
        if (!_numbers.TryGetValue(series, out int number))
        {
            _numbers[series] = number = _numbers.Count + 1;
            _new.Add(series);
        }
        _minutes.Add(number, entry, time.UtcTicks, value, uncertainty, status);
    }

    /// <summary>Writes the rows of what is open.</summary>
    /// <param name="upto">The last entry that was taken.</param>
    /// <param name="all">The hours too, whether or not they are full: the record ends here.</param>
    public void Write(long upto, bool all = false)
    {
        List<TierRow> rows = _minutes.Drain(upto);
        foreach (TierRow row in rows) _hours.Merge(row);
        if (_hours.IsFull || all) rows.AddRange(_hours.Drain(upto));
        if (rows.Count > 0) _store.Store(_numbers.Count - _new.Count, _new, rows);
        _new.Clear();
    }

    private long TakeAll(IRecord record, long after)
    {
        var decoder = new EntryDecoder(record);
        foreach (Entry entry in record.Read(after + 1))
        {
            if (IsFull) Write(after);
            EntryValues.Send(entry, decoder, this);
            after = entry.Number;
        }
        return after;
    }
}
