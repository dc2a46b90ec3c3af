using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control.Strategy;
using Titer.Core;

namespace Titer.Plant.Loop;

/// <summary>The ranges of a recipe's strategy, read for a controller that can move and keep certain variables.</summary>
/// <param name="of">What is controlled, with its article, for error messages.</param>
internal sealed class StrategyRanges(Strategy wanted, string of)
{
    /// <exception cref="InputException">The recipe names something else.</exception>
    public void Allow(Tag[] moves, Tag[] limits)
    {
        Allow(wanted.Moves, "move", moves);
        Allow(wanted.Limits, "keep", limits);
    }

    /// <exception cref="InputException">The recipe does not say how far.</exception>
    public Bounds Move(Tag tag) => wanted.Moves.TryGetValue(tag, out AllowedRange? range)
        ? new Bounds(range.Low, range.High)
        : throw wanted.Place.Error($"the strategy of {of} also needs to know how far it may move {tag}.");

    /// <summary>The limit that the recipe gives, null when it gives none.</summary>
    /// <exception cref="InputException">It is a lower limit.</exception>
    public double? High(Tag tag) => !wanted.Limits.TryGetValue(tag, out AllowedRange? range) ? null
        : double.IsInfinity(range.Low) ? range.High
        : throw range.Place.Error($"the strategy of {of} keeps {tag} below a limit, not above one.");

    private void Allow(ImmutableSortedDictionary<Tag, AllowedRange> ranges, string what, Tag[] tags)
    {
        foreach (AllowedRange range in ranges.Values)
        {
            if (!tags.Contains(range.Tag))
                throw range.Place.Error($"the strategy of {of} can {what} {string.Join(", ", tags)}, not {range.Tag}.");
        }
    }
}
