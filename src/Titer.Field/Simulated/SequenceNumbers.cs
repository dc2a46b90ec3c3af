namespace Titer.Field.Simulated;

/// <summary>Numbers the frames of each source, from 0.</summary>
internal sealed class SequenceNumbers
{
    private readonly Dictionary<string, long> _last = [];

    public long Next(string source) => _last[source] = _last.TryGetValue(source, out long last) ? last + 1 : 0;
}
