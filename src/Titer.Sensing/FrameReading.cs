using Titer.Core;

namespace Titer.Sensing;

/// <summary>What every sensor does with a frame: take a channel only when it is whole, and write measurements that name their frame.</summary>
internal readonly struct FrameReading(Frame frame, List<Measurement> measurements)
{
    /// <summary>The channel when it is there, has <paramref name="length"/> values and all of them are finite.</summary>
    public bool TryTake(string channel, int length, out ReadOnlySpan<double> values)
    {
        foreach (Channel c in frame.Channels.IsDefault ? [] : frame.Channels)
        {
            if (c.Name != channel) continue;
            values = c.Values.IsDefault ? [] : c.Values.AsSpan();
            if (values.Length != length) return false;
            foreach (double v in values)
                if (!double.IsFinite(v)) return false;
            return true;
        }
        values = [];
        return false;
    }

    /// <summary>The values of a channel whose length differs from frame to frame, whatever they are; empty when there is no such channel.</summary>
    public ReadOnlySpan<double> Values(string channel)
    {
        foreach (Channel c in frame.Channels.IsDefault ? [] : frame.Channels)
            if (c.Name == channel && !c.Values.IsDefault) return c.Values.AsSpan();
        return [];
    }

    public bool TryTake(string channel, out double value)
    {
        bool taken = TryTake(channel, 1, out ReadOnlySpan<double> values);
        value = taken ? values[0] : double.NaN;
        return taken;
    }

    /// <param name="hoursAgo">How long before the frame the medium had this value, h.</param>
    public void Write(Tag tag, double value, Unit unit, double u, Quality quality, double hoursAgo = 0) =>
        measurements.Add(new Measurement(
            tag, hoursAgo == 0 ? frame.Time : frame.Time - TimeSpan.FromSeconds(Math.Round(hoursAgo * 3600)),
            value, unit, u, quality, frame.Source, frame.Sequence));

    /// <param name="u">The uncertainty the sensor has when it works; a failed value has none of its own.</param>
    public void Fail(Tag tag, Unit unit, double u, string reason, double value = double.NaN) =>
        Write(tag, value, unit, u, Quality.Failure(reason));
}
