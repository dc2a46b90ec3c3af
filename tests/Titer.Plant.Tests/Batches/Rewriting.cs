using Titer.Core;
using Titer.Records;

namespace Titer.Plant.Tests.Batches;

/// <summary>Writes a record anew with other content and a chain that is sound again, as somebody who can write the file could.</summary>
internal static class Rewriting
{
    public static void Copy(string from, string to, Func<Entry, object, object?> change)
    {
        using SqliteRecord read = SqliteRecord.Open(from), written = SqliteRecord.Create(to);
        var decoder = new EntryDecoder();
        foreach (Entry entry in read.Read())
            if (change(entry, decoder.Decode(entry)) is { } content) Append(written, entry.Time, content);
        written.Commit();
    }

    public static long Append(IRecord to, DateTimeOffset time, object content) => content switch
    {
        Frame frame => to.Append(time, frame),
        Measurement measurement => to.Append(time, measurement),
        Estimate estimate => to.Append(time, estimate),
        Command command => to.Append(time, command),
        Decision decision => to.Append(time, decision),
        Event happened => to.Append(time, happened),
        _ => throw new ArgumentException("not a record", nameof(content)),
    };
}
