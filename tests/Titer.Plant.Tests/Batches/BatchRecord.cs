using Titer.Core;
using Titer.Records;

namespace Titer.Plant.Tests.Batches;

/// <summary>A record read back: entries with what they hold, in order.</summary>
public sealed record BatchRecord(IReadOnlyList<(Entry Entry, object Content)> All)
{
    public IEnumerable<Event> Events => All.Select(a => a.Content).OfType<Event>();

    public IEnumerable<Command> Commands => All.Select(a => a.Content).OfType<Command>();

    public IEnumerable<Measurement> Measurements => All.Select(a => a.Content).OfType<Measurement>();

    public DateTimeOffset Start => All[0].Entry.Time;

    public double Hours(DateTimeOffset time) => (time - Start).TotalHours;

    public static BatchRecord Read(string file)
    {
        Verification found = ChainVerifier.Verify(file);
        Assert.True(found.Ok, found.ToString());
        using SqliteRecord record = SqliteRecord.Open(file);
        var decoder = new EntryDecoder();
        return new BatchRecord([.. record.Read().Select(e => (e, decoder.Decode(e)))]);
    }
}
