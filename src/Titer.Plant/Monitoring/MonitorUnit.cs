using Titer.Batch;
using Titer.Control.Monitoring;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.PlateReader;

namespace Titer.Plant.Monitoring;

/// <summary>
/// Many cultures under an optical reader, watched without control authority: the stages of the loop that think, of which Decide runs the recipe
/// only and Guard has nothing to guard.
/// </summary>
public static class MonitorUnit
{
    /// <exception cref="InputException">The formula lacks a parameter, or the equipment has actuators.</exception>
    public static UnitStages Create(Recipe recipe)
    {
        if (recipe.Equipment.HasControlAuthority)
            throw new InputException(recipe.Equipment.Place.ToString(),
                "monitoring has no control authority, but this equipment has actuators; use 'titer run'.");
        PlateReaderSpecification oxygen = PlateReaderSpecification.Oxygen with
        {
            Lowest = recipe.Parameter("oxygen-low").In(Unit.Percent),
            Highest = recipe.Parameter("oxygen-high").In(Unit.Percent),
            SpikeSigmas = recipe.Parameter("outlier-threshold").In(Unit.One),
        };
        PlateReaderSpecification pH = PlateReaderSpecification.PH with
        {
            Lowest = recipe.Parameter("ph-low").In(Unit.PH),
            Highest = recipe.Parameter("ph-high").In(Unit.PH),
            SpikeSigmas = recipe.Parameter("outlier-threshold").In(Unit.One),
        };
        var engine = new BatchEngine(recipe, autoConfirm: true);
        return new UnitStages(
            [new PlateReaderSensor(PlateReaderFiles.OxygenSource, oxygen), new PlateReaderSensor(PlateReaderFiles.PHSource, pH)],
            new CultureStage(new CultureBank()),
            new WatchStage(engine),
            new NothingToGuard(),
            engine);
    }
}
