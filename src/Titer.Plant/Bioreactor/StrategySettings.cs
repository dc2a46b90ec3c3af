using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Strategy;
using Titer.Core;

namespace Titer.Plant.Bioreactor;

/// <summary>The strategy of a recipe as the CHO strategy understands it.</summary>
public static class StrategySettings
{
    /// <exception cref="InputException">It moves too little or too much, or limits what the strategy does not foresee.</exception>
    public static ChoStrategySettings Of(Strategy wanted)
    {
        Allow(wanted.Moves, "move", [Actuators.Feed, Tags.Temperature, Tags.PH, Tags.Glucose]);
        Allow(wanted.Limits, "keep", [Tags.Lactate, Tags.Ammonia, Tags.Volume]);
        return new ChoStrategySettings(
            wanted.Objective == StrategyObjective.Titre, wanted.Enough ?? double.PositiveInfinity, wanted.Every, wanted.Risk,
            Move(Actuators.Feed), Move(Tags.Temperature), Move(Tags.PH), Move(Tags.Glucose),
            High(Tags.Lactate), High(Tags.Ammonia), High(Tags.Volume));

        Bounds Move(Tag tag) => wanted.Moves.TryGetValue(tag, out AllowedRange? range)
            ? new Bounds(range.Low, range.High)
            : throw wanted.Place.Error($"the strategy of a CHO culture also needs to know how far it may move {tag}.");

        double High(Tag tag) => !wanted.Limits.TryGetValue(tag, out AllowedRange? range) ? double.PositiveInfinity
            : double.IsInfinity(range.Low) ? range.High
            : throw range.Place.Error($"the strategy of a CHO culture keeps {tag} below a limit, not above one.");
    }

    private static void Allow(ImmutableSortedDictionary<Tag, AllowedRange> ranges, string what, Tag[] tags)
    {
        foreach (AllowedRange range in ranges.Values)
        {
            if (!tags.Contains(range.Tag))
                throw range.Place.Error($"the strategy of a CHO culture can {what} {string.Join(", ", tags)}, not {range.Tag}.");
        }
    }
}
