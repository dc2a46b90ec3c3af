using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing;

/// <summary>
/// The forward physics of one chip, as the simulated plant carries it: what the chip would read in this broth. Each
/// instance has drawn its own imperfections (offsets, slopes, drifts) from its seed; the <see cref="ISensor"/> does not know them.
/// </summary>
public interface ISimulatedChip
{
    string Source { get; }

    /// <param name="hours">Time since the start of the batch, h; drifts and delays run on it.</param>
    /// <param name="broth">The true state around the chip.</param>
    /// <param name="fault">What is wrong with the chip now; a fault that this chip cannot have is ignored.</param>
    ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None);
}

/// <summary>What can go wrong with a chip in the simulated plant.</summary>
public enum ChipFault
{
    None,
    /// <summary>Ion-sensitive FET: the sites drift apart fast (0.02 pH/h on two of four sites, from the first faulty read-out on). Magnesium: one
    /// site by 6 mV/h.</summary>
    Drift,
    /// <summary>Ion-sensitive FET, magnesium: the reference electrode is lost; all sites jump and wander together.</summary>
    ReferenceLoss,
    /// <summary>Ion-sensitive FET: ambient light on the gates.</summary>
    Light,
    /// <summary>Ion array: one site drifts away by 0.02 [pH] a week.</summary>
    SlowDrift,
    /// <summary>Ion array: a film on one site makes it slow (600 s) and takes 20 % of its slope. Magnesium: on one site, and 40 %.</summary>
    Fouling,
    /// <summary>Ion array: the noise of one site doubles every hour, up to thirty times.</summary>
    GrowingNoise,
    /// <summary>Ion array, magnesium: one site stays at its last voltage.</summary>
    DeadSite,
    /// <summary>Ion array: the lead of one site is open, its voltage at the rail.</summary>
    OpenSite,
    /// <summary>Optical oxygen, PCR: no or almost no fluorescence comes back.</summary>
    Dropout,
    /// <summary>Mini-Raman: the detector saturates over part of the spectrum. Binding: the photodetector saturates. Hologram: part of the image.
    /// Turbidity: the path is so dark that no light comes through.
    /// Digital PCR: so much template that no droplet is negative.</summary>
    Saturated,
    /// <summary>Impedance: a gas bubble sits on the electrodes. Binding: one sits on two of the rings. Hologram: one sits in the chamber.
    /// Turbidity: bubbles pass the beam.</summary>
    Bubble,
    /// <summary>Impedance: a lead is unplugged; what is left is the stray capacitance of the cables, and noise.</summary>
    OpenLead,
    /// <summary>Impedance: a contact that opens and closes during the sweep; the noise is as large as the signal.</summary>
    LooseContact,
    /// <summary>Impedance: the object changes while the sweep runs.</summary>
    Unsteady,
    /// <summary>Binding: the chip is 1.5 K from its temperature.</summary>
    TemperatureExcursion,
    /// <summary>Binding: no light comes back from the reference ring.</summary>
    ReferenceRingDead,
    /// <summary>Binding: the laser has hopped to the next mode, 35 pm away.</summary>
    ModeHop,
    /// <summary>Binding: proteins of the broth stick to the surface, stay there through regeneration and cover capture antibodies.
    /// Turbidity: a film on the windows takes a third of the transmitted light.</summary>
    Fouled,
    /// <summary>Hologram: the laser gives no light.</summary>
    LaserOff,
    /// <summary>Hologram: a grain lies on the sensor, at the same place in every frame.</summary>
    Dust,
    /// <summary>Hologram: so many cells (twelve times as many) that they overlap.</summary>
    Crowd,
    /// <summary>PCR: no droplets or no reaction in the well.</summary>
    EmptyWell,
    /// <summary>Digital PCR: a fifth of the droplets, the rest was lost in pipetting.</summary>
    PartialVolume,
    /// <summary>PCR: template where there should be none, as in a no-template control.</summary>
    Contamination,
    /// <summary>Digital PCR: droplets have run together.</summary>
    Merged,
    /// <summary>Real-time PCR: an inhibitor in the sample slows the amplification.</summary>
    Inhibition,
    /// <summary>Turbidity: the lamp loses 20 % of its light every hour.</summary>
    LampDrift,
    /// <summary>Electrophoresis: the marker was not added to the sample.</summary>
    NoMarker,
    /// <summary>Electrophoresis: the sample was not diluted.</summary>
    Overloaded,
}

