using CsCheck;
using Microsoft.Data.Sqlite;
using Titer.Core;
using static Titer.Records.Tests.UnreliableServer;

namespace Titer.Records.Tests;

/// <summary>A server that goes away takes nothing with it, gets everything in its order when it is back, and nothing of a run that went on without us.</summary>
public sealed class SpooledRecordTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Own = [Spool.Away, Spool.Back, Spool.Full];

    private static readonly int Trials = Environment.GetEnvironmentVariable("TITER_KILLS") is { } kills ? int.Parse(kills) : 12;

    private readonly TempFolder _folder = new();
    private readonly TurnedClock _clock = new();
    private readonly UnreliableServer _server;
    private readonly List<string> _told = [];
    private long _ticks;

    public SpooledRecordTests() => _server = new UnreliableServer(_folder["server.db"]);

    private Spool At => new(_folder["spool"], _clock) { Tell = e => _told.Add(e.Code) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_is_lost_and_when_the_server_ends_with_the_record_of_an_undisturbed_run_but_for_the_events_of_its_absence()
    {
        int trial = 0;
        Gen.Select(Gen.Enum<Loss>(), Gen.Int[0, 4], Gen.Int[0, 12], Gen.Int[0, 2]).Array[1, 6].ForAll(Trials, losses =>
        {
            string name = $"t{trial++}";
            _ticks = 0;
            var server = new UnreliableServer(_folder[name + ".db"]);
            var spool = new Spool(_folder[name], _clock);
            SpooledRecord record = SpooledRecord.Create(server.Create, server.Open, spool);
            foreach ((Loss loss, int unreachable, int commits, int restart) in losses)
            {
                server.Lose(loss, unreachable);
                for (int i = 0; i < commits; i++)
                {
                    Tick(record);
                    record.Commit();
                    _clock.Now += TimeSpan.FromSeconds(20);
                }
                if (restart > 0) continue;
                // The process is gone and comes back when the server does.
                record.Dispose();
                server.Settle();
                record = SpooledRecord.OpenForAppend(server.Open, spool);
            }
            server.Settle();
            for (int i = 0; i < 3; i++)
            {
                _clock.Now += TimeSpan.FromHours(1);
                Tick(record);
                record.Commit();
            }
            string head = Convert.ToHexString(record.Head.Span);
            record.Dispose();
            Assert.False(Directory.Exists(spool.Folder));
            using SqliteRecord left = SqliteRecord.Open(_folder[name + ".db"]);
            Assert.Equal(head, Convert.ToHexString(left.Head.Span));
            Assert.True(ChainVerifier.Verify(left).Ok);
            Assert.Equal(Undisturbed(name, left.Read().Count(e => !IsOwn(e))), HeadWithoutOwn(name, left));
        });
    }

    [Fact]
    public void While_the_server_is_away_a_commit_is_durable_here_and_the_attempts_become_rarer()
    {
        using SpooledRecord record = Begun();
        _server.Lose(Loss.BeforeCommit, 1000);
        for (int second = 0; second < 600; second++)
        {
            Tick(record);
            record.Commit();
            _clock.Now += TimeSpan.FromSeconds(1);
        }
        // After 1, 2, 4, 8, 16, 32 and 60 s, and then each minute.
        Assert.InRange(_server.Attempts, 10, 16);
        Assert.Equal([Spool.Away], _told);
        using SqliteRecord here = SqliteRecord.Open(_folder["spool"]);
        Assert.Equal(record.Head.ToArray(), here.Head.ToArray());
        Assert.Throws<IOException>(() => record.Read().First());
        Assert.Equal(record.Count, record.Read(record.Count).Single().Number);
    }

    [Fact]
    public void A_server_that_is_back_is_given_a_long_absence_in_portions_while_the_loop_goes_on()
    {
        using SpooledRecord record = Begun();
        _server.Lose(Loss.AtEntry, 1);
        for (int i = 0; i < 25_000; i++) Tick(record);
        record.Commit();
        _clock.Now += TimeSpan.FromMinutes(2);
        record.Commit(); // not there yet
        _clock.Now += TimeSpan.FromMinutes(2);
        for (int commit = 0; commit < 3; commit++)
        {
            Assert.True(Directory.Exists(_folder["spool"]));
            Tick(record);
            record.Commit();
        }
        Assert.False(Directory.Exists(_folder["spool"]));
        Assert.Equal([Spool.Away, Spool.Back], _told);
        Assert.True(ChainVerifier.Verify(record).Ok);
    }

    [Fact]
    public void The_loop_stops_at_the_bound_with_a_sentence_and_everything_up_to_there_arrives_when_the_run_is_resumed()
    {
        Spool small = At with { Bound = 1 << 20 };
        long kept = 0, most = 0;
        string head = "";
        using (SpooledRecord record = SpooledRecord.Create(_server.Create, _server.Open, small))
        {
            _server.Lose(Loss.BeforeCommit, int.MaxValue);
            IOException full = Assert.Throws<IOException>(() =>
            {
                for (int i = 0; i < 10_000; i++)
                {
                    Tick(record);
                    if (i % 20 == 0) record.Commit();
                    most = Math.Max(most, new DirectoryInfo(_folder["spool"]).EnumerateFiles().Sum(f => f.Length));
                }
            });
            Assert.Contains("bound of 1 MiB", full.Message, StringComparison.Ordinal);
            Assert.Throws<IOException>(() => Tick(record));
            Assert.Equal([Spool.Away, Spool.Full], _told);
            Assert.InRange(most, 1 << 19, (1 << 20) + (1 << 18)); // up to the bound and one commit
            (kept, head) = (record.Count, Convert.ToHexString(record.Head.Span));
        }
        _server.Settle();
        using SpooledRecord resumed = SpooledRecord.OpenForAppend(_server.Open, small);
        Assert.Equal((kept, head), (resumed.Count, Convert.ToHexString(resumed.Head.Span)));
        Assert.True(ChainVerifier.Verify(resumed).Ok);
        Assert.False(Directory.Exists(_folder["spool"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_somebody_else_went_on_with_takes_nothing_from_the_spool(bool afterRestart)
    {
        string other;
        using (SpooledRecord record = Begun())
        {
            _server.Lose(Loss.BeforeCommit, 0);
            Tick(record);
            record.Commit();
            using (SqliteRecord somebody = SqliteRecord.OpenForAppend(_folder["server.db"]))
            {
                somebody.Append(Start, new Event(Start, EventKind.Run, Severity.Low, "titer", "run.resumed", "Elsewhere."));
                somebody.Commit();
                other = Convert.ToHexString(somebody.Head.Span);
            }
            _clock.Now += TimeSpan.FromMinutes(1);
            if (!afterRestart)
            {
                Tick(record);
                Assert.Contains("somebody else", Assert.Throws<IOException>(record.Commit).Message, StringComparison.Ordinal);
                Assert.Throws<IOException>(() => Tick(record));
            }
        }
        InputException refused = Assert.Throws<InputException>(() => SpooledRecord.OpenForAppend(_server.Open, At));
        Assert.Contains("Nothing was merged", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["spool/record.db"]));
        using SqliteRecord left = SqliteRecord.Open(_folder["server.db"]);
        Assert.Equal(other, Convert.ToHexString(left.Head.Span));
    }

    [Fact]
    public void A_second_process_cannot_resume_a_run_that_goes_on_into_its_spool()
    {
        using SpooledRecord record = Begun();
        _server.Lose(Loss.BeforeCommit, 0);
        Tick(record);
        record.Commit();
        // The lock of the server is free while it is away; that of the spool is not.
        Assert.Contains("another process is writing", Assert.Throws<InputException>(() => SpooledRecord.OpenForAppend(_server.Open, At)).Message, StringComparison.Ordinal);
        _clock.Now += TimeSpan.FromMinutes(1);
        record.Commit();
        Assert.False(Directory.Exists(_folder["spool"]));
        Assert.True(ChainVerifier.Verify(record).Ok);
    }

    [Fact]
    public void A_server_that_lost_what_it_had_acknowledged_is_not_gone_on_with()
    {
        using SpooledRecord record = Begun();
        Tick(record);
        record.Commit();
        _server.Lose(Loss.BeforeCommit, 0);
        Tick(record);
        record.Commit();
        File.Delete(_folder["server.db"]);
        SqliteRecord.Create(_folder["server.db"]).Dispose();
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.Contains("which has 0 entries", Assert.Throws<IOException>(record.Commit).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_frame_arrives_with_the_entry_that_names_it()
    {
        var hologram = new Frame("hologram", Start, 1, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 70_000).Select(i => i * 0.5)])]);
        using SpooledRecord record = Begun();
        record.Append(Start, hologram); // not acknowledged when the server is lost
        _server.Lose(Loss.AtEntry, 1);
        Tick(record);
        record.Append(Start, hologram with { Sequence = 2, Channels = [hologram.Channels[0] with { Values = [.. hologram["counts"].Reverse()] }] });
        record.Commit();
        Assert.Equal(2, Directory.GetFiles(_folder["spool/frames"]).Length);
        for (int i = 0; i < 3; i++)
        {
            _clock.Now += TimeSpan.FromMinutes(2);
            record.Commit();
        }
        Assert.False(Directory.Exists(_folder["spool"]));
        Assert.True(ChainVerifier.Verify(record) is { Ok: true, Unnamed: 0 });
        Assert.Equal(2, record.FrameFiles().Count());
    }

    [Fact]
    public void A_batch_that_ends_while_the_server_is_away_has_its_end_as_the_last_entry()
    {
        using (SpooledRecord record = Begun())
        {
            _server.Lose(Loss.BeforeCommit, 5);
            Tick(record);
            record.Commit();
            record.Append(Start, new Event(Start, EventKind.Run, Severity.Information, "titer", "run.completed", "The end."));
            record.Commit();
        }
        _server.Settle();
        using SpooledRecord resumed = SpooledRecord.OpenForAppend(_server.Open, At);
        Assert.True(ChainVerifier.Verify(resumed) is { Ok: true, Completed: true });
    }

    [Fact]
    public void A_new_run_does_not_take_a_folder_that_still_holds_entries_of_another()
    {
        using (SpooledRecord record = Begun())
        {
            _server.Lose(Loss.BeforeCommit, 5);
            Tick(record);
            record.Commit();
        }
        var another = new UnreliableServer(_folder["another.db"]);
        Assert.Contains("resume that run", Assert.Throws<InputException>(() => SpooledRecord.Create(another.Create, another.Open, At)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["another.db"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_spool_that_a_process_ended_in_the_middle_of_making_does_not_keep_the_run_from_going_on(bool log)
    {
        Begun().Dispose();
        Directory.CreateDirectory(_folder["spool"]);
        File.WriteAllBytes(_folder["spool/record.db"], []);
        if (log)
        {
            using var connection = new SqliteConnection($"Data Source={_folder["spool/record.db"]};Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL";
            command.ExecuteNonQuery();
        }
        using SpooledRecord resumed = SpooledRecord.OpenForAppend(_server.Open, At);
        Assert.False(Directory.Exists(_folder["spool"]));
        Tick(resumed);
        resumed.Commit();
        Assert.True(ChainVerifier.Verify(resumed).Ok);
    }

    [Fact]
    public void A_spool_that_is_no_database_is_never_removed()
    {
        Begun().Dispose();
        Directory.CreateDirectory(_folder["spool"]);
        File.WriteAllText(_folder["spool/record.db"], "what somebody may still need");
        Assert.Throws<InputException>(() => SpooledRecord.OpenForAppend(_server.Open, At));
        Assert.Equal("what somebody may still need", File.ReadAllText(_folder["spool/record.db"]));
    }

    private SpooledRecord Begun()
    {
        SpooledRecord record = SpooledRecord.Create(_server.Create, _server.Open, At);
        Tick(record);
        record.Commit();
        return record;
    }

    // Each tick is another, and is not told by the number of its entries, which the events of an absence move.
    private void Tick(IRecord record)
    {
        record.Append(Start, new Measurement(new Tag("pH"), Start, 7, Unit.PH, 0.1, Quality.Good, "ion", _ticks));
        record.Append(Start, new Frame("raman", Start, _ticks++, [new Channel("counts", Unit.Count, [1, 2, 3])]));
        // A block has its series from one before it, which may be on the server and not in the spool.
        if (_ticks % 3 == 0)
            record.Append(Start, [.. Enumerable.Range(0, 5).Select(i => new Measurement(new Tag("pH"), Start.AddSeconds(i), 7, Unit.PH, 0.1, Quality.Good, "ion", _ticks))]);
    }

    private static bool IsOwn(Entry entry) => entry.Kind == EntryKind.Event && Own.Contains(new EntryDecoder().Event(entry).Code);

    private string HeadWithoutOwn(string name, SqliteRecord record)
    {
        using SqliteRecord rewritten = SqliteRecord.Create(_folder[name + "-rewritten.db"]);
        var decoder = new EntryDecoder();
        foreach (Entry entry in record.Read().Where(e => !IsOwn(e))) rewritten.Append(entry.Time, decoder.Decode(entry));
        return Convert.ToHexString(rewritten.Head.Span);
    }

    private string Undisturbed(string name, int entries)
    {
        using SqliteRecord record = SqliteRecord.Create(_folder[name + "-undisturbed.db"]);
        _ticks = 0;
        while (record.Count < entries) Tick(record);
        return Convert.ToHexString(record.Head.Span);
    }
}
