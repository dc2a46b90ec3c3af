using Titer.Core;
using Titer.Numerics;
using Titer.Records;

namespace Titer.Bench.Records;

/// <summary>
/// The tiers of a year of 100 tags at 1 Hz, 3.15e9 values that nobody can ingest in a benchmark. The buckets of minutes are those of 60
/// simulated seconds each, drawn from a store of such minutes, moved and scaled; the rows, and the tier of hours over them, are made by the
/// code that makes them for a record. Only the rows of minutes of the last weeks are stored: no query of a year reads others. Of one tag one second is a spike.
/// </summary>
internal static class TrendYear
{
    public const int Tags = 100, Hours = 365 * 24;
    public const double Spike = 999;

    private const int Drawn = 4096, EntriesPerHour = 3600, HoursOfMinutes = 30 * 24;

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The minute of the spike, and the tag that has it.</summary>
    public static readonly DateTimeOffset SpikeMinute = Start.AddHours(5413).AddMinutes(17);

    public static Tag TagOf(int series) => new($"line/T{series:000}");

    /// <param name="days">Called after each day, to commit.</param>
    public static void Write(IReadOnlyList<ITierStore> stores, Action days)
    {
        TrendBucket[] minutes = Simulated();
        var hours = new OpenTier(Tier.Hour);
        var buckets = new TrendBucket[Tier.Packed];
        TrendSeries[] series = [.. Enumerable.Range(1, Tags).Select(s => new TrendSeries(SeriesKind.Measured, TagOf(s), Unit.Celsius, "chip"))];
        int at = 0, known = 0;
        for (int hour = 0; hour < Hours; hour++)
        {
            long upto = (hour + 1L) * EntriesPerHour, start = Start.AddHours(hour).UtcTicks;
            List<TierRow> rows = [];
            for (int s = 1; s <= Tags; s++)
            {
                for (int m = 0; m < Tier.Packed; m++)
                {
                    TrendBucket drawn = minutes[at++ & (Drawn - 1)];
                    double level = 37 + Math.Sin(hour * 1e-3 * s), scale = 0.1 + 0.001 * (at % 97);
                    buckets[m] = new TrendBucket(start + m * Tier.Ticks(Tier.Minute), 60, 0, level + scale * drawn.Minimum, level + scale * drawn.Maximum, 60 * level + scale * drawn.Sum,
                        double.NaN, double.NaN, scale, Ne107.Good);
                    if (s == 1 && buckets[m].Start == SpikeMinute) buckets[m].Add(Spike, scale, Ne107.Good);
                }
                byte[] packed = PackedBuckets.Write(start, Tier.Minute, buckets);
                rows.Add(new TierRow(Tier.Minute, upto, s, start / Tier.ChunkTicks(Tier.Minute), upto - EntriesPerHour + 1, upto, start,
                    start + Tier.Ticks(Tier.Hour) - 1, 3600, packed));
                hours.Merge(rows[^1]);
            }
            if (hour < Hours - HoursOfMinutes) rows.Clear();
            if (hours.IsFull) rows.AddRange(hours.Drain(upto));
            foreach (ITierStore store in stores) store.Store(known, known == 0 ? series : [], rows);
            known = Tags;
            if (hour % 24 == 23) days();
        }
    }

    private static TrendBucket[] Simulated()
    {
        var random = new Gaussian(202);
        var minutes = new TrendBucket[Drawn];
        for (int i = 0; i < Drawn; i++)
        {
            minutes[i] = new TrendBucket(0);
            for (int second = 0; second < 60; second++) minutes[i].Add(random.Next(), 1, Ne107.Good);
        }
        return minutes;
    }
}
