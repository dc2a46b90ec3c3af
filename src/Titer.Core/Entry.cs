namespace Titer.Core;

public enum EntryKind : byte { Frame = 1, Measurement = 2, Estimate = 3, Command = 4, Event = 5, Decision = 6, Measurements = 7 }

/// <summary>
/// One of the other records as written. <paramref name="Number"/> counts from 1 without gaps; <paramref name="Payload"/> is the
/// canonical form of the record; <paramref name="Hash"/> is SHA-256 over the previous hash and everything else here. Never updated, never deleted.
/// </summary>
public sealed record Entry(
    long Number,
    DateTimeOffset Time,
    EntryKind Kind,
    ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> PreviousHash,
    ReadOnlyMemory<byte> Hash);
