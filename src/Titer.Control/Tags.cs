using Titer.Core;

namespace Titer.Control;

/// <summary>The tags of a cell culture in a stirred bioreactor, as sensing, estimation, control and recipes agree on them.</summary>
public static class Tags
{
    public static readonly Tag PH = new("pH"), DissolvedOxygen = new("DO"), Temperature = new("temperature"), Biovolume = new("biovolume");
    public static readonly Tag Glucose = new("glucose"), Lactate = new("lactate"), Glutamine = new("glutamine"), Ammonia = new("ammonia");
    public static readonly Tag ViableCells = new("VCD"), DeadCells = new("dead-cells"), Viability = new("viability");
    public static readonly Tag Titre = new("titre"), Volume = new("volume");
    public static readonly Tag PHBias = new("bias/pH");

    public static readonly Tag LabViableCells = new("lab/VCD"), LabViability = new("lab/viability"), LabGlucose = new("lab/glucose");
    public static readonly Tag LabLactate = new("lab/lactate"), LabGlutamine = new("lab/glutamine"), LabAmmonia = new("lab/ammonia");
    public static readonly Tag LabPH = new("lab/pH"), LabTitre = new("lab/titre");

    public static readonly Tag MeasuredAgitation = new("agitation"), AirFlow = new("flow/air"), OxygenFlow = new("flow/oxygen");
    public static readonly Tag CarbonDioxideFlow = new("flow/carbon-dioxide"), FeedMass = new("feed-mass"), BaseMass = new("base-mass");
}
