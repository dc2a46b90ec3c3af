using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>The frames of an ion array between two changes of its calibration.</summary>
/// <param name="Name">What the segment column says; empty when there is none.</param>
/// <param name="Place">File and line of its first row.</param>
/// <param name="Offsets">E0 of each electrode, V.</param>
/// <param name="Rows">Row of the table of each frame.</param>
public sealed record IonSegment(string Name, string Place, ImmutableArray<double> Offsets, List<Frame> Frames, List<int> Rows);
