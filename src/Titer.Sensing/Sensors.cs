using System.Collections.Immutable;
using Titer.Core;
using Titer.Sensing.Equipment;
using Titer.Sensing.Impedance;
using Titer.Sensing.IonFet;
using Titer.Sensing.Laboratory;
using Titer.Sensing.Optode;
using Titer.Sensing.Raman;
using Titer.Sensing.Thermometer;

namespace Titer.Sensing;

/// <summary>The sensors of a unit with their calibrations, always in the same order.</summary>
public static class Sensors
{
    /// <summary>Fresh sensors of one batch: each keeps state, so that two batches never share one.</summary>
    public static ImmutableArray<ISensor> ForBioreactor(RamanCalibration raman) =>
    [
        WithThermistor(new IonFetSensor(IonFetCalibration.Nominal), IonFetCalibration.Nominal),
        WithThermistor(new OptodeSensor(OptodeCalibration.Nominal), OptodeCalibration.Nominal),
        new ThermometerSensor(ThermometerCalibration.Nominal),
        new ImpedanceSensor(ImpedanceCalibration.Nominal),
        new RamanSensor(raman),
        new EquipmentSensor(EquipmentCalibration.Nominal),
        new LaboratorySensor(LaboratoryCalibration.Nominal),
    ];

    private static ChipThermometer WithThermistor(IonFetSensor chip, IonFetCalibration calibration) => new(
        chip, new Tag("temperature/ion-fet"),
        ohm => IonFetPhysics.ThermistorTemperature(ohm, calibration.ThermistorR25, calibration.ThermistorBeta), calibration.TemperatureUncertainty);

    private static ChipThermometer WithThermistor(OptodeSensor chip, OptodeCalibration calibration) =>
        new(chip, new Tag("temperature/optode"), ThermometerPhysics.Temperature, calibration.TemperatureUncertainty);
}
