using System.Diagnostics;
using Titer.Core;
using Titer.Records;
using Titer.Tests;

namespace Titer.Bench.Records;

/// <summary>
/// Sustained ingest with durable commits into both stores, against COPY into a plain table in the same run; disk per measurement; speed of
/// verification.
/// </summary>
internal sealed class IngestPart : IRecordsPart
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public string Name => "ingest";

    public void Run(Dictionary<string, object?> figures)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("titer-bench-");
        try
        {
            Sqlite(Path.Combine(folder.FullName, "stream.db"), figures);
            Disk(folder.FullName, figures);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Postgres(figures);
    }

    private static void Sqlite(string file, Dictionary<string, object?> figures)
    {
        Ingest ingest;
        using (SqliteRecord record = SqliteRecord.Create(file)) ingest = Ingest.Into(record, Long);
        Print("SQLite", ingest);
        double bytes = new FileInfo(file).Length / (double)ingest.Measurements;
        long began = Stopwatch.GetTimestamp();
        Verification found = ChainVerifier.Verify(file);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (!found.Ok) throw new InvalidOperationException($"The record that was streamed is {found}");
        Console.WriteLine(FormattableString.Invariant(
            $"verified: {ingest.Measurements / seconds:N0} measurements/s ({found.Entries / seconds:N0} entries/s); {bytes:F2} bytes a measurement"));
        figures["sqlite_per_s"] = ingest.PerSecond;
        figures["bytes_per_measurement"] = bytes;
        figures["verify_per_s"] = ingest.Measurements / seconds;
        figures["sqlite_oldest_ms"] = ingest.Oldest.TotalMilliseconds;
    }

    private static void Postgres(Dictionary<string, object?> figures)
    {
        figures["postgres_per_s"] = figures["postgres_vs_copy"] = null;
        if (!PostgresServer.IsInstalled)
        {
            Console.WriteLine("PostgreSQL is not installed; its figures are null.");
            return;
        }
        using var server = new PostgresServer();
        server.Sql("postgres", "CREATE ROLE recorder LOGIN");
        PostgresDatabase.Prepare(PostgresAddress.Parse(server.Address("postgres")), "recorder");
        Ingest ingest;
        using (PostgresRecord record = PostgresRecord.Create(PostgresAddress.Parse(server.Address("postgres", "stream", "recorder"))))
            ingest = Ingest.Into(record, Long);
        Print("PostgreSQL", ingest);
        double bytes = double.Parse(server.Sql("postgres", "SELECT pg_total_relation_size('titer.entry')")) / ingest.Measurements;
        (double copied, double plain) = PlainTable.Load(server.ConnectionString("postgres"), Long);
        Console.WriteLine(FormattableString.Invariant(
            $"COPY into a plain table: {copied:N0} rows/s; ratio {ingest.PerSecond / copied:F2}; {bytes:F2} bytes a measurement, plain {plain:F1}"));
        figures["postgres_per_s"] = ingest.PerSecond;
        figures["postgres_vs_copy"] = ingest.PerSecond / copied;
        figures["postgres_oldest_ms"] = ingest.Oldest.TotalMilliseconds;
        figures["postgres_bytes_per_measurement"] = bytes;
        figures["plain_bytes_per_measurement"] = plain;
    }

    /// <summary>The slow case, 100 tags once a second with a commit a second, as blocks and as entries of one measurement each.</summary>
    private static void Disk(string folder, Dictionary<string, object?> figures)
    {
        const int seconds = 2000;
        double slow = Slow(Path.Combine(folder, "slow.db"), seconds, (record, time, round) => record.Append(time, round));
        double single = Slow(Path.Combine(folder, "single.db"), seconds / 4, (record, time, round) =>
        {
            foreach (Measurement one in round) record.Append(time, one);
        });
        Console.WriteLine(FormattableString.Invariant(
            $"{TagStream.Tags} tags at 1 Hz, a commit a second: {slow:F2} bytes a measurement; as entries of one measurement each: {single:F0}"));
        figures["slow_bytes_per_measurement"] = slow;
        figures["single_bytes_per_measurement"] = single;
    }

    private static double Slow(string file, int seconds, Action<IRecord, DateTimeOffset, Measurement[]> append)
    {
        var source = new TagStream(TimeSpan.TicksPerSecond);
        var round = new Measurement[TagStream.Tags];
        using (SqliteRecord record = SqliteRecord.Create(file))
        {
            for (int i = 0; i < seconds; i++)
            {
                for (int k = 0; k < round.Length; k++) round[k] = source.Next();
                append(record, round[^1].Time, round);
                record.Commit();
            }
        }
        return new FileInfo(file).Length / (double)seconds / TagStream.Tags;
    }

    private static void Print(string store, Ingest ingest) => Console.WriteLine(FormattableString.Invariant(
        $"{store}: {ingest.PerSecond:N0} measurements/s over {ingest.Seconds:F1} s, durable after {ingest.Oldest.TotalMilliseconds:F0} ms at most"));
}
