using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The canonical bytes of a record (docs/record.md): what is hashed, stored, and compared bit for bit in a replay. UTF-8
/// JSON with a fixed order of properties and no white space. Each call gives a view of one buffer, valid until the next
/// call; not thread-safe.
/// </summary>
public sealed class CanonicalWriter
{
    private readonly CanonicalText _text = new();

    public ReadOnlySpan<byte> Write(Frame frame)
    {
        _text.Clear();
        FrameForm.Write(_text, frame);
        return _text.Written;
    }

    public ReadOnlySpan<byte> Write(Measurement measurement)
    {
        _text.Clear();
        MeasurementForm.Write(_text, measurement);
        return _text.Written;
    }

    public ReadOnlySpan<byte> Write(Estimate estimate)
    {
        _text.Clear();
        EstimateForm.Write(_text, estimate);
        return _text.Written;
    }

    public ReadOnlySpan<byte> Write(Decision decision)
    {
        _text.Clear();
        DecisionForm.Write(_text, decision);
        return _text.Written;
    }

    public ReadOnlySpan<byte> Write(Command command)
    {
        _text.Clear();
        CommandForm.Write(_text, command);
        return _text.Written;
    }

    public ReadOnlySpan<byte> Write(Event happened)
    {
        _text.Clear();
        EventForm.Write(_text, happened);
        return _text.Written;
    }
}
