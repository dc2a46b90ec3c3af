namespace Titer.Records;

/// <summary>
/// The series of measurements in their order, as 0 where the one comes that last followed the one before (at first: the next in the table, after the last one the first), else as
/// its number plus one. Streams go round and round, and then this is nothing but zeros. Owns its buffer.
/// </summary>
internal sealed class FollowCode
{
    private int[] _after = [];

    public void Encode(ReadOnlySpan<long> series, Span<long> codes, int known)
    {
        Begin(known);
        int last = known;
        for (int i = 0; i < series.Length; i++)
        {
            int one = (int)series[i];
            codes[i] = _after[last] == one ? 0 : one + 1;
            _after[last] = one;
            last = one;
        }
    }

    /// <summary>In place.</summary>
    /// <exception cref="InvalidDataException">There is no such series.</exception>
    public void Decode(Span<long> codes, int known)
    {
        Begin(known);
        int last = known;
        for (int i = 0; i < codes.Length; i++)
        {
            long one = codes[i] == 0 ? _after[last] : codes[i] - 1;
            if (one < 0 || one >= known) throw new InvalidDataException($"A measurement of the block is of series {one}, and the table has {known}.");
            codes[i] = one;
            _after[last] = (int)one;
            last = (int)one;
        }
    }

    // One place more than there are series: what stands before the first measurement.
    private void Begin(int known)
    {
        if (_after.Length <= known) _after = new int[known + 1];
        for (int i = 0; i < known; i++) _after[i] = i + 1 < known ? i + 1 : 0;
        _after[known] = 0;
    }
}
