using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Tests;

internal static class Payload
{
    public static byte[] Of(object record)
    {
        var writer = new CanonicalWriter();
        return record switch
        {
            Frame frame => writer.Write(frame).ToArray(),
            Measurement measurement => writer.Write(measurement).ToArray(),
            Estimate estimate => writer.Write(estimate).ToArray(),
            Command command => writer.Write(command).ToArray(),
            Decision decision => writer.Write(decision).ToArray(),
            Event happened => writer.Write(happened).ToArray(),
            _ => throw new ArgumentException("not a record", nameof(record)),
        };
    }

    public static EntryKind KindOf(object record) => Enum.Parse<EntryKind>(record.GetType().Name);

    public static Entry Entry(object record) => Entry(KindOf(record), Of(record));

    public static Entry Entry(EntryKind kind, byte[] payload) => new(1, default, kind, payload, ChainHash.Genesis, ChainHash.Genesis);

    public static long Append(this IRecord to, DateTimeOffset time, object record) => record switch
    {
        Frame frame => to.Append(time, frame),
        Measurement measurement => to.Append(time, measurement),
        Estimate estimate => to.Append(time, estimate),
        Command command => to.Append(time, command),
        Decision decision => to.Append(time, decision),
        Event happened => to.Append(time, happened),
        ImmutableArray<Measurement> block => to.Append(time, block.AsSpan()),
        _ => throw new ArgumentException("not a record", nameof(record)),
    };
}
