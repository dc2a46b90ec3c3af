using System.Collections.Immutable;

namespace Titer.Core;

/// <summary>One raw array of a read-out: electrode voltages, a spectrum, balance readings. Values as read, NaN where the chip gave none.</summary>
public readonly record struct Channel(string Name, Unit Unit, ImmutableArray<double> Values);

/// <summary>
/// One raw chip read-out. Holds what the chip gave and nothing converted. <paramref name="Sequence"/> counts from 0 per
/// source without gaps; a gap is a lost frame. <paramref name="Time"/> is UTC, the time at which the read-out arrived.
/// </summary>
public sealed record Frame(string Source, DateTimeOffset Time, long Sequence, ImmutableArray<Channel> Channels)
{
    /// <exception cref="KeyNotFoundException">The frame has no such channel.</exception>
    public ImmutableArray<double> this[string channel]
    {
        get
        {
            foreach (Channel c in Channels)
                if (c.Name == channel) return c.Values;
            throw new KeyNotFoundException($"A frame of {Source} has no channel '{channel}'.");
        }
    }

    public bool Has(string channel)
    {
        foreach (Channel c in Channels)
            if (c.Name == channel) return true;
        return false;
    }
}
