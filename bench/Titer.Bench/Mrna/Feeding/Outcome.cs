using Titer.Processes.Transcription;
using Titer.Numerics;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>What a reaction had made at its end, by the plant's truth.</summary>
/// <param name="Grams">Full-length RNA.</param>
/// <param name="DoubleStranded">% of the mass of RNA.</param>
/// <param name="Integrity">% of the molecules that are full-length.</param>
/// <param name="Capped">% of those.</param>
internal sealed record Outcome(double Grams, double GramsPerLitre, double DoubleStranded, double Integrity, double Capped)
{
    /// <summary>Fraction of the minutes with the true pH beyond the tolerance of its set point.</summary>
    public double PHOutside { get; init; }

    /// <summary>Fraction of the minutes in which a plan was followed.</summary>
    public double Followed { get; init; }

    /// <summary>Of all controllers.</summary>
    public int LadderSteps { get; init; }

    /// <summary>Fed of all four nucleotides and of polymerase, L.</summary>
    public (double Nucleotide, double Polymerase) Fed { get; init; }

    /// <param name="x">State of <see cref="InVitroTranscription"/>.</param>
    public static Outcome Of(ReadOnlySpan<double> x, ReadOnlySpan<double> p)
    {
        double all = x[X.Rna] + x[X.BrokenRna], intact = x[X.Rna] / all, length = InVitroTranscription.Length<Real>(p.AsReal()).Value;
        double litre = all * intact * RnaMass.GramPerMicromole((p[P.Adenosines], p[P.Uridines], p[P.Cytidines], p[P.Guanosines]));
        return new Outcome(
            litre * x[X.Volume], litre, 100 * x[X.DoubleStranded] / (all * length * 1e-3), 100 * intact, 100 * x[X.CappedRna] / x[X.Rna]);
    }
}