/// <summary>The true state of broth and equipment around the chips, in the units of the process models.</summary>
public readonly record struct Broth
{
    public double PH { get; init; }
    /// <summary>% of air saturation.</summary>
    public double DissolvedOxygen { get; init; }
    /// <summary>mmHg.</summary>
    public double CarbonDioxide { get; init; }
    /// <summary>°C.</summary>
    public double Temperature { get; init; }
    /// <summary>10^9 cells per litre.</summary>
    public double ViableCells { get; init; }
    /// <summary>10^9 cells per litre.</summary>
    public double DeadCells { get; init; }
    /// <summary>Volume of one viable cell, fL (1e-15 L); nominal 1770 (15 um diameter).</summary>
    public double CellVolume { get; init; }
    /// <summary>mmol/L.</summary>
    public double Glucose { get; init; }
    /// <summary>mmol/L.</summary>
    public double Glutamine { get; init; }
    /// <summary>mmol/L.</summary>
    public double Lactate { get; init; }
    /// <summary>mmol/L.</summary>
    public double Ammonia { get; init; }
    /// <summary>mmol/L, as potassium, calcium and chloride.</summary>
    public double Sodium { get; init; }
    public double Potassium { get; init; }
    public double Calcium { get; init; }
    public double Chloride { get; init; }
    /// <summary>g/L.</summary>
    public double Antigen { get; init; }
    /// <summary>Nucleic acid that the PCR chip looks for, copies per uL of reaction.</summary>
    public double Template { get; init; }
    /// <summary>A second one, read by the second dye, copies per uL of reaction.</summary>
    public double SecondTemplate { get; init; }
    /// <summary>Broth volume, L.</summary>
    public double Volume { get; init; }
    /// <summary>Stirrer speed as it turns, 1/min.</summary>
    public double Agitation { get; init; }
    /// <summary>Gas flows as they are, L/min at standard conditions.</summary>
    public double AirFlow { get; init; }
    public double OxygenFlow { get; init; }
    public double CarbonDioxideFlow { get; init; }
    /// <summary>Mass pumped from the feed vessel and from the base vessel since the start, kg.</summary>
    public double FeedPumped { get; init; }
    public double BasePumped { get; init; }

    // In-vitro transcription.

    /// <summary>Free Mg2+, mmol/L.</summary>
    public double FreeMagnesium { get; init; }
    /// <summary>(sum z^2 c)/2, mmol/L.</summary>
    public double IonicStrength { get; init; }
    /// <summary>Each nucleoside triphosphate in all its forms, and the cap analogue, mmol/L.</summary>
    public double Atp { get; init; }
    public double Utp { get; init; }
    public double Ctp { get; init; }
    public double Gtp { get; init; }
    public double Cap { get; init; }
    /// <summary>mmol/L, all forms in solution.</summary>
    public double Phosphate { get; init; }
    /// <summary>RNA, full-length and broken, g/L.</summary>
    public double Rna { get; init; }
    /// <summary>Part of it whose chain has no break, 0 to 1.</summary>
    public double IntactFraction { get; init; }
    /// <summary>Nucleotides of the whole transcript.</summary>
    public double TranscriptLength { get; init; }
    /// <summary>Magnesium pyrophosphate that has crystallised, mmol/L of Mg2PPi.</summary>
    public double Crystals { get; init; }
    /// <summary>Mass pumped from each bottle of a transcription since the start, kg; base is <see cref="BasePumped"/>.</summary>
    public double AtpPumped { get; init; }
    public double UtpPumped { get; init; }
    public double CtpPumped { get; init; }
    public double GtpPumped { get; init; }
    public double CapPumped { get; init; }
    public double MagnesiumPumped { get; init; }
    public double PolymerasePumped { get; init; }
    public double DnasePumped { get; init; }
    public double EdtaPumped { get; init; }
}
