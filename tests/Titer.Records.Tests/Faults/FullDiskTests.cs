using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>A disk that is full, of the server, of the spool, and of frame files. Files may not grow beyond a bound of the process, which works for every
/// user: the write fails as on a full disk.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Bounded = "trap '' XFSZ; ulimit -f ";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly TestDatabase Database = new("fulldisk");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_full_disk_of_the_server_stops_a_plain_writer_and_a_spool_bridges_it()
    {
        using PostgresServer server = FaultTests.OwnServer(out PostgresAddress address);
        server.Stop();
        server.Start($"{Bounded} 40000;"); // 20 MB a file: more than a segment of its log, less than the entries
        var clock = new TurnedClock();
        var spool = new Spool(_folder["spool"], clock) { FirstPause = TimeSpan.FromMinutes(1) };
        string head;
        long acknowledged = 0;
        using (PostgresRecord plain = PostgresRecord.Create(address))
        {
            IOException full = Assert.Throws<IOException>(() =>
            {
                for (int commit = 0; commit < 60; commit++)
                {
                    Fill(plain, 1000);
                    plain.Commit();
                    acknowledged = plain.Count;
                }
            });
            Assert.Contains("File too large", full.Message, StringComparison.Ordinal);
        }
        Assert.True(acknowledged > 0);
        using (IRecord record = RecordPlace.Of(address).OpenForAppend(null, spool))
        {
            Assert.Equal(acknowledged, record.Count);
            for (int commit = 0; commit < 4; commit++)
            {
                Fill(record, 1000);
                record.Commit();
                clock.Now += TimeSpan.FromMinutes(2);
            }
            Assert.True(Directory.Exists(spool.Folder));
            server.Stop();
            server.Start();
            for (int commit = 0; commit < 2; commit++)
            {
                clock.Now += TimeSpan.FromMinutes(2);
                record.Commit();
            }
            Assert.False(Directory.Exists(spool.Folder));
            head = Convert.ToHexStringLower(record.Head.Span);
        }
        Verification found = RecordPlace.Of(address).Verify();
        Assert.True(found.Ok, $"{found}");
        Assert.Equal((head, acknowledged + 4002), (found.Head, found.Entries)); // with the events of its absence
    }

    [Fact]
    public void A_full_disk_of_the_spool_ends_the_writer_and_what_it_acknowledged_arrives_when_the_run_is_resumed()
    {
        using var proxy = new SilentProxy(Database.Server.Socket);
        PostgresAddress address = Database.Address("run");
        PostgresRecord.Create(address).Dispose();
        string key = _folder["key.pem"];
        SigningKey.OpenOrCreate(key);
        using var writer = new Writer($"postgres://{Uri.EscapeDataString(TestDatabase.Service)}@127.0.0.1:{proxy.Port}/fulldisk/run", key,
            $"{Bounded} 3000; export DOTNET_EnableWriteXorExecute=0;", spool: _folder["spool"]);
        writer.Begin();
        proxy.Hush();
        writer.End();
        Assert.Contains("spool", writer.Acknowledged.Failure, StringComparison.Ordinal);
        proxy.Dispose();
        var signer = new CheckpointSigner(SigningKey.OpenOrCreate(key), TimeProvider.System);
        IRecord? resumed = null;
        for (int wait = 0; resumed is null; wait++)
        {
            // The session behind the proxy has its lock until the server has noticed.
            try
            {
                resumed = RecordPlace.Of(address).OpenForAppend(signer, new Spool(_folder["spool"], TimeProvider.System));
            }
            catch (InputException e) when (wait < 5 && e.Message.Contains("another process", StringComparison.Ordinal))
            {
            }
        }
        using (resumed)
        {
            Assert.False(Directory.Exists(_folder["spool"]));
            Assert.True(ChainVerifier.Verify(resumed).Ok);
            Assert.Equal(writer.Acknowledged.Head, Convert.ToHexStringLower(resumed.Read(writer.Acknowledged.Number).First().Hash.Span));
        }
    }

    [Fact]
    public void A_frame_file_that_cannot_be_written_ends_the_writer_before_the_entry_that_would_name_it()
    {
        File.WriteAllText(_folder["frames"], "no folder");
        using (SqliteRecord record = SqliteRecord.Create(_folder.Path))
        {
            Fill(record, 5);
            record.Commit();
            var hologram = new Frame("hologram", Start, 1, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 70_000).Select(i => (double)i)])]);
            Assert.Contains("the frame could not be written", Assert.Throws<IOException>(() => record.Append(Start, hologram)).Message, StringComparison.Ordinal);
            Assert.Throws<IOException>(record.Commit);
        }
        Assert.True(ChainVerifier.Verify(_folder.Path) is { Ok: true, Entries: 5 });
    }

    private static void Fill(IRecord record, int count)
    {
        for (int i = 0; i < count; i++)
            record.Append(Start, new Frame("raman", Start, record.Count, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 60).Select(k => record.Count + k * 0.1)])]));
    }
}
