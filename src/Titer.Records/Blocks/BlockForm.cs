namespace Titer.Records;

/// <summary>
/// Canonical form of a block of measurements (docs/record.md, Blocks): a line of JSON that says what is in it,
/// <c>{"measurements","table","series","qualities"}</c>, then its columns in binary. Column by column and lossless: of a noisy double only the bits
/// that the noise reaches are kept. Its own coding, since what general compressors write changes with their version, and the hash of the
/// entry must not. Owns its buffers; not thread-safe.
/// </summary>
internal sealed class BlockForm
{
    private readonly DoubleRun _doubles = new();
    private readonly BlockGroups _groups = new();
    private readonly FollowCode _follow = new();
    private readonly double[] _run = new double[IntegerRun.Longest];
    private readonly long[] _numbers = new long[IntegerRun.Longest];
    private long[] _codes = [];

    /// <param name="own">The block brings the table; else it refers to the entry that did.</param>
    public void Write(CanonicalText to, BlockColumns columns, SeriesTable table, bool own)
    {
        BlockHead.Write(to, columns, table, own);
        if (_codes.Length < columns.Count) _codes = new long[columns.Count];
        Span<long> codes = _codes.AsSpan(0, columns.Count);
        _follow.Encode(columns.Series, codes, table.Count);
        Write(to, codes);
        Write(to, columns.Ticks);
        Write(to, columns.Qualities);
        _groups.Form(columns.Series, table.Count);
        ReadOnlySpan<int> order = _groups.Order(columns.Count);
        int begin = 0;
        foreach (int end in _groups.Ends)
        {
            ReadOnlySpan<int> group = order[begin..end];
            Write(to, columns.Values, group);
            Write(to, columns.Uncertainties, group);
            for (int at = 0; at < group.Length; at += IntegerRun.Longest)
            {
                ReadOnlySpan<int> places = Run(group, at);
                Span<long> numbers = _numbers.AsSpan(0, places.Length);
                for (int i = 0; i < numbers.Length; i++) numbers[i] = columns.Sequences[places[i]];
                IntegerRun.Write(to, 0, IntegerRun.Of(numbers), numbers);
            }
            begin = end;
        }
    }

    /// <summary>Fills the columns; <paramref name="from"/> stands after the line of JSON, and the columns know their number.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a block.</exception>
    public void Read(ref BlockScanner from, BlockColumns columns, SeriesTable table)
    {
        Read(ref from, columns.Series);
        _follow.Decode(columns.Series, table.Count);
        Read(ref from, columns.Ticks);
        Read(ref from, columns.Qualities);
        foreach (long ticks in columns.Ticks)
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) throw new InvalidDataException($"{ticks} is not a time.");
        foreach (long place in columns.Qualities)
            if (place < 0 || place >= columns.QualityList.Count)
                throw new InvalidDataException($"A measurement of the block has quality {place}, and the block has {columns.QualityList.Count}.");
        _groups.Form(columns.Series, table.Count);
        ReadOnlySpan<int> order = _groups.Order(columns.Count);
        int begin = 0;
        foreach (int end in _groups.Ends)
        {
            ReadOnlySpan<int> group = order[begin..end];
            Read(ref from, columns.Values, group);
            Read(ref from, columns.Uncertainties, group);
            for (int at = 0; at < group.Length; at += IntegerRun.Longest)
            {
                ReadOnlySpan<int> places = Run(group, at);
                Span<long> numbers = _numbers.AsSpan(0, places.Length);
                IntegerRun.Read(ref from, numbers);
                for (int i = 0; i < numbers.Length; i++) columns.Sequences[places[i]] = numbers[i];
            }
            begin = end;
        }
        from.End();
    }

    private static ReadOnlySpan<int> Run(ReadOnlySpan<int> group, int at) => group[at..Math.Min(at + IntegerRun.Longest, group.Length)];

    private static void Write(CanonicalText to, ReadOnlySpan<long> column)
    {
        for (; column.Length > 0; column = column[Math.Min(IntegerRun.Longest, column.Length)..])
        {
            ReadOnlySpan<long> run = column[..Math.Min(IntegerRun.Longest, column.Length)];
            IntegerRun.Write(to, 0, IntegerRun.Of(run), run);
        }
    }

    private static void Read(ref BlockScanner from, Span<long> column)
    {
        for (; column.Length > 0; column = column[Math.Min(IntegerRun.Longest, column.Length)..])
            IntegerRun.Read(ref from, column[..Math.Min(IntegerRun.Longest, column.Length)]);
    }

    private void Write(CanonicalText to, ReadOnlySpan<double> column, ReadOnlySpan<int> group)
    {
        for (int at = 0; at < group.Length; at += IntegerRun.Longest)
        {
            ReadOnlySpan<int> places = Run(group, at);
            Span<double> run = _run.AsSpan(0, places.Length);
            for (int i = 0; i < run.Length; i++) run[i] = column[places[i]];
            _doubles.Write(to, run);
        }
    }

    private void Read(ref BlockScanner from, Span<double> column, ReadOnlySpan<int> group)
    {
        for (int at = 0; at < group.Length; at += IntegerRun.Longest)
        {
            ReadOnlySpan<int> places = Run(group, at);
            Span<double> run = _run.AsSpan(0, places.Length);
            _doubles.Read(ref from, run);
            for (int i = 0; i < run.Length; i++) column[places[i]] = run[i];
        }
    }
}
