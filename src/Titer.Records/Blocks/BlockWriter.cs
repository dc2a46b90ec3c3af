using Titer.Core;

namespace Titer.Records;

/// <summary>Writes the blocks of one record and knows the table of series that is in force. Each call gives a view of one buffer, valid until the
/// next; not thread-safe.</summary>
internal sealed class BlockWriter
{
    private readonly CanonicalText _text = new();
    private readonly BlockColumns _columns = new();
    private readonly BlockForm _form = new();

    /// <summary>The table that the next block may refer to; null when there is none.</summary>
    public SeriesTable? Table { get; set; }

    /// <param name="entry">Number of the entry that will hold the block.</param>
    /// <exception cref="ArgumentException">There is nothing to write, or more than a block holds, or a tag without a name.</exception>
    public ReadOnlySpan<byte> Write(long entry, ReadOnlySpan<Measurement> measurements)
    {
        if (measurements.Length is < 1 or > MeasurementBlock.Most)
            throw new ArgumentException($"A block has 1 to {MeasurementBlock.Most} measurements, not {measurements.Length}.", nameof(measurements));
        _columns.Take(measurements);
        SeriesTable table = SeriesTable.For(Table, entry, measurements, _columns.Series);
        _text.Clear();
        _form.Write(_text, _columns, table, own: table.Entry == entry);
        Table = table;
        return _text.Written;
    }
}
