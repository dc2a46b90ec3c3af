using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Gives back the record that an entry holds, every bit as it was written. Keeps the names it has seen, so use one
/// decoder for a whole reading; not thread-safe.
/// </summary>
/// <param name="record">Where frame files are, and where the table of series of a block is looked up by who does not read from the first entry on
/// (docs/record.md).</param>
/// <exception cref="InvalidDataException">(all members) The payload is not the canonical form of that kind of record.</exception>
public sealed class EntryDecoder(IRecord? record = null)
{
    private readonly Names _names = new();
    private readonly VariableLists _variables = new(), _basis = new(), _columns = new();
    private readonly BlockReader _blocks = new(record);

    /// <summary>
    /// A <see cref="Core.Frame"/>, <see cref="Core.Measurement"/>, <see cref="Core.Estimate"/>, <see cref="Core.Command"/>,
    /// <see cref="Core.Event"/> or <see cref="Core.Decision"/>; of a block an <see cref="ImmutableArray{T}"/> of measurements.
    /// </summary>
    public object Decode(Entry entry) => entry.Kind switch
    {
        EntryKind.Frame => Frame(entry),
        EntryKind.Measurement => Measurement(entry),
        EntryKind.Estimate => Estimate(entry),
        EntryKind.Command => Command(entry),
        EntryKind.Event => Event(entry),
        EntryKind.Decision => Decision(entry),
        EntryKind.Measurements => Measurements(entry),
        _ => throw new InvalidDataException($"Entry {entry.Number} is of the unknown kind {(byte)entry.Kind}."),
    };

    public Frame Frame(Entry entry)
    {
        CanonicalScanner from = Scan(entry, EntryKind.Frame);
        return FrameForm.Read(ref from, record);
    }

    public Measurement Measurement(Entry entry)
    {
        CanonicalScanner from = Scan(entry, EntryKind.Measurement);
        return MeasurementForm.Read(ref from);
    }

    public Estimate Estimate(Entry entry)
    {
        CanonicalScanner from = Scan(entry, EntryKind.Estimate);
        return EstimateForm.Read(ref from, _variables);
    }

    public Command Command(Entry entry)
    {
        CanonicalScanner from = Scan(entry, EntryKind.Command);
        return CommandForm.Read(ref from);
    }

    public Event Event(Entry entry)
    {
        CanonicalScanner from = Scan(entry, EntryKind.Event);
        return EventForm.Read(ref from);
    }

    public Decision Decision(Entry entry)
    {
        CanonicalScanner from = Scan(entry, EntryKind.Decision);
        return DecisionForm.Read(ref from, _basis, _columns);
    }

    /// <summary>The measurements of a block in their order.</summary>
    public ImmutableArray<Measurement> Measurements(Entry entry) => entry.Kind == EntryKind.Measurements
        ? _blocks.Read(entry, _names)
        : throw WrongKind(entry, EntryKind.Measurements);

    private CanonicalScanner Scan(Entry entry, EntryKind kind) => entry.Kind == kind
        ? new CanonicalScanner(entry.Payload.Span, _names)
        : throw WrongKind(entry, kind);

    private static InvalidDataException WrongKind(Entry entry, EntryKind kind) => new($"Entry {entry.Number} holds a {entry.Kind}, not a {kind}.");
}
