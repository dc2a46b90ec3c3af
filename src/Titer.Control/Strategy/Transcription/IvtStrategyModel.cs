using System.Runtime.CompilerServices;
using Titer.Numerics;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Strategy.Transcription;

/// <summary>
/// What a strategy for a transcription plans with: <see cref="InVitroTranscription"/> without what decides neither RNA nor double strands (capped,
/// broken and aborted RNA, crystals, the ends of a reaction), the four nucleotides in the proportions of the transcript, and what has been fed.
/// Moved by the feeds of nucleotides (cap analogue in proportion), magnesium and polymerase; base as the pH loop gives it. Worth the full-length RNA
/// at the end.
/// </summary>
public readonly struct IvtStrategyModel : IOptimalControlModel
{
    /// <summary>
    /// Positions of the states. Template is the logarithm of its amount, nmol, and nuclei are counted by the share of the template that they take an
    /// hour, so that crystals, which take it by orders of magnitude, stay of the size of 1. RNA and double strands: amounts, g, so that what is
    /// maximised is linear. Nucleotides: sum of the four, mmol/L. Fed: L since the strategy began, of all four nucleotides together and of
    /// polymerase. The rest as in <see cref="IvtState"/>.
    /// </summary>
    public const int Template = 0, Rna = 1, DoubleStranded = 2, Nucleotides = 3, Pyrophosphate = 4, Phosphate = 5, Magnesium = 6, Taking = 7;
    public const int Polymerase = 8, Cations = 9, Anions = 10, Volume = 11, FedNucleotide = 12, FedPolymerase = 13, States = 14;

    /// <summary>Positions of the inputs, flows in L/h; nucleotides are all four together.</summary>
    public const int NucleotideFeed = 0, MagnesiumFeed = 1, PolymeraseFeed = 2, Inputs = 3;

    /// <summary>
    /// Positions behind those of <see cref="IvtParameter"/>: flow of cap analogue per flow of nucleotides; g/L per umol/L of the transcript; the
    /// double strands allowed, as a share of the mass of RNA; the pH below which base is given; amounts that nothing but dilution changes: cap
    /// analogue less what was fed, buffer, mmol, and pyrophosphatase, kU; temperature, Cel.
    /// </summary>
    public const int CapShare = P.Count, GramPerMicromole = CapShare + 1, StrandShare = CapShare + 2, LowestPH = CapShare + 3, Cap = CapShare + 4;
    public const int Buffer = CapShare + 5, Pyrophosphatase = CapShare + 6, Temperature = CapShare + 7, Parameters = CapShare + 8;

    /// <summary>RNA is counted per this volume, L, so that the objective is of the size of a concentration.</summary>
    private const double ReferenceVolume = 5;

    // The pH loop as a proportional one, L/h per unit, with a rounded corner of this width.
    private const double BasePerPH = 1, Corner = 0.02;

    public static int PathRows => 1;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        Reaction<T> full = default, rates = default;
        Flows<T> given = default;
        Span<T> state = full, slopes = rates, flows = given;
        Expand(x, p, state);
        Share(u, p, flows);
        T acid = p[LowestPH] - 3.0 + T.Log(InVitroTranscription.Equilibrium<T>(state, p).Protons) * (1 / Math.Log(10));
        flows[U.Base] = (acid + T.Sqrt(acid * acid + Corner * Corner)) * (0.5 * BasePerPH);
        flows[U.Jacket] = p[Temperature];
        InVitroTranscription.Derivatives<T>(t, state, flows, p, slopes);

        T volume = x[Volume], flow = slopes[X.Volume];
        dx[Template] = -x[Taking];
        T gram = p[GramPerMicromole], strand = gram * 1e3 / InVitroTranscription.Length(p);
        dx[Rna] = (slopes[X.Rna] * volume + state[X.Rna] * flow) * gram;
        dx[DoubleStranded] = (slopes[X.DoubleStranded] * volume + state[X.DoubleStranded] * flow) * strand;
        dx[Nucleotides] = slopes[X.Atp] + slopes[X.Utp] + slopes[X.Ctp] + slopes[X.Gtp];
        dx[Pyrophosphate] = slopes[X.Pyrophosphate];
        dx[Phosphate] = slopes[X.Phosphate];
        dx[Magnesium] = slopes[X.Magnesium];
        dx[Taking] = slopes[X.Nuclei] * p[P.Sequestration];
        dx[Polymerase] = slopes[X.Polymerase];
        dx[Cations] = slopes[X.Cations];
        dx[Anions] = slopes[X.Anions];
        dx[Volume] = flow;
        dx[FedNucleotide] = u[NucleotideFeed];
        dx[FedPolymerase] = u[PolymeraseFeed];
    }

    /// <summary>Writes a state of <see cref="InVitroTranscription"/> as this model sees it.</summary>
    public static void Expand<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> p, Span<T> state) where T : struct, IScalar<T>
    {
        T perLitre = 1.0 / x[Volume], per = x[Nucleotides] / InVitroTranscription.Length(p);
        state[X.Template] = T.Exp(x[Template]) * perLitre;
        state[X.Rna] = x[Rna] * perLitre / p[GramPerMicromole];
        state[X.DoubleStranded] = x[DoubleStranded] * perLitre * InVitroTranscription.Length(p) * 1e-3 / p[GramPerMicromole];
        (state[X.Atp], state[X.Utp]) = (per * p[P.Adenosines], per * p[P.Uridines]);
        (state[X.Ctp], state[X.Gtp]) = (per * p[P.Cytidines], per * p[P.Guanosines]);
        state[X.Cap] = (p[Cap] + p[CapShare] * p[P.FeedCap] * x[FedNucleotide]) * perLitre;
        (state[X.Pyrophosphate], state[X.Phosphate], state[X.Magnesium]) = (x[Pyrophosphate], x[Phosphate], x[Magnesium]);
        (state[X.Nuclei], state[X.Polymerase]) = (x[Taking] / p[P.Sequestration], x[Polymerase]);
        (state[X.Pyrophosphatase], state[X.Buffer]) = (p[Pyrophosphatase] * perLitre, p[Buffer] * perLitre);
        (state[X.Cations], state[X.Anions], state[X.Volume], state[X.Temperature]) = (x[Cations], x[Anions], x[Volume], p[Temperature]);
    }

    /// <summary>Writes the flows of the pumps, L/h, for planned inputs; base is left as it is.</summary>
    public static void Share<T>(ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> flows) where T : struct, IScalar<T>
    {
        T per = u[NucleotideFeed] / InVitroTranscription.Length(p);
        (flows[U.Atp], flows[U.Utp]) = (per * p[P.Adenosines], per * p[P.Uridines]);
        (flows[U.Ctp], flows[U.Gtp]) = (per * p[P.Cytidines], per * p[P.Guanosines]);
        (flows[U.Cap], flows[U.Magnesium], flows[U.Polymerase]) = (u[NucleotideFeed] * p[CapShare], u[MagnesiumFeed], u[PolymeraseFeed]);
    }

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> => 0.0;

    /// <summary>Less the mass of full-length RNA, g per <see cref="ReferenceVolume"/>.</summary>
    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> =>
        -x[Rna] * (1 / ReferenceVolume);

    /// <summary>Double strands beyond what is allowed, g.</summary>
    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> =>
        rows[0] = x[DoubleStranded] - p[StrandShare] * x[Rna];

    [InlineArray(X.Count)]
    private struct Reaction<T>
    {
        private T _first;
    }

    [InlineArray(U.Count)]
    private struct Flows<T>
    {
        private T _first;
    }
}
