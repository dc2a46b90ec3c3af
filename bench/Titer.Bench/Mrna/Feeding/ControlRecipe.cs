using Titer.Control.Strategy.Transcription;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>
/// What all strategies have in common, as recipes/mrna-ivt.yaml has it: amounts of nucleotides, cap analogue, polymerase, template and time. 12 mmol/L
/// of each NTP in 5 L, what a fed batch is given (Pregeljc et al. 2023, Biotechnol. Bioeng. 120:737, make 12 g/L), 200 nmol/L of polymerase,
/// 30 of template, 0.75 mmol of magnesium per mmol of NTP as CleanCap protocols have it (0.83, Henderson et al. 2021, Curr. Protoc. 1:e39).
/// </summary>
internal static class ControlRecipe
{
    public const double Hours = 4, FeedHours = 3, LowestPH = 7.8, DoubleStrands = 1;

    /// <summary>In all, mmol of each NTP, of cap analogue and of magnesium, nmol of polymerase and template, kU, mmol of buffer.</summary>
    public const double Nucleotide = 60, Cap = 24, Magnesium = 180, Polymerase = 1000, Template = 150, Pyrophosphatase = 10, Buffer = 200;

    /// <summary>What of them is in the vessel at the start of a fed batch, and its volume, L.</summary>
    private const double FirstNucleotide = 18, FirstCap = 15, FirstMagnesium = 54, FirstPolymerase = 600, FirstVolume = 2.7;

    public static double[] Parameters { get; } = Own();

    /// <summary>Flows of the linear feed over <see cref="FeedHours"/>, L/h: all nucleotides together, magnesium, polymerase.</summary>
    public static readonly double[] LinearFeed =
    [
        4 * (Nucleotide - FirstNucleotide) / Parameters[P.FeedNucleotide] / FeedHours,
        (Magnesium - FirstMagnesium) / Parameters[P.FeedMagnesium] / FeedHours,
        (Polymerase - FirstPolymerase) / Parameters[P.FeedPolymerase] / FeedHours,
    ];

    public static IvtStrategySettings Settings { get; } = new(TimeSpan.FromMinutes(5), Risk: 0.05, NucleotideFeed: new(0, 2), MagnesiumFeed: new(0, 0.3),
        PolymeraseFeed: new(0, 0.06), Nucleotide: FeedHours * LinearFeed[0], Polymerase: FeedHours * LinearFeed[2],
        CapShare: (Cap - FirstCap) / Parameters[P.FeedCap] / (FeedHours * LinearFeed[0]), LowestPH, Volume: 5, DoubleStrands);

    public static double[] FedStart() => Start(FirstNucleotide, FirstCap, FirstMagnesium, FirstPolymerase, FirstVolume);

    /// <summary>Everything at once, in the volume that the feeds would have made.</summary>
    /// <param name="magnesium">mmol in all.</param>
    public static double[] OneShotStart(double magnesium) => Start(Nucleotide, Cap, magnesium, Polymerase,
        FirstVolume + FeedHours * (LinearFeed[0] * (1 + Settings.CapShare) + LinearFeed[1] + LinearFeed[2]));

    private static double[] Start(double nucleotide, double cap, double magnesium, double polymerase, double litres) =>
        [.. Mix(nucleotide, cap, magnesium, polymerase, litres).Start()];

    private static IvtConditions Mix(double nucleotide, double cap, double magnesium, double polymerase, double litres)
    {
        double each = nucleotide / litres;
        return new IvtConditions
        {
            Atp = each, Utp = each, Ctp = each, Gtp = each, Cap = cap / litres, Magnesium = magnesium / litres, Polymerase = polymerase / litres,
            Template = Template / litres, Pyrophosphatase = Pyrophosphatase / litres, Buffer = Buffer / litres, Volume = litres,
            Composition = (1000, 1000, 1000, 1000),
        };
    }

    private static double[] Own()
    {
        double[] parameters = InVitroTranscription.Description.DefaultParameters();
        foreach ((int parameter, double value) in Mix(1, 1, 1, 1, 1).Own()) parameters[parameter] = value;
        return parameters;
    }
}
