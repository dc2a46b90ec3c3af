using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Field;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Processes.CellCulture;
using Titer.Records.Reports;
using Titer.Sensing.Raman;

namespace Titer.Plant.Bioreactor;

/// <summary>A stirred bioreactor with a CHO fed-batch.</summary>
internal sealed class BioreactorKind : BatchKind
{
    public override string Name => "Bioreactor";

    public override ProcessKind Process => ProcessKind.ChoFedBatch;

    public override ImmutableSortedDictionary<string, double> Faults => SimulatedBioreactor.Faults;

    public override ImmutableArray<ShownValue> Shown { get; } =
    [
        new(Tags.ViableCells, "Viable cells", "F2"), new(Tags.Titre, "Antigen titre", "F3"),
        new(Tags.Glucose, "Glucose", "F1"), new(Tags.Lactate, "Lactate", "F1"),
        new(Tags.PH, "pH", "F3"), new(Tags.DissolvedOxygen, "Dissolved oxygen", "F1"),
        new(Tags.Temperature, "Temperature", "F2"), new(Tags.Volume, "Volume", "F1"),
    ];

    public override TimeSpan LineEvery => TimeSpan.FromDays(1);

    public override RamanCalibration Calibrate() => RamanCalibrationRun.Make(StandardRun.CalibrationSeed);

    public override UnitStages Create(RunHeader header, IDeadline deadline) =>
        BioreactorUnit.Create(header.Recipe(), header.Start, header.Raman!, header.AutoConfirm, deadline, FaultsIn(header));

    public override ImmutableArray<ModelText> Models(Recipe recipe)
    {
        double[] nominal = ChoFedBatch.Description.DefaultParameters();
        var estimated = new ModelText(ChoFedBatch.Description.Name, ChoFedBatch.Description.Text(nominal));
        return recipe.Strategy is null ? [estimated]
            : [estimated, new ModelText(ChoSlowCulture.Description.Name, ChoSlowCulture.Description.Text(nominal))];
    }

    public override IField Plant(RunHeader header) =>
        new SimulatedBioreactor(header.Seed, header.Start, BioreactorUnit.IntendedStart(header.Recipe()), header.Faults);

    public override IKeyFigures Figures() => new BioreactorFigures();

    public override ReportLayout Layout(RunHeader header) => new(header.Recipe().Name,
    [
        new("Viable cells", Unit.GigaPerLitre) { Estimate = Tags.ViableCells, Measurements = [Tags.LabViableCells] },
        new("Antigen titre", Unit.GramPerLitre) { Estimate = Tags.Titre, Measurements = [Tags.LabTitre] },
        new("Glucose", Unit.Millimolar) { Estimate = Tags.Glucose, Measurements = [Tags.Glucose, Tags.LabGlucose], SetPoint = Tags.Glucose },
        new("Lactate", Unit.Millimolar) { Estimate = Tags.Lactate, Measurements = [Tags.Lactate, Tags.LabLactate] },
        new("pH", Unit.PH) { Estimate = Tags.PH, Measurements = [Tags.PH, Tags.LabPH], SetPoint = Tags.PH },
        new("Dissolved oxygen", Unit.Percent)
        {
            Estimate = Tags.DissolvedOxygen, Measurements = [Tags.DissolvedOxygen], SetPoint = Tags.DissolvedOxygen,
        },
        new("Temperature", Unit.Celsius) { Estimate = Tags.Temperature, Measurements = [Tags.Temperature], SetPoint = Tags.Temperature },
        new("Glutamine", Unit.Millimolar) { Estimate = Tags.Glutamine, Measurements = [Tags.Glutamine, Tags.LabGlutamine] },
        new("Ammonia", Unit.Millimolar) { Estimate = Tags.Ammonia, Measurements = [Tags.Ammonia, Tags.LabAmmonia] },
        new("Volume", Unit.Litre) { Estimate = Tags.Volume, Measurements = [Tags.Volume] },
        new("Feed and base", Unit.LitrePerHour) { Commands = [Actuators.Feed, Actuators.Base] },
        new("Stirrer", Unit.PerMinute) { Commands = [Actuators.Stirrer], Measurements = [Tags.MeasuredAgitation] },
        new("Gas flows", Unit.LitrePerMinute) { Commands = [Actuators.Air, Actuators.Oxygen, Actuators.CarbonDioxide] },
        new("Jacket", Unit.Celsius) { Commands = [Actuators.Jacket] },
    ]);
}
