using System.Collections.Immutable;
using System.Diagnostics;
using Titer.Core;
using Titer.Records;
using Titer.Tests;

namespace Titer.Bench.Records;

/// <summary>
/// How long a year of 100 tags at 1 Hz takes to be drawn at 2,000 points, from both stores; and whether trends of what was ingested are true.
/// </summary>
internal sealed class TrendPart : IRecordsPart
{
    private const int Points = 2000, Repeats = 7;

    public string Name => "trend";

    public void Run(Dictionary<string, object?> figures)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("titer-bench-");
        try
        {
            Ingested(Path.Combine(folder.FullName, "hours.db"));
            using PostgresServer? server = PostgresServer.IsInstalled ? new PostgresServer() : null;
            if (server is null) Console.WriteLine("PostgreSQL is not installed; its figures are null.");
            Year(Path.Combine(folder.FullName, "year.db"), server, figures);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Four hours, ingested; every bucket of one tag against its values.</summary>
    private static void Ingested(string file)
    {
        const int seconds = 4 * 3600;
        var source = new TagStream(TimeSpan.TicksPerSecond);
        List<Measurement> own = [];
        var round = new Measurement[TagStream.Tags];
        using SqliteRecord record = SqliteRecord.Create(file);
        for (int i = 0; i < seconds; i++)
        {
            for (int k = 0; k < round.Length; k++) round[k] = source.Next();
            record.Append(round[^1].Time, round);
            own.AddRange(round.Where(m => m.Tag.Name == "line-1/pH.1"));
            if (i % 60 == 0) record.Commit();
        }
        record.Commit();
        long began = Stopwatch.GetTimestamp();
        TrendReader reader = TrendReader.Of(record);
        TrendLine line = reader.Query(new TrendQuery([own[0].Tag], Points: 200))[0];
        double ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        foreach (TrendBucket b in line.Buckets)
        {
            Measurement[] within = [.. own.Where(m => m.Time.UtcTicks >= b.StartTicks && m.Time.UtcTicks < b.StartTicks + line.Width.Ticks)];
            if (within.Length != b.Count || within.Max(m => m.Value) != b.Maximum || within.Min(m => m.Value) != b.Minimum)
                throw new InvalidOperationException($"The trend from {b.Start} on is not that of its values.");
        }
        Console.WriteLine(FormattableString.Invariant(
            $"ingested {seconds * TagStream.Tags:N0} values: {line.Buckets.Length} buckets of one tag are those of its {own.Count} values; {ms:F0} ms"));
    }

    private static void Year(string file, PostgresServer? server, Dictionary<string, object?> figures)
    {
        long began = Stopwatch.GetTimestamp();
        PostgresAddress? address = Prepare(server);
        using (SqliteRecord sqlite = SqliteRecord.Create(file))
        using (PostgresRecord? postgres = address is null ? null : PostgresRecord.Create(address))
        {
            IRecord[] records = postgres is null ? [sqlite] : [sqlite, postgres];
            TrendYear.Write([.. records.Select(r => ((ChainedRecord)r).Tiers!)], () =>
            {
                foreach (IRecord record in records) record.Commit();
            });
        }
        Console.WriteLine($"The {TrendYear.Tags} tags of a year at 1 Hz, 3.15e9 values, were not ingested: buckets of minutes are drawn from simulated");
        Console.WriteLine(FormattableString.Invariant(
            $"seconds, and rows made of them by the code of a record: {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s, {new FileInfo(file).Length / 1e6:N0} MB."));
        Console.WriteLine($"{Points} points of the year, ms    one tag cold       warm  {TrendYear.Tags} tags cold       warm");
        figures["trend_ms"] = Time("sqlite", () => SqliteRecord.Open(file), () => Forget(file), figures);
        Time("postgres", address is null ? null : () => PostgresRecord.Open(address), () =>
        {
            server!.Stop();
            server.Start();
        }, figures);
    }

    private static PostgresAddress? Prepare(PostgresServer? server)
    {
        if (server is null) return null;
        server.Sql("postgres", "CREATE ROLE historian LOGIN");
        PostgresDatabase.Prepare(PostgresAddress.Parse(server.Address("postgres")), "historian");
        return PostgresAddress.Parse(server.Address("postgres", "year", "historian"));
    }

    /// <returns>All tags, warm.</returns>
    private static double? Time(string store, Func<IRecord>? open, Action chill, Dictionary<string, object?> figures)
    {
        ImmutableArray<Tag> one = [TrendYear.TagOf(1)], all = [];
        double?[] ms = [null, null, null, null];
        for (int k = 0; open is not null && k < 4; k++)
        {
            ImmutableArray<Tag> tags = k < 2 ? one : all;
            if (k % 2 == 0) chill();
            ms[k] = Enumerable.Range(0, k % 2 == 0 ? 1 : Repeats).Min(_ => Query(open, tags));
        }
        (figures[$"trend_{store}_one_cold_ms"], figures[$"trend_{store}_one_ms"]) = (ms[0], ms[1]);
        (figures[$"trend_{store}_all_cold_ms"], figures[$"trend_{store}_all_ms"]) = (ms[2], ms[3]);
        if (open is not null) Console.WriteLine(FormattableString.Invariant($"{store,-28} {ms[0],14:F0} {ms[1],10:F1} {ms[2],14:F0} {ms[3],10:F0}"));
        return ms[3];
    }

    /// <summary>Opening the record, reading and merging, as a page that shows trends would.</summary>
    private static double Query(Func<IRecord> open, ImmutableArray<Tag> tags)
    {
        long began = Stopwatch.GetTimestamp();
        using IRecord record = open();
        var query = new TrendQuery(tags, TrendYear.Start, TrendYear.Start.AddHours(TrendYear.Hours), Points);
        ImmutableArray<TrendLine> lines = TrendReader.Of(record).Query(query);
        double ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        TrendLine first = lines.Single(l => l.Series.Tag == TrendYear.TagOf(1));
        TrendBucket peak = first.Buckets.MaxBy(b => b.Maximum);
        if (lines.Length != (tags.IsEmpty ? TrendYear.Tags : 1) || first.Buckets.Length > Points
            || first.Buckets.Sum(b => b.Count) != 3600L * TrendYear.Hours + 1 || peak.Maximum != TrendYear.Spike || peak.Start > TrendYear.SpikeMinute || peak.Start + first.Width <= TrendYear.SpikeMinute)
            throw new InvalidOperationException("The trend of the year is not that of its minutes.");
        return ms;
    }

    /// <summary>The pages of the file leave the memory of the operating system; that of the disk may still have them.</summary>
    private static void Forget(string file)
    {
        const string drop = "sync \"$0\"; dd of=\"$0\" oflag=nocache conv=notrunc,fdatasync count=0 2>/dev/null";
        using Process forget = Process.Start("/bin/sh", ["-c", drop, file]);
        forget.WaitForExit();
    }
}
