using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Field;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Records.Reports;
using Titer.Sensing.Raman;
using T = Titer.Control.TranscriptionTags;

namespace Titer.Plant.Transcription;

/// <summary>A stirred vessel with a fed-batch transcription of mRNA.</summary>
internal sealed class TranscriptionKind : BatchKind
{
    public override string Name => "Transcription";

    public override ProcessKind Process => ProcessKind.InVitroTranscription;

    public override ImmutableSortedDictionary<string, double> Faults => SimulatedTranscription.Faults;

    public override ImmutableArray<ShownValue> Shown { get; } =
    [
        new(T.Rna, "RNA", "F3"), new(T.DoubleStranded, "Double-stranded", "F3"), new(T.Integrity, "Integrity", "F2"),
        new(T.Nucleotides, "NTP", "F2"), new(T.FreeMagnesium, "Free magnesium", "F2"), new(T.Crystals, "Crystals", "F3"),
        new(Tags.PH, "pH", "F3"), new(Tags.Temperature, "Temperature", "F2"), new(Tags.Volume, "Volume", "F3"),
    ];

    public override TimeSpan LineEvery => TimeSpan.FromMinutes(30);

    public override RamanCalibration Calibrate() => RamanCalibrationRun.Make(StandardRun.CalibrationSeed, TranscriptionRaman.Application);

    public override UnitStages Create(RunHeader header, IDeadline deadline) =>
        TranscriptionUnit.Create(header.Recipe(), header.Start, header.Raman!, header.AutoConfirm, deadline);

    public override IField Plant(RunHeader header)
    {
        TranscriptionMix mix = TranscriptionMix.Of(header.Recipe());
        return new SimulatedTranscription(header.Seed, header.Start, mix.Start, mix.Parameters, header.Faults);
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
    ]);
}
