using Titer.Numerics;
using Titer.Processes.Transcription;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Strategy.Transcription;

/// <summary>From a state of <see cref="InVitroTranscription"/> to that of <see cref="IvtStrategyModel"/>.</summary>
public static class IvtStrategyState
{
    private const double Trace = 1e-6; // nmol of template, so that its logarithm is finite

    // State of the model by state of the reaction, for those that are the same number.
    private static readonly (int Own, int Reaction)[] Same =
    [
        (M.Pyrophosphate, X.Pyrophosphate), (M.Phosphate, X.Phosphate),
        (M.Magnesium, X.Magnesium), (M.Polymerase, X.Polymerase), (M.Cations, X.Cations), (M.Anions, X.Anions), (M.Volume, X.Volume),
    ];

    private static readonly (int Own, int Reaction)[] Amounts = [(M.Rna, X.Rna), (M.DoubleStranded, X.DoubleStranded)];

    /// <param name="reaction">As <see cref="IvtState"/>.</param>
    /// <param name="nucleotide">Fed so far, L of all four together.</param>
    /// <param name="polymerase">Fed so far, L.</param>
    /// <param name="settings">Of the recipe.</param>
    /// <param name="parameters">Of the reaction; what the strategy's model needs beside them is written behind.</param>
    /// <param name="x">State of the strategy's model.</param>
    public static void Of(
        ReadOnlySpan<double> reaction, double nucleotide, double polymerase, IvtStrategySettings settings, Span<double> parameters, Span<double> x)
    {
        parameters[M.CapShare] = settings.CapShare;
        parameters[M.GramPerMicromole] = RnaMass.GramPerMicromole(
            (parameters[P.Adenosines], parameters[P.Uridines], parameters[P.Cytidines], parameters[P.Guanosines]));
        foreach ((int own, int at) in Same) x[own] = reaction[at];
        double volume = reaction[X.Volume];
        foreach ((int own, int at) in Amounts) x[own] = reaction[at] * volume * Grams(own, parameters);
        x[M.Template] = Math.Log(Math.Max(reaction[X.Template] * volume, Trace));
        x[M.Taking] = Math.Max(reaction[X.Nuclei], 0) * parameters[P.Sequestration];
        x[M.Nucleotides] = reaction[X.Atp] + reaction[X.Utp] + reaction[X.Ctp] + reaction[X.Gtp];
        (x[M.FedNucleotide], x[M.FedPolymerase]) = (nucleotide, polymerase);

        (parameters[M.StrandShare], parameters[M.LowestPH]) = (settings.DoubleStrands / 100, settings.LowestPH);
        parameters[M.Cap] = reaction[X.Cap] * volume - settings.CapShare * parameters[P.FeedCap] * nucleotide;
        (parameters[M.Buffer], parameters[M.Pyrophosphatase]) = (reaction[X.Buffer] * volume, reaction[X.Pyrophosphatase] * volume);
        parameters[M.Temperature] = reaction[X.Temperature];
    }

    /// <summary>
    /// A square root of the covariance of what has limits that the reaction can break, RNA and double strands; rows of the strategy's model, zero for
    /// the others.
    /// </summary>
    public static void Root(
        ReadOnlySpan<double> reaction, ReadOnlySpan<double> root, int columns, ReadOnlySpan<double> parameters, Span<double> own)
    {
        own.Clear();
        foreach ((int to, int from) in Amounts)
        {
            double grams = Grams(to, parameters);
            FixedDot.Add(grams * reaction[X.Volume], root.Slice(from * columns, columns), own.Slice(to * columns, columns));
            FixedDot.Add(grams * reaction[from], root.Slice(X.Volume * columns, columns), own.Slice(to * columns, columns));
        }
    }

    /// <summary>g per umol of RNA, or per mmol of its nucleotides in double strands.</summary>
    private static double Grams(int own, ReadOnlySpan<double> parameters) => own == M.Rna
        ? parameters[M.GramPerMicromole] : 1e3 * parameters[M.GramPerMicromole] / InVitroTranscription.Length(parameters.AsReal()).Value;
}
