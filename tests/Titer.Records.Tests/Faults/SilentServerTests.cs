using System.Diagnostics;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>A server that neither answers nor refuses, as behind a broken switch: the loop is not held up for longer than the patience it was given.</summary>
public sealed class SilentServerTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly TestDatabase Database = new("silent");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("idle", 1, 1)]
    [InlineData("early", 1, 0)]
    [InlineData("flood", 30_000, 1)] // more than the sockets between take
    public void The_loop_goes_on_while_the_server_hangs_and_what_arrives_late_is_neither_doubled_nor_lost(string run, int entries, int before)
    {
        using var proxy = new SilentProxy(Database.Server.Socket);
        PostgresAddress address = PostgresAddress.Parse($"postgres://{Uri.EscapeDataString(TestDatabase.Service)}@127.0.0.1:{proxy.Port}/silent/{run}");
        var clock = new TurnedClock();
        List<string> told = [];
        var spool = new Spool(_folder["spool"], clock) { PatienceSeconds = 1, Tell = e => told.Add(e.Code) };
        TimeSpan longest = default;
        string head;
        using (IRecord record = RecordPlace.Of(address).Create(null, spool))
        {
            for (int i = 0; i < before; i++) Fill(record, 10);
            if (before == 0) Fill(record, 5, commit: false); // a COPY is under way
            else record.Commit();
            proxy.Hush();
            for (int tick = 0; tick < 2; tick++)
            {
                long began = Stopwatch.GetTimestamp();
                Fill(record, tick == 0 ? entries : 3);
                if (Stopwatch.GetElapsedTime(began) is var took && took > longest) longest = took;
                clock.Now += TimeSpan.FromMinutes(1);
            }
            Assert.Equal([Spool.Away], told);
            proxy.Speak();
            for (int wait = 0; told.Count < 2 && wait < 100; wait++)
            {
                // The session that was cut off holds its lock until the server has noticed.
                Thread.Sleep(20);
                clock.Now += TimeSpan.FromMinutes(1);
                Fill(record, 3);
            }
            Assert.Equal([Spool.Away, Spool.Back], told);
            for (int commit = 0; commit < 3; commit++) record.Commit();
            Assert.False(Directory.Exists(spool.Folder));
            head = Convert.ToHexStringLower(record.Head.Span);
        }
        Verification found = RecordPlace.Of(Database.Address(run)).Verify();
        Assert.True(found.Ok, found.Reason);
        Assert.Equal(head, found.Head);
        // Once its patience, 1 s: measured 1.0 to 1.2 s; the machine of the test may be busy.
        Assert.InRange(longest.TotalSeconds, 0, 4);
    }

    private static void Fill(IRecord record, int count, bool commit = true)
    {
        for (int i = 0; i < count; i++)
            record.Append(Start, new Frame("raman", Start, record.Count, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 40).Select(k => k + 0.5)])]));
        if (commit) record.Commit();
    }
}
