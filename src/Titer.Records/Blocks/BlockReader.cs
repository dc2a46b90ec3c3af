using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Reads blocks and distrusts every byte of them: counts are bounded before anything is allocated, and what was read is written again and must give
/// the same bytes, so that a block has one form only. Not thread-safe.
/// </summary>
/// <param name="record">Where the table of a block is looked up when the entry that holds it was not read before; null when all are read in order.</param>
internal sealed class BlockReader(IRecord? record)
{
    private readonly CanonicalText _again = new();
    private readonly BlockColumns _columns = new();
    private readonly BlockForm _form = new();
    private SeriesTable? _table;

    /// <exception cref="InvalidDataException">The payload is not the canonical form of a block, or its table is not there.</exception>
    public ImmutableArray<Measurement> Read(Entry entry, Names names)
    {
        ReadOnlySpan<byte> payload = entry.Payload.Span;
        BlockHead head = BlockHead.Read(payload, entry.Number, names);
        SeriesTable table = head.Own ?? Table(entry, head.Table, names);
        _columns.Begin(head.Measurements);
        _columns.QualityList.AddRange(head.Qualities);
        var from = new BlockScanner(payload[head.Length..]);
        _form.Read(ref from, _columns, table);
        _again.Clear();
        _form.Write(_again, _columns, table, own: head.Own is not null);
        if (!payload.SequenceEqual(_again.Written))
            throw new InvalidDataException("The payload is not in canonical form: the same measurements are written with other bytes.");
        _table = table;
        return _columns.Measurements(table);
    }

    /// <summary>The table that a record has in force after its last entry; null when it has none.</summary>
    /// <exception cref="InvalidDataException">A block that should hold it cannot be read.</exception>
    public static SeriesTable? InForce(IRecord record, long last)
    {
        long least = Math.Max(1, (last + 1) / SeriesTable.Reach * SeriesTable.Reach);
        // Backwards in growing strides: a stream has a block at its very end, and a run of the loop none at all.
        for (long end = last, stride = 1; end >= least; end -= stride, stride *= 2)
        {
            Entry? block = null;
            foreach (Entry entry in record.Read(Math.Max(least, end - stride + 1)).TakeWhile(e => e.Number <= end))
                if (entry.Kind == EntryKind.Measurements) block = entry;
            if (block is null) continue;
            var names = new Names();
            BlockHead head = BlockHead.Read(block.Payload.Span, block.Number, names);
            return head.Own ?? Held(record, head.Table, names);
        }
        return null;
    }

    private SeriesTable Table(Entry entry, long number, Names names) =>
        _table?.Entry == number ? _table
        : (record is null ? null : Held(record, number, names))
        ?? throw new InvalidDataException($"Entry {entry.Number} has its series from entry {number}, which holds none or was not read before it.");

    private static SeriesTable? Held(IRecord record, long number, Names names) =>
        record.Read(number).FirstOrDefault() is { Kind: EntryKind.Measurements } entry && entry.Number == number
            ? BlockHead.Read(entry.Payload.Span, number, names).Own
            : null;
}
