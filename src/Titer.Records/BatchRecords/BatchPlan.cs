using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.BatchRecords;

/// <summary>What was planned, as the recipe and the equipment in the record say; whoever can read these files hands it over.</summary>
/// <param name="Product">What is made.</param>
/// <param name="Formula">Process inputs and parameters of the recipe.</param>
/// <param name="Equipment">Name and class of the unit, and what it holds.</param>
/// <param name="Phases">In the order in which they run.</param>
public sealed record BatchPlan(
    string Product, string Recipe, string Version, string EquipmentName, string EquipmentClass, ImmutableArray<PlannedParameter> Formula,
    ImmutableArray<EquipmentPart> Equipment, ImmutableArray<PlannedPhase> Phases)
{
    /// <summary>Nothing is known of the plan.</summary>
    public static readonly BatchPlan None = new("", "", "", "", "", [], [], []);
}

/// <summary>One parameter of the formula (IEC 61512-1, 3.22) with the limits inside which it was developed.</summary>
public sealed record PlannedParameter(string Name, double Value, Unit Unit, double Low, double High, string Description);

/// <summary>A loop, actuator or reading of the unit with its range.</summary>
/// <param name="Role"><c>controlled</c>, <c>actuator</c> or <c>reading</c>.</param>
public sealed record EquipmentPart(string Role, Tag Tag, Unit Unit, double Low, double High);

/// <summary>A phase of the recipe.</summary>
/// <param name="Until">When it ends, in the words of the recipe.</param>
/// <param name="Timeout">When it is late, running time; null when it is never.</param>
public sealed record PlannedPhase(string UnitProcedure, string Operation, string Phase, string Until, TimeSpan? Timeout, string OnTimeout);
