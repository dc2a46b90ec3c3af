using Titer.Core;

namespace Titer.Batch;

/// <summary>An actuator that is by hand, and whose hand it is.</summary>
/// <param name="Value">In the unit of the actuator.</param>
/// <param name="Person">Name as printed.</param>
public sealed record HandOutput(Tag Actuator, double Value, string Person, string Reason);
