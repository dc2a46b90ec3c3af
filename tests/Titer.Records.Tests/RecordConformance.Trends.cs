using CsCheck;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>What every store does with trends.</summary>
public abstract partial class RecordConformance
{
    private static readonly Tag[] Tags = [new("pH"), new("glucose"), new("culture-07/DO")];

    /// <summary>A batch as it may come: regular, late and disordered times, spikes, bad values, NaN, commits and restarts anywhere.</summary>
    private sealed record TrendCase(double Step, int Values, int Commit, int Restart, bool Completes, int Seed)
    {
        public IEnumerable<Measurement> Measurements()
        {
            var random = new Random(Seed);
            for (int i = 0; i < Values; i++)
            {
                double seconds = i * Step;
                // A laboratory result, a clock that was wrong, and the usual jitter.
                if (random.Next(20) == 0) seconds -= random.NextDouble() * 50 * Step;
                if (random.Next(200) == 0) seconds += (random.NextDouble() - 0.5) * 1e7;
                DateTimeOffset time = Start.AddSeconds(seconds);
                double value = random.Next(50) switch
                {
                    0 => 1e6 * (random.NextDouble() - 0.5),
                    1 => double.NaN,
                    2 => double.NegativeInfinity,
                    _ => 7 + random.NextDouble(),
                };
                Ne107 status = random.Next(6) == 0 ? (Ne107)random.Next(5) : Ne107.Good;
                Tag tag = Tags[random.Next(10) == 0 ? 2 : i % 2];
                yield return new Measurement(tag, time, value, Unit.PH, 0.01 * random.Next(1, 9), new Quality(status), "ion-fet", i);
            }
        }
    }

    private static readonly Gen<TrendCase> Cases = Gen.Select(
        Gen.Int[0, 3].Select(i => new[] { 0.02, 1, 30, 700 }[i]), Gen.Int[1, 900], Gen.Int[1, 200], Gen.Int[0, 900], Gen.Bool, Gen.Int[0, 100_000],
        (step, values, commit, restart, completes, seed) => new TrendCase(step, values, commit, restart, completes, seed));

    private static readonly Gen<(double From, double To, int Points)> Ranges =
        Gen.Select(Gen.Double[-0.2, 1], Gen.Double[0, 1.2], Gen.Int[1, 300], (a, b, n) => (a, Math.Max(a, b), n));

    [Fact]
    public void No_extreme_and_no_value_is_lost_between_the_values_and_a_trend_of_any_range_and_resolution()
    {
        int run = 0;
        Gen.Select(Cases, Ranges.Array[6]).ForAll(14, c =>
        {
            (TrendCase of, (double From, double To, int Points)[] ranges) = c;
            string name = $"t{run++}";
            Measurement[] all = Record(name, of);
            using IRecord record = Open(name);
            TrendReader trends = TrendReader.Of(record), again = TrendReader.Of(record, fromEntries: true);
            Check(trends, all, new TrendQuery([], Points: 100));
            double length = of.Step * of.Values;
            foreach ((double from, double to, int points) in ranges)
            {
                var query = new TrendQuery([], Start.AddSeconds(from * length), Start.AddSeconds(to * length), points);
                Check(trends, all, query);
                Check(again, all, query);
            }
        });
    }

    [Fact]
    public void A_spike_of_one_value_in_a_week_stays_at_its_full_height_at_any_zoom()
    {
        const int spike = 7_654;
        using (IRecord record = Create("a"))
        {
            for (int i = 0; i < 10_080; i++)
            {
                record.Append(Start.AddMinutes(i), new Measurement(Tags[0], Start.AddMinutes(i), i == spike ? 9.5 : 7, Unit.PH, 0.01, Quality.Good, "ion-fet", i));
                if (i % 600 == 0) record.Commit();
            }
            record.Commit();
        }
        using IRecord read = Open("a");
        TrendReader trends = TrendReader.Of(read);
        foreach (int points in (int[])[1, 2, 7, 100, 2000])
        {
            TrendLine trend = Assert.Single(trends.Query(new TrendQuery([Tags[0]], Points: points)));
            Assert.InRange(trend.Buckets.Length, 1, points);
            TrendBucket peak = trend.Buckets.MaxBy(b => b.Maximum);
            Assert.Equal(9.5, peak.Maximum);
            Assert.InRange(Start.AddMinutes(spike).UtcTicks, peak.StartTicks, peak.StartTicks + trend.Width.Ticks - 1);
        }
        TrendLine zoomed = Assert.Single(trends.Query(new TrendQuery([Tags[0]], Start.AddMinutes(spike - 3), Start.AddMinutes(spike + 3), 100)));
        Assert.True(zoomed.IsRaw);
        Assert.Equal([7, 7, 7, 9.5, 7, 7], zoomed.Buckets.Select(b => b.Mean));
    }

