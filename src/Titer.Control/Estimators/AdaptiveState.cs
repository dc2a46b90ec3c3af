using Titer.Core;
using Titer.Processes.CellCulture;

namespace Titer.Control.Estimators;

/// <summary>
/// The state that the CHO estimator carries: the twelve of <see cref="ChoFedBatch"/>, then what differs from batch to batch and cannot be
/// known beforehand. A clone factor is the logarithm of actual / nominal of one or more parameters; a sensor bias is reading - truth, or for
/// cells and titre of the laboratory the logarithm of reading / truth. The laboratory's own biases can never be learnt from it: they are carried so
/// that many results of one analyser do not pretend to average its calibration away (consider states, Schmidt 1966).
/// </summary>
public static class AdaptiveState
{
    public const int Growth = ChoState.Count, Death = Growth + 1, GlucoseUptake = Growth + 2, Lactate = Growth + 3, Ammonia = Growth + 4;
    public const int Glutamine = Growth + 5, Productivity = Growth + 6, OxygenUptake = Growth + 7, GasTransfer = Growth + 8;
    public const int PHBias = Growth + 9, CellVolume = Growth + 10;
    public const int GlucoseBias = Growth + 11, LactateBias = Growth + 12, GlutamineBias = Growth + 13, AmmoniaBias = Growth + 14;
    public const int LabCells = Growth + 15, LabGlucose = Growth + 16, LabTitre = Growth + 17, LabPH = Growth + 18;
    public const int Count = Growth + 19;

    /// <summary>First of the states that only a sensor sees.</summary>
    public const int FirstBias = PHBias;

    /// <summary>Published variables: dissolved oxygen and pH stand in the places of oxygen concentration and strong ions.</summary>
    public static readonly Variable[] Published =
    [
        new(Tags.ViableCells, Unit.GigaPerLitre), new(Tags.DeadCells, Unit.GigaPerLitre), new(Tags.Glucose, Unit.Millimolar),
        new(Tags.Glutamine, Unit.Millimolar), new(Tags.Lactate, Unit.Millimolar), new(Tags.Ammonia, Unit.Millimolar),
        new(Tags.Titre, Unit.GramPerLitre), new(Tags.Volume, Unit.Litre), new(Tags.DissolvedOxygen, Unit.Percent),
        new(new Tag("inorganic-carbon"), Unit.Millimolar), new(Tags.PH, Unit.PH), new(Tags.Temperature, Unit.Celsius),
        new(new Tag("factor/growth"), Unit.One), new(new Tag("factor/death"), Unit.One), new(new Tag("factor/glucose-uptake"), Unit.One),
        new(new Tag("factor/lactate"), Unit.One), new(new Tag("factor/ammonia"), Unit.One),
        new(new Tag("factor/glutamine"), Unit.One), new(new Tag("factor/productivity"), Unit.One),
        new(new Tag("factor/oxygen-uptake"), Unit.One), new(new Tag("factor/gas-transfer"), Unit.One),
        new(Tags.PHBias, Unit.PH), new(new Tag("factor/cell-volume"), Unit.One),
        new(new Tag("bias/glucose"), Unit.Millimolar), new(new Tag("bias/lactate"), Unit.Millimolar),
        new(new Tag("bias/glutamine"), Unit.Millimolar), new(new Tag("bias/ammonia"), Unit.Millimolar),
        new(new Tag("factor/lab-VCD"), Unit.One), new(new Tag("factor/lab-glucose"), Unit.One), new(new Tag("factor/lab-titre"), Unit.One),
        new(new Tag("bias/lab-pH"), Unit.PH),
    ];
}
