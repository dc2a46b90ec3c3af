namespace Titer.Records;

/// <summary>Widths of buckets that people read: 1, 2 or 5 of a decade below a second, divisors of a minute, an hour and a day, then days.</summary>
internal static class BucketWidth
{
    private static readonly long[] UptoADay =
    [
        .. new double[] { 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30 }
            .Select(s => (long)(s * TimeSpan.TicksPerSecond)),
        .. new[] { 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 }.Select(m => m * TimeSpan.TicksPerMinute),
        .. new[] { 1, 2, 3, 4, 5, 6, 8, 12, 24 }.Select(h => h * TimeSpan.TicksPerHour),
    ];

    /// <summary>The smallest width, not below <paramref name="least"/>, whose aligned buckets cover a range with at most so many.</summary>
    /// <param name="from">First tick of the range.</param>
    /// <param name="to">Last tick of the range.</param>
    public static long Of(long from, long to, int points, long least)
    {
        foreach (long width in UptoADay)
            if (width >= least && Buckets(width) <= points) return width;
        // Ends: a width above the range of all times has one bucket.
        for (long days = 2; ; days = days % 10 == 2 ? days / 2 * 5 : days * 2)
            if (days >= DateTime.MaxValue.Ticks / TimeSpan.TicksPerDay) return long.MaxValue;
            else if (Buckets(days * TimeSpan.TicksPerDay) <= points) return days * TimeSpan.TicksPerDay;

        long Buckets(long width) => to / width - from / width + 1;
    }
}
