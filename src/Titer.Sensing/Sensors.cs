using System.Collections.Immutable;
using Titer.Core;
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

    /// <summary>Fresh sensors of one transcription. All calibrations but that of the Raman probe are nominal.</summary>
    /// <param name="raman">Made for <see cref="TranscriptionRaman.Application"/>.</param>
    /// <exception cref="ArgumentException">The calibration is for other analytes.</exception>
    public static ImmutableArray<ISensor> ForTranscription(RamanCalibration raman) => TranscriptionRaman.Application.Fits(raman)
        ?
        [
            WithThermistor(new IonFetSensor(IonFetCalibration.Transcription), IonFetCalibration.Transcription),
            new MagnesiumSensor(MagnesiumCalibration.Nominal),
            new ThermometerSensor(ThermometerCalibration.Nominal),
            new RamanSensor(raman),
            new TurbiditySensor(TurbidityCalibration.Nominal),
            new TranscriptionSkidSensor(TranscriptionSkidCalibration.Nominal),
            new ElectrophoresisSensor(ElectrophoresisCalibration.Nominal),
        ]
        : throw new ArgumentException("The Raman calibration is not for a transcription.", nameof(raman));

    private static ChipThermometer WithThermistor(IonFetSensor chip, IonFetCalibration calibration) => new(
        chip, new Tag("temperature/ion-fet"),
        ohm => IonFetPhysics.ThermistorTemperature(ohm, calibration.ThermistorR25, calibration.ThermistorBeta), calibration.TemperatureUncertainty);

    private static ChipThermometer WithThermistor(OptodeSensor chip, OptodeCalibration calibration) =>
        new(chip, new Tag("temperature/optode"), ThermometerPhysics.Temperature, calibration.TemperatureUncertainty);
}
