using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The line of JSON at the beginning of a block: how many measurements, which entry holds the table of their series (0: this one), the table, and the
/// qualities. <c>{"measurements":2,"table":0,"series":[["pH","[pH]","ion-fet"]],"qualities":[{"quality":0,"status":"Good","reason":""}]}</c> and a
/// line feed.
/// </summary>
/// <param name="Table">Number of the entry that holds the table; that of the block itself when it brings one.</param>
/// <param name="Own">The table of this block; null when it refers to another.</param>
/// <param name="Length">Bytes up to and with the line feed.</param>
internal readonly record struct BlockHead(int Measurements, long Table, SeriesTable? Own, IReadOnlyList<Quality> Qualities, int Length)
{
    public static void Write(CanonicalText to, BlockColumns columns, SeriesTable table, bool own)
    {
        to.Literal("{\"measurements\":"u8);
        to.Integer(columns.Count);
        to.Literal(",\"table\":"u8);
        to.Integer(own ? 0 : table.Entry);
        to.Literal(",\"series\":"u8);
        BlockSeries.Write(to, own ? table.All : []);
        to.Literal(",\"qualities\":["u8);
        for (int i = 0; i < columns.QualityList.Count; i++)
        {
            to.Literal(i == 0 ? "{\"quality\":"u8 : ",{\"quality\":"u8);
            to.Integer(i);
            QualityForm.Write(to, columns.QualityList[i]);
            to.Literal("}"u8);
        }
        to.Literal("]}\n"u8);
    }

    /// <param name="entry">Number of the entry that holds the block.</param>
    /// <exception cref="InvalidDataException">This is no beginning of a block.</exception>
    public static BlockHead Read(ReadOnlySpan<byte> payload, long entry, Names names)
    {
        var from = new CanonicalScanner(payload, names);
        from.Literal("{\"measurements\":"u8);
        long count = from.Integer();
        if (count is < 1 or > MeasurementBlock.Most)
            throw new InvalidDataException($"The block says that it holds {count} measurements; a block has 1 to {MeasurementBlock.Most}.");
        from.Literal(",\"table\":"u8);
        long table = from.Integer();
        from.Literal(",\"series\":"u8);
        SeriesTable? own = SeriesTable.Of(entry, BlockSeries.Read(ref from));
        if (table != 0)
        {
            if (own.Count > 0 || !SeriesTable.Reaches(table, entry))
                throw new InvalidDataException($"The block refers to a table of series in entry {table}, which cannot be the one of entry {entry}.");
            own = null;
        }
        from.Literal(",\"qualities\":["u8);
        var qualities = new List<Quality>();
        while (from.Item(qualities.Count == 0))
        {
            from.Literal("{\"quality\":"u8);
            if (from.Integer() != qualities.Count || qualities.Count >= count) throw from.Wrong("the next quality");
            qualities.Add(QualityForm.Read(ref from));
            from.Literal("}"u8);
        }
        from.Literal("}\n"u8);
        return new BlockHead((int)count, own is null ? table : entry, own, qualities, payload.Length - from.Left);
    }
}
