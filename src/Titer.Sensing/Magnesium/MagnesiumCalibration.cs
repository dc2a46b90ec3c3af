using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Titer.Sensing.IonArray;

namespace Titer.Sensing.Magnesium;

/// <summary>What is known of a magnesium chip after its calibration at 1 mmol/L of activity. Standard uncertainties are 1 sigma.</summary>
public sealed record MagnesiumCalibration
{
    /// <summary>For Mg2+, all with the same membrane and so the same selectivities.</summary>
    public required ImmutableArray<IonElectrode> Sites { get; init; }
    public required IonElectrode Sodium { get; init; }
    /// <summary>Ions that nothing measures.</summary>
    public required ImmutableArray<BackgroundIon> Background { get; init; }
    /// <summary>L, mol/L, and what is not known of it.</summary>
    public required double DetectionLimit { get; init; }
    public required double DetectionLimitUncertainty { get; init; }
    /// <summary>Ionic strength of the mix per measured sodium, which comes with the nucleotides.</summary>
    public required double IonicPerSodium { get; init; }
    public required double IonicPerSodiumUncertainty { get; init; }
    /// <summary>Ionic strength per free magnesium, which comes with an anion and is free when its ligands are spent.</summary>
    public required double IonicPerMagnesium { get; init; }
    /// <summary>Ionic strength and its uncertainty when the sodium site is lost, mol/L.</summary>
    public required double UsualIonicStrength { get; init; }
    public required double UsualIonicUncertainty { get; init; }
    /// <summary>Thermistor of the chip: Ohm at 25 °C, K.</summary>
    public required double ThermistorR25 { get; init; }
    public required double ThermistorBeta { get; init; }
    /// <summary>K.</summary>
    public required double TemperatureUncertainty { get; init; }
    /// <summary>Potential of the reference electrode against the pseudo-reference, V, and how far it may be from there.</summary>
    public required double ReferencePotential { get; init; }
    public required double ReferenceTolerance { get; init; }
    /// <summary>Drift common to all sites, V per day.</summary>
    public required double DriftPerDay { get; init; }
    /// <summary>A site further than this from the others, in decades of activity, is outvoted; one within half of it for so many frames
    /// returns.</summary>
    public required double DepartureLimit { get; init; }
    public required int ReturnFrames { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    /// <summary>
    /// Selectivities of electrodes with a malonic diamide of diaza-18-crown-6: log K of Ca2+ -2.77, Na+ -3.46, K+ -2.24 by the separate-solution
    /// method (Sensors 21 (2021) 4984, abstract). H+ with log K 0: between pH 6.5 and 8.5 it is below 1e-12 mol/L whatever the membrane.
    /// </summary>
    public static MagnesiumCalibration Nominal { get; } = new()
    {
        Sites = [Site("magnesium-1", 0.052), Site("magnesium-2", 0.047), Site("magnesium-3", 0.058), Site("magnesium-4", 0.050)],
        Sodium = new IonElectrode
        {
            Name = "sodium", Kind = ElectrodeKind.IonSelective, Ion = IonSpecies.Sodium, E0 = 0.190, PX0 = 1, E0PerKelvin = 0.0002, Slope = 0.97,
            E0Uncertainty = 0.0005, SlopeUncertainty = 0.004, Noise = 0.0001, Lowest = -1, Highest = 1,
        },
        Background = [new(IonSpecies.Calcium, 20e-6), new(IonSpecies.Potassium, 1e-3), new(IonSpecies.Hydrogen, 3e-8)],
        DetectionLimit = 8e-6,
        DetectionLimitUncertainty = 3e-6,
        IonicPerSodium = 1.6,
        IonicPerSodiumUncertainty = 0.15,
        IonicPerMagnesium = 2,
        UsualIonicStrength = 0.18,
        UsualIonicUncertainty = 0.06,
        ThermistorR25 = 10_000,
        ThermistorBeta = 3435,
        TemperatureUncertainty = 0.1,
        ReferencePotential = 0.2,
        ReferenceTolerance = 0.02,
        DriftPerDay = 0.0005,
        DepartureLimit = 0.08,
        ReturnFrames = 30,
    };

    private static IonElectrode Site(string name, double e0) => new()
    {
        Name = name, Kind = ElectrodeKind.IonSelective, Ion = IonSpecies.Magnesium, E0 = e0, PX0 = 3, E0PerKelvin = 0.0002, Slope = 0.97,
        E0Uncertainty = 0.0003, SlopeUncertainty = 0.004, Noise = 0.0001, Lowest = -1, Highest = 1,
        Selectivities =
        [
            new(IonSpecies.Sodium, -3.46, 0.15), new(IonSpecies.Calcium, -2.77, 0.15), new(IonSpecies.Potassium, -2.24, 0.15),
            new(IonSpecies.Hydrogen, 0, 0.5),
        ],
    };
}
