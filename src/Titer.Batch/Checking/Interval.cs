namespace Titer.Batch;

/// <summary>An interval of real numbers whose ends belong to it or not.</summary>
internal readonly record struct Interval(double Low, bool LowOpen, double High, bool HighOpen)
{
    public static readonly Interval All = new(double.NegativeInfinity, true, double.PositiveInfinity, true);

    public static Interval Closed(double low, double high) => new(low, false, high, false);

    public static Interval Of(Comparison comparison, double limit) => comparison switch
    {
        Comparison.Less => All with { High = limit },
        Comparison.LessOrEqual => All with { High = limit, HighOpen = false },
        Comparison.Greater => All with { Low = limit },
        _ => All with { Low = limit, LowOpen = false },
    };

    public bool IsEmpty => Low > High || (Low == High && (LowOpen || HighOpen));

    public bool Contains(Interval other) => Intersect(other) == other;

    public Interval Intersect(Interval other)
    {
        (double low, bool lowOpen) = Low > other.Low ? (Low, LowOpen)
            : Low < other.Low ? (other.Low, other.LowOpen)
            : (Low, LowOpen || other.LowOpen);
        (double high, bool highOpen) = High < other.High ? (High, HighOpen)
            : High > other.High ? (other.High, other.HighOpen)
            : (High, HighOpen || other.HighOpen);
        return new Interval(low, lowOpen, high, highOpen);
    }
}
