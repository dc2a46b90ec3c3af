using Titer.Core;
using Titer.Numerics;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>
/// The state that the estimator of a transcription carries: those of <see cref="Processes.Transcription.InVitroTranscription"/>, then what differs
/// from lot to lot. A factor is the logarithm of actual / nominal of one or more parameters (of the buffer's pK the difference). A sensor bias is
/// reading - truth, or where errors grow with the reading (free magnesium, crystals, electrophoresis) the logarithm of reading / truth;
/// free magnesium and crystals have one of each kind. Nuclei are carried as ln(x + floor): they appear within minutes and by orders of magnitude,
/// and no sigma point
/// may have less than none, which would give template back.
/// </summary>
public static class IvtAdaptiveState
{
    public const int Elongation = X.Count, Initiation = Elongation + 1, HalfNucleotide = Elongation + 2, HalfMagnesium = Elongation + 3;
    public const int Inhibition = Elongation + 4, PolymeraseLoss = Elongation + 5, Pyrophosphatase = Elongation + 6, CrystalGrowth = Elongation + 7;
    public const int Nucleation = Elongation + 8, Solubility = Elongation + 9, MagnesiumBinding = Elongation + 10, Salt = Elongation + 11;
    public const int BufferPK = Elongation + 12, DoubleStrands = Elongation + 13, Hydrolysis = Elongation + 14, Capping = Elongation + 15;
    public const int FeedNucleotide = Elongation + 16, FeedMagnesium = Elongation + 17, FeedPolymerase = Elongation + 18, FeedEdta = Elongation + 19;
    public const int PHBias = Elongation + 20, MagnesiumBias = Elongation + 21, NucleotideBias = Elongation + 22, RnaBias = Elongation + 23;
    public const int CrystalBias = Elongation + 24, AtLineRnaBias = Elongation + 25, AtLineIntegrityBias = Elongation + 26;
    public const int ClearBias = Elongation + 27, NoMagnesiumBias = Elongation + 28;
    public const int Count = Elongation + 29;

    /// <summary>First of the states that only a sensor sees.</summary>
    public const int FirstBias = PHBias;

    /// <summary>What is added before the logarithm; as many nuclei take 3 % of the template an hour.</summary>
    private const double NucleiFloor = 1e-6;

    /// <summary>The states of the model from those of the filter.</summary>
    public static void ToModel<T>(ReadOnlySpan<T> x, Span<T> model) where T : struct, IScalar<T>
    {
        x[..X.Count].CopyTo(model);
        model[X.Nuclei] = T.Exp(x[X.Nuclei]) - NucleiFloor;
    }

    /// <summary>The states of the filter from those of the model.</summary>
    public static void FromModel<T>(ReadOnlySpan<T> model, Span<T> x) where T : struct, IScalar<T>
    {
        model[..X.Count].CopyTo(x);
        x[X.Nuclei] = Logarithm(model[X.Nuclei] + NucleiFloor);
    }

    /// <summary>What one unit of the filter's nuclei is in the model's, at a state of the model.</summary>
    public static double NucleiScale(ReadOnlySpan<double> model) => model[X.Nuclei] + NucleiFloor;

    /// <summary>Names of the factors and biases in their order, as they are published.</summary>
    public static readonly Variable[] Lots =
    [
        new(new Tag("factor/elongation"), Unit.One), new(new Tag("factor/initiation"), Unit.One), new(new Tag("factor/half-nucleotide"), Unit.One),
        new(new Tag("factor/half-magnesium"), Unit.One), new(new Tag("factor/inhibition"), Unit.One),
        new(new Tag("factor/polymerase-loss"), Unit.One),
        new(new Tag("factor/pyrophosphatase"), Unit.One), new(new Tag("factor/crystal-growth"), Unit.One),
        new(new Tag("factor/nucleation"), Unit.One),
        new(new Tag("factor/solubility"), Unit.One), new(new Tag("factor/magnesium-binding"), Unit.One), new(new Tag("factor/salt"), Unit.One),
        new(new Tag("bias/buffer-pK"), Unit.PH), new(new Tag("factor/double-strands"), Unit.One), new(new Tag("factor/hydrolysis"), Unit.One),
        new(new Tag("factor/capping"), Unit.One), new(new Tag("factor/feed-nucleotide"), Unit.One), new(new Tag("factor/feed-magnesium"), Unit.One),
        new(new Tag("factor/feed-polymerase"), Unit.One), new(new Tag("factor/feed-EDTA"), Unit.One), new(Tags.PHBias, Unit.PH),
        new(new Tag("factor/free-magnesium"), Unit.One),
        new(new Tag("bias/NTP"), Unit.Millimolar), new(new Tag("bias/RNA"), Unit.GramPerLitre), new(new Tag("factor/crystals"), Unit.One),
        new(new Tag("factor/electrophoresis-RNA"), Unit.One), new(new Tag("bias/electrophoresis-integrity"), Unit.Percent),
        new(new Tag("bias/crystals"), Unit.Millimolar), new(new Tag("bias/free-magnesium"), Unit.Millimolar),
    ];

    // The root keeps the logarithm finite should a step end below zero.
    private static T Logarithm<T>(T sum) where T : struct, IScalar<T> =>
        T.Log(0.5 * (sum + T.Sqrt(sum * sum + 1e-6 * NucleiFloor * NucleiFloor)));
}
