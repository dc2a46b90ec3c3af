using Titer.Batch;
using Titer.Plant.Loop;
using Titer.Sensing;

namespace Titer.Plant;

/// <summary>What makes one kind of unit: its sensors and the three stages that think. The rest of the loop is common to all units.</summary>
public sealed record UnitStages(IReadOnlyList<ISensor> Sensors, IStage Estimate, IStage Decide, IStage Guard, BatchEngine Engine);
