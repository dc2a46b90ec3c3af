using Titer.Core;
using Titer.Records;

namespace Titer.Plant.Tests.Batches;

/// <summary>A record that keeps nothing, for batches that are judged while they run.</summary>
internal sealed class NoRecord : IRecord
{
    public long Count { get; private set; }

    public ReadOnlyMemory<byte> Head => new byte[32];

    public long Append(DateTimeOffset time, Frame frame) => ++Count;

    public long Append(DateTimeOffset time, Measurement measurement) => ++Count;

    public long Append(DateTimeOffset time, Estimate estimate) => ++Count;

    public long Append(DateTimeOffset time, Command command) => ++Count;

    public long Append(DateTimeOffset time, Decision decision) => ++Count;

    public long Append(DateTimeOffset time, Event happened) => ++Count;

    public void Take(Entry entry, IRecord from) => ++Count;

    public long Append(DateTimeOffset time, ReadOnlySpan<Measurement> measurements) => ++Count;

    public void Commit() { }

    public IEnumerable<Entry> Read(long from = 1) => [];

    public Seals Seals() => Records.Seals.None;

    public string? StorageFault() => null;

    public void Dispose() { }
}
