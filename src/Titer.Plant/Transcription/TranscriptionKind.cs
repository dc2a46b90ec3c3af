using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Field;
using Titer.Field.Simulated;
using Titer.Field.Simulated.Downstream;
using Titer.Plant.Downstream;
using Titer.Plant.Running;
using Titer.Processes.Downstream;
using Titer.Processes.Transcription;
using Titer.Records.Reports;
using Titer.Sensing.Raman;
using D = Titer.Control.DownstreamTags;
using T = Titer.Control.TranscriptionTags;

namespace Titer.Plant.Transcription;

/// <summary>A stirred vessel with a fed-batch transcription of mRNA.</summary>
internal sealed class TranscriptionKind : BatchKind
{
    public override string Name => "Transcription";

    public override ProcessKind Process => ProcessKind.InVitroTranscription;

    public override ImmutableSortedDictionary<string, double> Faults => SimulatedLine.Faults;

    public override ImmutableArray<ShownValue> Shown { get; } =
    [
        new(T.Rna, "RNA", "F3"), new(T.DoubleStranded, "Double-stranded", "F3"), new(T.Integrity, "Integrity", "F2"),
        new(T.Nucleotides, "NTP", "F2"), new(T.FreeMagnesium, "Free magnesium", "F2"), new(T.Crystals, "Crystals", "F3"),
        new(Tags.PH, "pH", "F3"), new(Tags.Temperature, "Temperature", "F2"), new(Tags.Volume, "Volume", "F3"),
        new(D.RnaGrams, "RNA of the batch", "F2"), new(D.RetentateRna, "RNA in the loop", "F3"), new(D.RetentateVolume, "Loop", "F2"),
        new(D.CollectedVolume, "Collected", "F1"), new(D.PermeateFlow, "Permeate", "F1"), new(D.Diavolumes, "Diavolumes", "F1"),
        new(D.Ethanol, "Ethanol", "F1"),
    ];

    public override TimeSpan LineEvery => TimeSpan.FromMinutes(30);

    public override RamanCalibration Calibrate() => RamanCalibrationRun.Make(StandardRun.CalibrationSeed, TranscriptionRaman.Application);

    public override UnitStages Create(RunHeader header, IDeadline deadline) =>
        TranscriptionUnit.Create(header.Recipe(), header.Start, header.Raman!, header.AutoConfirm, deadline, FaultsIn(header));

    public override ImmutableArray<ModelText> Models(Recipe recipe) =>
    [
        new(InVitroTranscription.Description.Name, InVitroTranscription.Description.Text(TranscriptionMix.Of(recipe).Parameters)),
        new(TangentialFlow.Description.Name, TangentialFlow.Description.Text(DownstreamFormula.Of(recipe).Filtration)),
    ];

    public override IField Plant(RunHeader header)
    {
        TranscriptionMix mix = TranscriptionMix.Of(header.Recipe());
        DownstreamFormula downstream = DownstreamFormula.Of(header.Recipe());
        return new SimulatedLine(
            new SimulatedTranscription(header.Seed, header.Start, mix.Start, mix.Parameters, header.Faults),
            new SimulatedDownstream(header.Seed, downstream.Filtration, downstream.LipidStock, downstream.Elements), header.Start, header.Faults);
    }

    public override IKeyFigures Figures() => new TranscriptionFigures();

    public override ReportLayout Layout(RunHeader header) => new(header.Recipe().Name,
    [
        new("RNA", Unit.GramPerLitre) { Estimate = T.Rna, Measurements = [T.Rna, T.AtLineRna] },
        new("Double-stranded RNA", Unit.Percent) { Estimate = T.DoubleStranded },
        new("Integrity", Unit.Percent) { Estimate = T.Integrity, Measurements = [T.AtLineIntegrity] },
        new("Capped", Unit.Percent) { Estimate = T.Capped },
        new("Nucleotides", Unit.Millimolar) { Estimate = T.Nucleotides, Measurements = [T.Nucleotides] },
        new("Free magnesium", Unit.Millimolar) { Estimate = T.FreeMagnesium, Measurements = [T.FreeMagnesium] },
        new("Dissolved magnesium", Unit.Millimolar) { Estimate = T.Magnesium },
        new("Crystals", Unit.Millimolar) { Estimate = T.Crystals, Measurements = [T.Crystals] },
        new("pH", Unit.PH) { Estimate = Tags.PH, Measurements = [Tags.PH], SetPoint = Tags.PH },
        new("Temperature", Unit.Celsius) { Estimate = Tags.Temperature, Measurements = [Tags.Temperature], SetPoint = Tags.Temperature },
        new("Polymerase", Unit.Nanomolar) { Estimate = T.Polymerase },
        new("Template", Unit.Nanomolar) { Estimate = T.Template },
        new("Volume", Unit.Litre) { Estimate = Tags.Volume, Measurements = [Tags.Volume] },
        new("Nucleotide pumps", Unit.LitrePerHour) { Commands = [Actuators.Atp, Actuators.Utp, Actuators.Ctp, Actuators.Gtp, Actuators.Cap] },
        new("Magnesium, polymerase, base", Unit.LitrePerHour) { Commands = [Actuators.Magnesium, Actuators.Polymerase, Actuators.Base] },
        new("DNase and EDTA", Unit.LitrePerHour) { Commands = [Actuators.Dnase, Actuators.Edta] },
        new("Stirrer", Unit.PerMinute) { Commands = [Actuators.Stirrer], Measurements = [Tags.MeasuredAgitation] },
        new("Jacket", Unit.Celsius) { Commands = [Actuators.Jacket] },
        new("RNA of the batch, behind the reactor", Unit.Gram) { Estimate = D.RnaGrams },
        new("RNA in the loop", Unit.GramPerLitre) { Estimate = D.RetentateRna },
        new("Volume of the loop", Unit.Litre) { Estimate = D.RetentateVolume, Measurements = [D.RetentateVolume], SetPoint = D.RetentateVolume },
        new("Nanoparticles collected", Unit.Litre) { Estimate = D.CollectedVolume, Measurements = [D.CollectedVolume] },
        new("Permeate", Unit.LitrePerHour) { Estimate = D.PermeateFlow, SetPoint = D.PermeateFlow },
        new("Pressure over the membrane", Unit.Kilopascal) { Measurements = [D.Pressure], Commands = [DownstreamActuators.Pressure] },
        new("UV before and behind the membrane", Unit.PerCentimetre) { Measurements = [D.UvRetentate, D.UvPermeate] },
        new("Conductivity", Unit.MillisiemensPerCentimetre) { Measurements = [D.Conductivity] },
        new("Diavolumes", Unit.One) { Estimate = D.Diavolumes },
        new("Ethanol in the loop", Unit.GramPerLitre) { Estimate = D.Ethanol },
        new("Transfer, return", Unit.LitrePerHour) { Commands = [DownstreamActuators.Transfer, DownstreamActuators.Return] },
        new("Buffer, filling", Unit.LitrePerHour) { Commands = [DownstreamActuators.Diafiltration, DownstreamActuators.Fill] },
        new("Mixer pumps", Unit.LitrePerHour) { Commands = [DownstreamActuators.Rna, DownstreamActuators.Acid, DownstreamActuators.Lipid] },
    ]);
}
