using Titer.Batch;
using Titer.Control;
using Titer.Control.Strategy;
using Titer.Core;
using Titer.Plant.Loop;

namespace Titer.Plant.Bioreactor;

/// <summary>The strategy of a recipe as the CHO strategy understands it.</summary>
public static class StrategySettings
{
    /// <exception cref="InputException">It moves too little or too much, or limits what the strategy does not foresee.</exception>
    public static ChoStrategySettings Of(Strategy wanted)
    {
        var ranges = new StrategyRanges(wanted, "a CHO culture");
        ranges.Allow([Actuators.Feed, Tags.Temperature, Tags.PH, Tags.Glucose], [Tags.Lactate, Tags.Ammonia, Tags.Volume]);
        return new ChoStrategySettings(
            wanted.Objective == StrategyObjective.Titre, wanted.Enough ?? double.PositiveInfinity, wanted.Every, wanted.Risk,
            ranges.Move(Actuators.Feed), ranges.Move(Tags.Temperature), ranges.Move(Tags.PH), ranges.Move(Tags.Glucose),
            High(Tags.Lactate), High(Tags.Ammonia), High(Tags.Volume));

        double High(Tag tag) => ranges.High(tag) ?? double.PositiveInfinity;
    }
}
