namespace Titer.Core;

/// <summary>
/// One measured value. <paramref name="Time"/> is when the medium had this value (for a laboratory result the sampling
/// time, hours before its arrival). <paramref name="StandardUncertainty"/> is 1 sigma in the same unit (JCGM 100:2008), positive.
/// A bad value may be NaN; a value that is not bad is finite. <paramref name="Source"/> and <paramref name="Sequence"/> name the frame.
/// </summary>
public sealed record Measurement(
    Tag Tag,
    DateTimeOffset Time,
    double Value,
    Unit Unit,
    double StandardUncertainty,
    Quality Quality,
    string Source,
    long Sequence);
