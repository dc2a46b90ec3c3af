using System.Collections.Immutable;

namespace Titer.App.Web.Charts;

/// <summary>What a chart of trends shows, without its points, which come as <see cref="TrendUpdate"/>.</summary>
/// <param name="Title">The quantity, in the language of the reader.</param>
/// <param name="Unit">Symbol of the unit of all curves; empty for a pure number.</param>
/// <param name="Start">Of the batch, which times count from.</param>
/// <param name="Curves">Updates name them by their position here.</param>
public sealed record Trend(string Title, string Unit, DateTimeOffset Start, ImmutableArray<TrendCurve> Curves)
{
    public ImmutableArray<TrendLimit> Limits { get; init; } = [];

    /// <summary>Time shown before now.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Time that the browser keeps, at least <see cref="Window"/>: this far back it can be panned. What is older is dropped.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Time shown after now, for the plan.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>Least height of the axis in the unit, positive: what is smaller than this is noise and shall not look like news.</summary>
    public double LeastSpan { get; init; } = 1;

    /// <summary>Decimals of values, 0..9.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>Times by the clock rather than in hours of the batch.</summary>
    public bool ByClock { get; init; }
}
