using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>Appends what an entry holds to another record: the same content at the same time continues a chain with the same hashes.</summary>
internal static class RecordCopy
{
    /// <param name="content">As <see cref="EntryDecoder.Decode"/> gives it.</param>
    /// <inheritdoc cref="IRecord.Append(DateTimeOffset, Frame)"/>
    public static long Append(this IRecord to, DateTimeOffset time, object content) => content switch
    {
        Frame frame => to.Append(time, frame),
        Measurement measurement => to.Append(time, measurement),
        ImmutableArray<Measurement> block => to.Append(time, block.AsSpan()),
        Estimate estimate => to.Append(time, estimate),
        Command command => to.Append(time, command),
        Event happened => to.Append(time, happened),
        Decision decision => to.Append(time, decision),
        _ => throw new ArgumentException($"A {content.GetType().Name} is nothing that a record holds.", nameof(content)),
    };
}
