namespace Titer.Records;

/// <summary>Where rows of tiers are kept: only ever added, and made durable together with the entries they cover.</summary>
internal interface ITierStore
{
    /// <summary>The series by their numbers: the first has number 1.</summary>
    IReadOnlyList<TrendSeries> Series();

    /// <summary>Number of the last entry that the rows of a tier cover; 0 when there are none.</summary>
    long Upto(int width);

    /// <summary>Rows of the same series and chunk come in the order of their entries, in which they are merged: sums depend on it.</summary>
    IEnumerable<TierRow> Rows(TierRange range);

    /// <param name="known">How many series the store has already.</param>
    /// <param name="series">New ones, to be numbered on.</param>
    void Store(int known, IReadOnlyList<TrendSeries> series, IReadOnlyList<TierRow> rows);
}
