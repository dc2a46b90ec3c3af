using Titer.Core;

namespace Titer.Records;

/// <summary>What of the trends is asked for.</summary>
/// <param name="Tags">Series of these tags; empty for all.</param>
/// <param name="From">First time; null for that of the first value.</param>
/// <param name="To">End, no longer included; null for after the last value.</param>
/// <param name="Points">At most so many per series, from 1.</param>
public sealed record TrendQuery(IReadOnlyList<Tag> Tags, DateTimeOffset? From = null, DateTimeOffset? To = null, int Points = 2000);
