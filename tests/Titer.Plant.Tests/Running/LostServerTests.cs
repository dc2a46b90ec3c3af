using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Running;

/// <summary>A batch whose record is on a server that is killed, and comes back later.</summary>
public sealed class LostServerTests(RecordedBatches batches) : IDisposable
{
    private const string Role = "recorder";

    private readonly TempFolder _folder = new();
    private PostgresServer? _server;

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_batch_goes_on_while_its_server_is_killed_and_its_record_is_that_of_an_undisturbed_one_but_for_what_it_says_of_the_absence()
    {
        RecordPlace place = Prepared("spooled");
        var clock = new TurnedClock();
        List<string> told = [];
        var spool = new Spool(_folder["spool"], clock) { Tell = e => told.Add(e.Code) };
        using (BatchRun run = BatchRun.Start(Header, place.Create(null, spool)))
        {
            for (int tick = 0; !run.HasEnded; tick++)
            {
                // Killed twice, in the middle of what is not committed yet; and a third time, the end of the batch is in the spool.
                if (tick is 130 or 330 or 560) _server!.Kill();
                if (tick is 250 or 390) _server!.Start();
                run.Step();
                clock.Now += BatchRun.TickLength;
            }
            run.Finish();
        }
        Assert.Equal([Spool.Away, Spool.Back, Spool.Away, Spool.Back], told[..4]);
        Assert.True(File.Exists(_folder["spool/record.db"]));
        _server!.Start();
        using IRecord record = place.OpenForAppend(null, spool);
        Assert.False(Directory.Exists(spool.Folder));
        Verification found = ChainVerifier.Verify(record);
        Assert.True(found is { Ok: true, Completed: true }, $"{found}");
        Assert.Equal(Undisturbed, HeadWithout(record, Spool.Away, Spool.Back));
        Assert.Null(ReplayResult.Of(record, "run").Difference);
    }

    [Fact]
    public void A_batch_without_a_spool_stops_with_its_server_and_is_resumed_to_the_same_record()
    {
        RecordPlace place = Prepared("plain");
        using (BatchRun run = BatchRun.Start(Header, place.Create()))
        {
            for (int tick = 0; tick < 130; tick++) run.Step();
            _server!.Kill();
            Assert.Contains("plain", Assert.Throws<IOException>(() =>
            {
                while (!run.HasEnded) run.Step();
            }).Message, StringComparison.Ordinal);
        }
        _server!.Start();
        using (BatchRun run = BatchRun.Resume(place.OpenForAppend(), "run"))
        {
            Assert.Equal(120, (run.Now - run.Header.Start).TotalMinutes);
            while (!run.HasEnded) run.Step();
            run.Finish();
        }
        using IRecord record = place.Open();
        Assert.Equal(Undisturbed, HeadWithout(record, RunHeader.Resumed));
    }

    private static RunHeader Header => ShortRecipe.Header(ShortRecipe.Of(10, cells: 2), 1, "ph-reference-loss@4+1");

    private string Undisturbed => ChainVerifier.Verify(batches.TenHours(1)).Head;

    private RecordPlace Prepared(string run)
    {
        PostgresServer.Require();
        _server = new PostgresServer();
        _server.Sql("postgres", $"CREATE ROLE {Role} LOGIN");
        PostgresDatabase.Prepare(PostgresAddress.Parse(_server.Address("postgres")), Role);
        return RecordPlace.Of(_server.Address("postgres", run, Role));
    }

    /// <summary>The head of the record that the same content gives when these events had not happened: the chain is computed anew.</summary>
    private string HeadWithout(IRecord record, params string[] codes)
    {
        using SqliteRecord written = SqliteRecord.Create(_folder["rewritten.db"]);
        var decoder = new EntryDecoder();
        foreach (Entry entry in record.Read())
            if (decoder.Decode(entry) is var content && (content as Event is not { } e || !codes.Contains(e.Code))) Rewriting.Append(written, entry.Time, content);
        return Convert.ToHexStringLower(written.Head.Span);
    }
}
