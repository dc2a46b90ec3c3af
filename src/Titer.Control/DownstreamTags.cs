using Titer.Core;

namespace Titer.Control;

/// <summary>The tags of an mRNA line behind its reactor: filtration, nanoparticle mixing, filling.</summary>
public static class DownstreamTags
{
    /// <summary>Measured on the skid.</summary>
    public static readonly Tag RetentateVolume = new("retentate-volume"), CollectedVolume = new("collected-volume"),
        PermeateVolume = new("permeate-volume"),
        DiafilteredVolume = new("diafiltered-volume"), FilledVolume = new("filled-volume"), Pressure = new("TMP"), UvRetentate = new("UV/retentate"),
        UvPermeate = new("UV/permeate"), Conductivity = new("conductivity");

    /// <summary>Controlled: flows L/h, N/P and flow ratio.</summary>
    public static readonly Tag Transfer = new("transfer"), PermeateFlow = new("permeate-flow"), CrossFlow = new("cross-flow"),
        TotalFlow = new("total-flow"),
        FlowRatio = new("flow-ratio"), NitrogenToPhosphate = new("N-P"), Return = new("return"), Fill = new("fill"),
        DoseConcentration = new("dose-concentration");

    /// <summary>Estimated.</summary>
    public static readonly Tag RetentateRna = new("retentate-RNA"), RnaGrams = new("RNA-mass"), Integrity = new("integrity"),
        DoubleStranded = new("dsRNA"),
        Diavolumes = new("diavolumes"),
        Nucleotides = new("NTP"), Salt = new("salt"), Ethanol = new("ethanol"),
        MassTransfer = new("mass-transfer");
}
