using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Sensing.Electrophoresis;
using Titer.Sensing.Equipment;
using Titer.Sensing.Impedance;
using Titer.Sensing.IonFet;
using Titer.Sensing.Laboratory;
using Titer.Sensing.Magnesium;
using Titer.Sensing.Optode;
using Titer.Sensing.Raman;
using Titer.Sensing.Thermometer;
using Titer.Sensing.Turbidity;

namespace Titer.Sensing;

/// <summary>The chips of one simulated batch, each with its own imperfections and its own stream of noise.</summary>
public static class SimulatedChips
{
    /// <summary>On-line chips in the order of <see cref="Sensors.ForBioreactor"/>.</summary>
    public static ImmutableArray<ISimulatedChip> ForBioreactor(ulong seed) =>
    [
        new SimulatedIonFet(Gaussian.Stream(seed, "chip/ion-fet")),
        new SimulatedOptode(Gaussian.Stream(seed, "chip/optode")),
        new SimulatedThermometer(Gaussian.Stream(seed, "chip/thermometer")),
        new SimulatedImpedance(Gaussian.Stream(seed, "chip/impedance")),
        new SimulatedRaman(Gaussian.Stream(seed, "chip/raman")),
        new SimulatedEquipment(Gaussian.Stream(seed, "chip/equipment")),
    ];

    /// <summary>On-line chips in the order of <see cref="Sensors.ForTranscription"/>.</summary>
    public static ImmutableArray<ISimulatedChip> ForTranscription(ulong seed) =>
    [
        new SimulatedIonFet(Gaussian.Stream(seed, "chip/ion-fet")),
        new SimulatedMagnesium(Gaussian.Stream(seed, "chip/magnesium")),
        new SimulatedThermometer(Gaussian.Stream(seed, "chip/thermometer")),
        new SimulatedRaman(Gaussian.Stream(seed, "chip/raman"), TranscriptionRaman.Application),
        new SimulatedTurbidity(Gaussian.Stream(seed, "chip/turbidity")),
        new SimulatedTranscriptionSkid(Gaussian.Stream(seed, "chip/equipment")),
    ];

    /// <summary>The off-line laboratory, which is asked for results and not read.</summary>
    public static SimulatedLaboratory Laboratory(ulong seed) => new(Gaussian.Stream(seed, "chip/lab"));

    /// <summary>The at-line electrophoresis of a transcription, which is given samples and asked for results.</summary>
    public static SimulatedElectrophoresis Electrophoresis(ulong seed) => new(Gaussian.Stream(seed, "chip/electrophoresis"));
}
