using Titer.Numerics;
using P = Titer.Processes.Transcription.IvtParameter;
using S = Titer.Processes.Transcription.IvtState;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Processes.Downstream;

/// <summary>
/// What a finished transcription is to a filtration: its amounts in the units of <see cref="TangentialFlow"/>, linear in the state, so that a
/// covariance goes the same way. RNA by the masses of <see cref="Transcription.RnaMass"/>; double strands and aborts as nucleotides; T7 polymerase
/// 99 kDa, active only; template by 618 g/mol a base pair, as long as the transcript; salt the mean of cations and anions.
/// </summary>
public static class TranscribedBulk
{
    /// <summary>g/L per nmol/L of a protein of 99 kDa, and of a base pair.</summary>
    private const double PolymeraseMass = 99e-6, BasePairMass = 618e-9;

    /// <summary>g per mmol of nucleotide in RNA.</summary>
    private const double NucleotideMass = 0.3215;

    /// <param name="x">State of a transcription.</param>
    /// <param name="p">Its parameters.</param>
    /// <param name="bulk">Gets the volume, the concentrations, and nothing permeated yet.</param>
    public static void Of<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> p, Span<T> bulk) where T : struct, IScalar<T>
    {
        T molar = Transcription.RnaMass.PerMole(p[P.Adenosines], p[P.Uridines], p[P.Cytidines], p[P.Guanosines]) * 1e-6;
        bulk[X.Volume] = x[S.Volume];
        bulk[X.IntactRna] = x[S.Rna] * molar;
        bulk[X.BrokenRna] = x[S.BrokenRna] * molar;
        bulk[X.DoubleStranded] = x[S.DoubleStranded] * NucleotideMass;
        bulk[X.Nucleotides] = x[S.Atp] + x[S.Utp] + x[S.Ctp] + x[S.Gtp] + x[S.Cap] + x[S.Truncated];
        bulk[X.Salt] = 0.5 * (x[S.Cations] + x[S.Anions]);
        bulk[X.Edta] = x[S.Edta];
        bulk[X.Protein] = x[S.Polymerase] * PolymeraseMass;
        bulk[X.DnaFragments] = x[S.Template] * BasePairMass * Transcription.InVitroTranscription.Length(p);
        bulk[X.Ethanol] = 0;
        bulk[X.Permeate] = 0;
        bulk[X.Diafiltered] = 0;
    }

    /// <summary>Lets a volume of one solution flow into another: concentrations mix by volume.</summary>
    /// <param name="into">State of a <see cref="TangentialFlow"/>, changed in place.</param>
    /// <param name="from">Concentrations of what comes in.</param>
    /// <param name="litres">Zero or more.</param>
    public static void Pour<T>(Span<T> into, ReadOnlySpan<T> from, T litres) where T : struct, IScalar<T>
    {
        T total = into[X.Volume] + litres, share = litres / (total + 1e-12);
        for (int i = X.FirstSolute; i < X.FirstSolute + X.Solutes; i++) into[i] += share * (from[i] - into[i]);
        into[X.Volume] = total;
    }
}
