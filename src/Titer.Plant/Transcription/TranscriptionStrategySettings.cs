using Titer.Batch;
using Titer.Control;
using Titer.Control.Strategy.Transcription;
using Titer.Core;
using Titer.Plant.Loop;
using U = Titer.Processes.Transcription.IvtInput;
using T = Titer.Control.TranscriptionTags;

namespace Titer.Plant.Transcription;

/// <summary>The strategy of a recipe as that of a transcription understands it.</summary>
public static class TranscriptionStrategySettings
{
    /// <exception cref="InputException">It wants something else than mass, moves too little or too much, or limits what the strategy does not
    /// foresee.</exception>
    public static IvtStrategySettings Of(Recipe recipe, Strategy wanted)
    {
        const string of = "a transcription";
        if (wanted.Objective != StrategyObjective.Mass)
            throw wanted.Place.Error($"the strategy of {of} makes as much RNA as it can: its objective is 'mass'.");
        TranscriptionPump[] pumps = [.. TranscriptionPump.All()];
        Tag nucleotides = T.NucleotideMass, polymerase = pumps[U.Polymerase].Mass;
        var ranges = new StrategyRanges(wanted, of);
        ranges.Allow([T.NucleotideFeed, T.MagnesiumFeed, T.PolymeraseFeed], [T.DoubleStranded, nucleotides, polymerase, Tags.Volume]);
        return new IvtStrategySettings(
            wanted.Every, wanted.Risk, ranges.Move(T.NucleotideFeed), ranges.Move(T.MagnesiumFeed), ranges.Move(T.PolymeraseFeed),
            High(nucleotides) / pumps[U.Atp].Density, High(polymerase) / pumps[U.Polymerase].Density,
            recipe.Parameter("cap-part").In(Unit.One), recipe.Parameter("reaction-pH").In(Unit.PH), High(Tags.Volume), High(T.DoubleStranded));

        double High(Tag tag) => ranges.High(tag)
            ?? throw wanted.Place.Error($"the strategy of {of} also needs to know below what it must keep {tag}.");
    }
}
