using Titer.Core;

namespace Titer.Batch;

/// <summary>What the loop knows of one quantity now: a measurement or an estimate, with its uncertainty and quality.</summary>
public readonly record struct Reading(double Value, Unit Unit, double StandardUncertainty, Quality Quality, DateTimeOffset Time);

/// <summary>The readings of this moment, as the engine sees them. A value too old to act on comes with bad quality.</summary>
public interface IReadings
{
    bool TryGet(Tag tag, out Reading reading);

    /// <summary>The recorded data that is monitored has come to its end; never so on equipment in operation.</summary>
    bool EndOfData => false;
}
