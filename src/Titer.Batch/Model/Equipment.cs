using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// One unit of equipment and what it can do (the equipment entity of IEC 61512-1): the recipe is checked against it, and
/// controllers and interlocks take their limits from it. Without actuators there is no control authority.
/// </summary>
public sealed record Equipment
{
    internal Equipment() { }

    public required string Name { get; init; }
    public required string Class { get; init; }

    /// <summary>The process that it is made for; a CHO culture when the file does not say.</summary>
    public required ProcessKind Process { get; init; }

    /// <summary>Broth volume between which the vessel may run, null when there is no vessel (a plate reader).</summary>
    public required WorkingVolume? WorkingVolume { get; init; }

    /// <summary>What the sampler takes from the vessel for one sample of the laboratory, L; 0 when the file does not say.</summary>
    public double SampleLitres { get; init; }
    public required ImmutableSortedDictionary<Tag, ControlledVariable> Controlled { get; init; }
    public required ImmutableSortedDictionary<Tag, Actuator> Actuators { get; init; }
    public required ImmutableSortedDictionary<Tag, ReadingDefinition> Readings { get; init; }
    public required Place Place { get; init; }

    public bool HasControlAuthority => !Actuators.IsEmpty;
}

/// <summary>Litres.</summary>
public readonly record struct WorkingVolume(double Low, double High);

/// <summary>A variable for which the unit has a control loop, with the range inside which set points are allowed.</summary>
/// <param name="MaximumRate">Fastest allowed ramp of the set point, in <paramref name="Unit"/> per hour.</param>
/// <param name="OffOnHold">A feed: switched off while the batch is held. What keeps the cells alive stays on.</param>
public sealed record ControlledVariable(Tag Tag, Unit Unit, double Low, double High, double MaximumRate, bool OffOnHold, Place Place);

/// <summary>One output to the equipment with the limits that no command may leave.</summary>
/// <param name="MaximumRate">Fastest allowed change, in <paramref name="Unit"/> per hour.</param>
/// <param name="Safe">Value on stop, abort and loss of control.</param>
public sealed record Actuator(Tag Tag, Unit Unit, double Low, double High, double MaximumRate, double Safe, Place Place);

/// <summary>A measured or estimated quantity that transitions may use, with the range that it can take.</summary>
public sealed record ReadingDefinition(Tag Tag, Unit Unit, double Low, double High, Place Place);
