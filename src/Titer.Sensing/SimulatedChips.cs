using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Sensing.Equipment;
using Titer.Sensing.Impedance;
using Titer.Sensing.IonFet;
using Titer.Sensing.Laboratory;
using Titer.Sensing.Optode;
using Titer.Sensing.Raman;
using Titer.Sensing.Thermometer;

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

    /// <summary>The off-line laboratory, which is asked for results and not read.</summary>
    public static SimulatedLaboratory Laboratory(ulong seed) => new(Gaussian.Stream(seed, "chip/lab"));
}
