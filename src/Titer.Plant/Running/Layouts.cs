using Titer.Control;
using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Plant.Running;

/// <summary>Which trends a report of each kind of run shows.</summary>
public static class Layouts
{
    public static ReportLayout For(RunHeader header) => header.Kind switch
    {
        RunKind.Bioreactor => Bioreactor(header.Recipe().Name),
        RunKind.Monitor => Monitor(header),
        _ => throw new ArgumentOutOfRangeException(nameof(header), header.Kind, "Unknown kind of run."),
    };

    private static ReportLayout Bioreactor(string recipe) => new(recipe,
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

    private static ReportLayout Monitor(RunHeader header)
    {
        var panels = System.Collections.Immutable.ImmutableArray.CreateBuilder<ReportPanel>();
        foreach (int position in header.Positions)
        {
            Tag oxygen = new($"culture-{position:00}/DO"), pH = new($"culture-{position:00}/pH");
            panels.Add(new($"Culture {position:00}: dissolved oxygen", Unit.Percent) { Estimate = oxygen, Measurements = [oxygen] });
            panels.Add(new($"Culture {position:00}: pH", Unit.PH) { Estimate = pH, Measurements = [pH] });
        }
        return new(header.Recipe().Name, panels.DrainToImmutable());
    }
}
