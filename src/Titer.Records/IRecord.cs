using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The record of one run: append-only, every entry holding the hash of the one before (docs/record.md). The order of
/// entries is the order of appending. Entries become durable in groups: what is appended between two
/// <see cref="Commit"/>s is kept whole or not at all, and a killed process loses only what it had not committed.
/// Disposing without a commit drops the uncommitted tail. Not thread-safe.
/// </summary>
public interface IRecord : IDisposable
{
    /// <summary>Entries so far, with those not yet committed; also the number of the last entry, 0 when there is none.</summary>
    long Count { get; }

    /// <summary>Hash of the last entry, 32 bytes; 32 zeros when there is none. Two records with the same head hold the same entries.</summary>
    ReadOnlyMemory<byte> Head { get; }

    /// <summary>Appends a record, written at <paramref name="time"/> (the time of the loop), and gives the number of its entry.</summary>
    /// <exception cref="IOException">The storage refused it; nothing that was committed is lost.</exception>
    long Append(DateTimeOffset time, Frame frame);

    /// <inheritdoc cref="Append(DateTimeOffset, Frame)"/>
    long Append(DateTimeOffset time, Measurement measurement);

    /// <inheritdoc cref="Append(DateTimeOffset, Frame)"/>
    long Append(DateTimeOffset time, Estimate estimate);

    /// <inheritdoc cref="Append(DateTimeOffset, Frame)"/>
    long Append(DateTimeOffset time, Command command);

    /// <inheritdoc cref="Append(DateTimeOffset, Frame)"/>
    long Append(DateTimeOffset time, Event happened);

    /// <inheritdoc cref="Append(DateTimeOffset, Frame)"/>
    long Append(DateTimeOffset time, Decision decision);

    /// <summary>Appends the next entry of the same chain as it is.</summary>
    /// <param name="from">A record that holds it, and the frame files that it names.</param>
    /// <exception cref="IOException">It does not continue this record, or the storage refused it.</exception>
    void Take(Entry entry, IRecord from);

    /// <summary>The values of a large channel that an entry names (docs/record.md, Frame files), as they are stored.</summary>
    /// <param name="name">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
    /// <exception cref="InvalidDataException">There is none of this name and size, or it cannot be read.</exception>
    byte[] FrameFile(string name, int bytes) => throw new InvalidDataException($"The frame file {name} is missing.");

    /// <summary>The names of all frame files that the storage holds, in any order.</summary>
    IEnumerable<string> FrameFiles() => [];

    /// <summary>
    /// Appends a block of measurements in one entry, for streams that are faster than the loop: 1 to <see cref="MeasurementBlock.Most"/> of them.
    /// </summary>
    /// <inheritdoc cref="Append(DateTimeOffset, Frame)"/>
    long Append(DateTimeOffset time, ReadOnlySpan<Measurement> measurements);

    /// <summary>Makes everything appended so far durable: on return it survives a killed process and a power loss.</summary>
    /// <exception cref="IOException">The storage failed; the entries since the last commit are lost.</exception>
    void Commit();

    /// <summary>The entries in order from a number on, as stored and unchecked; <see cref="ChainVerifier"/> checks them.</summary>
    /// <exception cref="InputException">The storage cannot be read any further.</exception>
    /// <exception cref="IOException">The storage is not there any more; that says nothing about the entries it holds.</exception>
    IEnumerable<Entry> Read(long from = 1);

    /// <summary>The checkpoints and their keys, as stored and unchecked; <see cref="ChainVerifier"/> checks them.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    Seals Seals();

    /// <summary>What the storage finds wrong with its own structure, apart from the chain, in one sentence; null when it is sound.</summary>
    string? StorageFault();
}
