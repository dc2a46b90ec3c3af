using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Gives back the record that an entry holds, every bit as it was written. Keeps the names it has seen, so use one
/// decoder for a whole reading; not thread-safe.
/// </summary>
/// <exception cref="InvalidDataException">(all members) The payload is not the canonical form of that kind of record.</exception>
public sealed class EntryDecoder
{
    private readonly Names _names = new();
    private readonly VariableLists _variables = new(), _basis = new(), _columns = new();

    /// <summary>
    /// A <see cref="Core.Frame"/>, <see cref="Core.Measurement"/>, <see cref="Core.Estimate"/>, <see cref="Core.Command"/>,
    /// <see cref="Core.Event"/> or <see cref="Core.Decision"/>.
    /// </summary>
    public object Decode(Entry entry) => entry.Kind switch
    {
        EntryKind.Frame => Frame(entry),
        EntryKind.Measurement => Measurement(entry),
        EntryKind.Estimate => Estimate(entry),
        EntryKind.Command => Command(entry),
        EntryKind.Event => Event(entry),
        EntryKind.Decision => Decision(entry),
        _ => throw new InvalidDataException($"Entry {entry.Number} is of the unknown kind {(byte)entry.Kind}."),
    };

    public Frame Frame(Entry entry)
    {
        CanonicalScanner from = Scan(entry, EntryKind.Frame);
        return FrameForm.Read(ref from);
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

    private CanonicalScanner Scan(Entry entry, EntryKind kind) => entry.Kind == kind
        ? new CanonicalScanner(entry.Payload.Span, _names)
        : throw new InvalidDataException($"Entry {entry.Number} holds a {entry.Kind}, not a {kind}.");
}
