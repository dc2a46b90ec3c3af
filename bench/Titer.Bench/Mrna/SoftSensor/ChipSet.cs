using System.Collections.Immutable;
using Titer.Control;
using Titer.Core;

namespace Titer.Bench.Mrna.SoftSensor;

/// <summary>What an estimator is given to read, by the chips that give it.</summary>
internal sealed record ChipSet(string Name, ImmutableArray<Tag> Tags)
{
    private static readonly Tag[] Magnesium = [TranscriptionTags.FreeMagnesium], Crystals = [TranscriptionTags.Crystals];
    private static readonly Tag[] Optical = [TranscriptionTags.Nucleotides, TranscriptionTags.Rna];
    private static readonly Tag[] AtLine = [TranscriptionTags.AtLineRna, TranscriptionTags.AtLineIntegrity];
    private static readonly Tag[] Vessel = [Control.Tags.Temperature, Control.Tags.Volume];

    /// <summary>No chip: what the recipe and the model say. Then pH alone, pH with each other chip, and all.</summary>
    public static ImmutableArray<ChipSet> All { get; } =
    [
        new("no chip (open loop)", []), new("pH", [Control.Tags.PH]), With("pH + magnesium", Magnesium), With("pH + NTP and RNA (Raman)", Optical),
        With("pH + crystals (turbidity)", Crystals), With("pH + electrophoresis", AtLine), With("pH + thermometer, load cell", Vessel),
        With("all", [.. Magnesium, .. Optical, .. Crystals, .. AtLine, .. Vessel]),
    ];

    private static ChipSet With(string name, Tag[] tags) => new(name, [Control.Tags.PH, .. tags]);
}
