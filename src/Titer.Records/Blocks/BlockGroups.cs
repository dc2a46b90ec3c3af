namespace Titer.Records;

/// <summary>
/// The order in which a block holds its values: series by series where a series has many of them, since a value is most like the one before of its
/// own series; then those of all others in their order, since what stands before a column would outweigh it. Owns its buffers.
/// </summary>
internal sealed class BlockGroups
{
    /// <summary>A series with fewer measurements in the block goes with the others.</summary>
    public const int Least = 32;

    private int[] _order = [], _begin = [];
    private readonly List<int> _ends = [];

    /// <summary>For each place in the order of groups, which measurement stands there.</summary>
    public ReadOnlySpan<int> Order(int count) => _order.AsSpan(0, count);

    /// <summary>Where each group ends in that order.</summary>
    public IReadOnlyList<int> Ends => _ends;

    /// <param name="series">Number of the series of each measurement, in their order.</param>
    /// <param name="known">How many series there are.</param>
    public void Form(ReadOnlySpan<long> series, int known)
    {
        if (_order.Length < series.Length) _order = new int[series.Length];
        if (_begin.Length < known) _begin = new int[known];
        Span<int> begin = _begin.AsSpan(0, known);
        begin.Clear();
        _ends.Clear();
        foreach (long one in series) begin[(int)one]++;
        int at = 0;
        for (int i = 0; i < known; i++)
        {
            int count = begin[i];
            begin[i] = count >= Least ? at : -1;
            if (count < Least) continue;
            at += count;
            _ends.Add(at);
        }
        if (at < series.Length) _ends.Add(series.Length);
        for (int i = 0; i < series.Length; i++)
        {
            ref int place = ref begin[(int)series[i]];
            _order[place < 0 ? at++ : place++] = i;
        }
    }
}
