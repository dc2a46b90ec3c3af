using Titer.Core;

namespace Titer.Batch.Tests;

/// <summary>Readings set by the test; each in the unit that the equipment declares.</summary>
internal sealed class Scripted(Equipment equipment) : IReadings
{
    private readonly Dictionary<string, (double Value, Quality Quality)> _values = [];

    public bool EndOfData { get; set; }

    public double this[string tag]
    {
        set => _values[tag] = (value, Quality.Good);
    }

    public void Bad(string tag) => _values[tag] = (_values[tag].Value, Quality.Failure("test"));

    public bool TryGet(Tag tag, out Reading reading)
    {
        bool found = _values.TryGetValue(tag.Name, out var value);
        reading = found ? new Reading(value.Value, equipment.Readings[tag].Unit, 0.01, value.Quality, default) : default;
        return found;
    }
}
