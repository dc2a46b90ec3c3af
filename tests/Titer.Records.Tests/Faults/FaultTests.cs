using System.Globalization;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>
/// Processes, servers and disks that end in the middle: nothing that was acknowledged is lost, nothing that was not written is accepted, and the record
/// goes on. The suite kills a few times; <c>TITER_KILLS=100</c> in the environment kills as often as one likes.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly TestDatabase Database = new("faults");
    private static readonly int Kills = Environment.GetEnvironmentVariable("TITER_KILLS") is { } kills ? int.Parse(kills, CultureInfo.InvariantCulture) : 6;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_writer_into_a_file_that_is_killed_at_any_time_loses_nothing_it_was_told_is_durable()
    {
        SqliteRecord.Create(_folder["record.db"]).Dispose();
        KillManyTimes(_folder["record.db"], RecordPlace.Of(_folder["record.db"]), seed: 1);
    }

    [Fact]
    public void A_writer_into_a_server_that_is_killed_at_any_time_loses_nothing_it_was_told_is_durable()
    {
        PostgresAddress address = Database.Address("killed");
        PostgresRecord.Create(address).Dispose();
        KillManyTimes($"{address}", RecordPlace.Of(address), seed: 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_is_killed_at_any_time_loses_nothing_that_it_said_is_durable_and_nothing_is_there_twice(bool server)
    {
        RecordPlace place = server ? RecordPlace.Of(Database.Address("stream")) : RecordPlace.Of(_folder["record.db"]);
        place.Create().Dispose();
        var random = new Random(3);
        for (int kill = 0; kill < Kills / 2; kill++)
        {
            using var writer = new Writer(server ? $"{Database.Address("stream")}" : _folder["record.db"], _folder["key.pem"], streams: true);
            writer.KillAfter(TimeSpan.FromMilliseconds(random.NextDouble() * 250));
            Assert.True(place.Verify().Ok);
            using IRecord record = place.Open();
            long[] there = [.. Writer.Measurements(record).Select(m => m.Sequence)];
            Assert.True(there.Length >= writer.Acknowledged.Number && there.Length > 0, $"{there.Length} of {writer.Acknowledged}");
            Assert.Equal(there.Length - 1, there[^1]);
            Assert.True(there.Zip(there.Skip(1)).All(p => p.Second == p.First + 1));
        }
    }

    [Fact]
    public void A_full_disk_ends_the_writer_and_takes_nothing_that_was_acknowledged()
    {
        SqliteRecord.Create(_folder["record.db"]).Dispose();
        SigningKey.OpenOrCreate(_folder["key.pem"]);
        // A file may grow to 1.5 MB (3000 blocks of 512 bytes); the signal that comes with it is ignored, so that the write fails as on a full disk.
        using var writer = new Writer(_folder["record.db"], _folder["key.pem"], "trap '' XFSZ; ulimit -f 3000; export DOTNET_EnableWriteXorExecute=0;");
        writer.End();
        Assert.Contains("record.db", writer.Acknowledged.Failure, StringComparison.Ordinal);
        Assert.True(writer.Acknowledged.Number > Writer.PerCommit);
        Holds(RecordPlace.Of(_folder["record.db"]), writer);
        using SqliteRecord record = SqliteRecord.OpenForAppend(_folder["record.db"]);
        record.Append(Start, new Event(Start, EventKind.Run, Severity.Low, "run", "run.resumed", "There is room again."));
        record.Commit();
        Assert.True(ChainVerifier.Verify(record).Ok);
    }

    [Fact]
    public void A_server_that_is_killed_or_restarted_in_the_middle_of_a_batch_keeps_every_commit()
    {
        using PostgresServer server = OwnServer(out PostgresAddress address);
        PostgresRecord.Create(address).Dispose();
        byte[] head = new byte[32];
        long acknowledged = 0;
        foreach (bool kill in (bool[])[true, false, true])
        {
            using PostgresRecord record = PostgresRecord.OpenForAppend(address);
            Assert.Equal((acknowledged, Convert.ToHexString(head)), (record.Count, Convert.ToHexString(record.Head.Span)));
            Fill(record, 3000);
            record.Commit();
            (acknowledged, head) = (record.Count, record.Head.ToArray());
            Fill(record, 3000);
            if (kill) server.Kill();
            else server.Stop();
            Assert.Contains("run", Assert.Throws<IOException>(record.Commit).Message, StringComparison.Ordinal);
            Assert.Throws<IOException>(() => Fill(record, 1));
            Assert.Throws<InputException>(() => PostgresRecord.Open(address));
            server.Start();
        }
        Assert.True(RecordPlace.Of(address).Verify() is { Ok: true } found && found.Entries == acknowledged);
    }

    [Fact]
    public void A_corrupted_page_of_the_server_is_found_and_what_lies_before_it_is_still_vouched_for()
    {
        using PostgresServer server = OwnServer(out PostgresAddress address);
        using (PostgresRecord record = PostgresRecord.Create(address))
        {
            Fill(record, 3000);
            record.Commit();
        }
        server.Sql("postgres", "CHECKPOINT");
        string file = Path.Combine(server.Data, server.Sql("postgres", "SELECT pg_relation_filepath('titer.entry')").Trim());
        server.Stop();
        using (FileStream page = File.Open(file, FileMode.Open, FileAccess.ReadWrite))
        {
            page.Position = 8192 * (page.Length / 8192 / 2) + 5000;
            int was = page.ReadByte();
            page.Position--;
            page.WriteByte((byte)(was ^ 4));
        }
        server.Start();
        Verification found = RecordPlace.Of(address).Verify();
        Assert.False(found.Ok);
        Assert.InRange(found.FirstBroken!.Value, 500, 2500);
        Assert.Contains("invalid page", found.Reason, StringComparison.Ordinal);
    }

    /// <summary>A server that a test may do what it likes to, and the address of a run on it.</summary>
    internal static PostgresServer OwnServer(out PostgresAddress address)
    {
        PostgresServer.Require();
        var server = new PostgresServer();
        server.Sql("postgres", "CREATE ROLE recorder LOGIN");
        PostgresDatabase.Prepare(PostgresAddress.Parse(server.Address("postgres")), "recorder");
        address = PostgresAddress.Parse(server.Address("postgres", "run", "recorder"));
        return server;
    }

    private void KillManyTimes(string text, RecordPlace place, int seed)
    {
        var random = new Random(seed);
        long before = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using var writer = new Writer(text, _folder["key.pem"]);
            writer.KillAfter(TimeSpan.FromMilliseconds(random.NextDouble() * 60));
            Assert.True(writer.Acknowledged.Failure is null or "", writer.Acknowledged.Failure);
            Assert.True(writer.Acknowledged.Number > before, $"kill {kill}: nothing was written");
            before = Holds(place, writer);
        }
    }

    /// <summary>All that was acknowledged is there as it was, and beyond it at most one batch whose acknowledgement did not come through.</summary>
    private static long Holds(RecordPlace place, Writer writer)
    {
        Verification found = place.Verify();
        Assert.True(found.Ok, $"{found}");
        Assert.InRange(found.Entries, writer.Acknowledged.Number, writer.Acknowledged.Number + Writer.PerCommit);
        Assert.Equal(0, found.Entries % Writer.PerCommit);
        using IRecord record = place.Open();
        Assert.Equal(writer.Acknowledged.Head, Convert.ToHexStringLower(record.Read(writer.Acknowledged.Number).First().Hash.Span));
        return found.Entries;
    }

    private static void Fill(PostgresRecord record, int count)
    {
        for (int i = 0; i < count; i++)
            record.Append(Start, new Measurement(new Tag("pH"), Start, record.Count, Unit.PH, 0.1, Quality.Good, "ion", record.Count));
    }
}
