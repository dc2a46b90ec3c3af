namespace Titer.Records;

/// <summary>How much there is of a series: its values, and the times of the earliest and the latest.</summary>
public sealed record TrendExtent(TrendSeries Series, long Count, DateTimeOffset Begin, DateTimeOffset End);