    [Fact]
    public void The_same_values_give_the_same_tiers_in_every_store_to_the_last_bit()
    {
        Record("a", new TrendCase(30, 900, 50, 0, false, 201));
        using IRecord record = Open("a");
        ITierStore tiers = ((ChainedRecord)record).Tiers!;
        Assert.Equal(Tags.Select(t => new TrendSeries(SeriesKind.Measured, t, Unit.PH, "ion-fet")).OrderBy(s => s.Tag), tiers.Series().OrderBy(s => s.Tag));
        string rows = string.Join("\n", new[] { Tier.Minute, Tier.Hour }.SelectMany(w => tiers.Rows(new TierRange(w)).OrderBy(r => r.Series).ThenBy(r => r.Chunk).ThenBy(r => r.Upto))
            .Select(r => $"{r with { Buckets = default }} {Convert.ToHexString(r.Buckets.Span)}"));
        // In both stores: nothing here depends on which one it is.
        Assert.Equal("1f3f86765d32d42ddb644bb8c6d5589f", ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(rows))[..32]);
    }

    [Fact]
    public void The_tiers_of_a_record_that_stopped_and_went_on_are_those_of_one_that_never_stopped()
    {
        var whole = new TrendCase(30, 900, 100, 0, true, 202);
        Record("whole", whole);
        Record("stopped", whole with { Restart = 450 });
        Assert.Equal(Rows("whole"), Rows("stopped"));
        Assert.NotEmpty(Rows("whole"));

        List<string> Rows(string name)
        {
            using IRecord record = Open(name);
            ITierStore tiers = ((ChainedRecord)record).Tiers!;
            return [.. new[] { Tier.Minute, Tier.Hour }.SelectMany(w => tiers.Rows(new TierRange(w)).OrderBy(r => r.Series).ThenBy(r => r.Chunk).ThenBy(r => r.Upto))
                .Select(r => $"{r with { Buckets = default }} {Convert.ToHexString(r.Buckets.Span)}")];
        }
    }

    [Fact]
    public void Rows_of_a_killed_writer_that_were_not_committed_are_gone_with_their_entries()
    {
        using IRecord record = Create("running");
        Minutes(record, 0, 30);
        record.Commit();
        Minutes(record, 30, 400);
        string left = Kill(record, "running");
        using (IRecord read = Open(left)) Assert.Equal(30, TrendReader.Of(read).Extents([])[0].Count);
        using (IRecord resumed = OpenForAppend(left))
        {
            Minutes(resumed, 30, 130);
            resumed.Commit();
        }
        using IRecord after = Open(left);
        Assert.Equal(130, TrendReader.Of(after).Extents([])[0].Count);
        Assert.True(((ChainedRecord)after).Tiers!.Upto(Tier.Minute) > 0);
    }

    [Fact]
    public void A_trend_is_read_while_the_run_is_written_and_shows_what_is_committed()
    {
        using IRecord writer = Create("a");
        Minutes(writer, 0, 200);
        writer.Commit();
        using IRecord reader = Open("a");
        TrendReader before = TrendReader.Of(reader);
        Minutes(writer, 200, 500);
        writer.Commit();
        Assert.Equal(200, before.Query(new TrendQuery([], Points: 1))[0].Buckets.Sum(b => b.Count));
        Assert.Equal(500, TrendReader.Of(reader).Query(new TrendQuery([], Points: 1))[0].Buckets.Sum(b => b.Count));
        Assert.Equal(500, TrendReader.Of(writer).Query(new TrendQuery([], Points: 1))[0].Buckets.Sum(b => b.Count));
    }

    [Fact]
    public void What_is_estimated_and_commanded_has_its_trends_beside_what_is_measured()
    {
        using (IRecord record = Create("a"))
        {
            for (int i = 0; i < 100; i++)
            {
                DateTimeOffset at = Start.AddMinutes(i);
                record.Append(at, new Measurement(Tags[1], at, i, Unit.Millimolar, 0.5, Quality.Good, "raman", i));
                record.Append(at, new Estimate("ukf", at, "ab12", [new Variable(Tags[1], Unit.Millimolar), new Variable(Tags[0], Unit.PH)], [i + 0.5, 7],
                    [0.25, 0, 0.01], []));
                record.Append(at, new Command(new Tag("feed-pump"), at, 0.01 * i, Unit.LitrePerHour, 0, 2, i < 50 ? "glucose/feed" : "glucose/hold", "feedback", []));
            }
            record.Commit();
        }
        using IRecord read = Open("a");
        TrendReader trends = TrendReader.Of(read);
        Assert.Equal(["feed-pump commanded, L/h", "glucose measured by raman, mM", "glucose estimated by ukf, mM", "pH estimated by ukf, pH"],
            trends.Extents([]).Select(e => e.Series.ToString()));
        Assert.All(trends.Extents([]), e => Assert.Equal((100, Start, Start.AddMinutes(99)), (e.Count, e.Begin, e.End)));
        TrendLine[] glucose = [.. trends.Query(new TrendQuery([Tags[1]], Points: 10))];
        Assert.Equal([0.5, 0.5], glucose.Select(t => t.Buckets.Max(b => b.Uncertainty)));
        Assert.Equal([0, 0.5], glucose.Select(t => t.Buckets[0].Minimum));
        Assert.Equal(0.1, trends.Query(new TrendQuery([Tags[0]], Points: 10))[0].Buckets[0].Uncertainty, 1e-12);
    }

    private static void Minutes(IRecord record, int from, int to)
    {
        for (int i = from; i < to; i++)
            record.Append(Start.AddMinutes(i), new Measurement(Tags[0], Start.AddMinutes(i), 7, Unit.PH, 0.01, Quality.Good, "ion-fet", i));
    }

    private Measurement[] Record(string name, TrendCase of)
    {
        IRecord record = Create(name);
        int i = 0;
        Measurement[] all = [.. of.Measurements()];
        foreach (Measurement measurement in all)
        {
            if (i == of.Restart && i > 0)
            {
                record.Commit();
                record.Dispose();
                record = OpenForAppend(name);
            }
            record.Append(Start.AddSeconds(i * of.Step), measurement);
            if (++i % of.Commit == 0) record.Commit();
        }
        if (of.Completes) record.Append(Start, new Event(Start, EventKind.Run, Severity.Information, "run", "run.completed", "The batch is complete."));
        record.Commit();
        record.Dispose();
        return all;
    }

    /// <summary>Every trend against the values themselves.</summary>
    private static void Check(TrendReader reader, Measurement[] all, TrendQuery query)
    {
        foreach (TrendLine trend in reader.Query(query))
        {
            Measurement[] own = [.. all.Where(m => m.Tag == trend.Series.Tag)];
            Assert.InRange(trend.Buckets.Length, 0, query.Points);
            if (trend.IsRaw)
            {
                Measurement[] expected = [.. own.Where(m => !(m.Time < query.From) && !(m.Time >= query.To)).OrderBy(m => m.Time)];
                Assert.Equal(expected.Select(m => m.Time), trend.Buckets.Select(b => b.Start));
                Assert.Equal(expected.Length, trend.Buckets.Sum(b => b.Count));
                Assert.Equal(expected.Select(m => IsBad(m) ? double.NaN : m.Value), trend.Buckets.Select(b => b.Mean));
                continue;
            }
            foreach (TrendBucket bucket in trend.Buckets)
            {
                Measurement[] within = [.. own.Where(m => m.Time.UtcTicks >= bucket.StartTicks && m.Time.UtcTicks - bucket.StartTicks < trend.Width.Ticks)];
                Measurement[] good = [.. within.Where(m => !IsBad(m))];
                double[] bad = [.. within.Where(IsBad).Select(m => m.Value).Where(v => !double.IsNaN(v))];
                Assert.Equal(0, bucket.StartTicks % trend.Width.Ticks);
                Assert.Equal((within.Length, within.Length - good.Length), (bucket.Count, bucket.Bad));
                Assert.Equal(within.Max(m => m.Quality.Status), bucket.Worst);
                Assert.Equal(good.Length > 0 ? (good.Min(m => m.Value), good.Max(m => m.Value)) : (double.NaN, double.NaN), (bucket.Minimum, bucket.Maximum));
                Assert.Equal(bad.Length > 0 ? (bad.Min(), bad.Max()) : (double.NaN, double.NaN), (bucket.LowestBad, bucket.HighestBad));
                Assert.Equal(good.Length > 0 ? good.Max(m => m.StandardUncertainty) : 0, bucket.Uncertainty);
                if (good.Length > 0) Assert.Equal(good.Average(m => m.Value), bucket.Mean, 1e-6);
            }
            // Every value asked for is in some bucket.
            long asked = own.Count(m => !(m.Time < query.From) && !(m.Time >= query.To));
            Assert.True(trend.Buckets.Sum(b => b.Count) >= asked);
        }
    }

    private static bool IsBad(Measurement m) => m.Quality.IsBad || !double.IsFinite(m.Value);
}
