using System.Runtime.CompilerServices;
using Titer.Numerics;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Transcription;

/// <summary>Rates of the polymerase in one state.</summary>
/// <param name="Transcripts">Full-length RNA, umol/L/h.</param>
/// <param name="Capped">Share of initiations that take the cap analogue.</param>
/// <param name="Truncated">Nucleotides in aborted transcripts, mmol/L/h.</param>
/// <param name="DoubleStranded">Nucleotides added to RNA as its own template, mmol/L/h.</param>
internal readonly record struct TranscriptionRates<T>(T Transcripts, T Capped, T Truncated, T DoubleStranded) where T : struct, IScalar<T>
{
    private const double Trace = 1e-7; // mmol/L of a nucleotide, far below any that transcription notices

    [MethodImpl(MethodImplOptions.NoInlining)] // one method with everything has more variables than the compiler keeps in registers
    public static TranscriptionRates<T> Of(ReadOnlySpan<T> x, ReadOnlySpan<T> p, in Species<T> species)
    {
        // Substrates are the NTPs that carry one magnesium.
        T share = species.MagnesiumNucleotide, gtp = share * InVitroTranscription.Positive(x[X.Gtp]);
        T elongation = ElongationTime(x, p, species, gtp + Trace), length = InVitroTranscription.Length(p);
        T caps = p[P.CapPreference] * share * InVitroTranscription.Positive(x[X.Cap]);
        T initiator = gtp + caps + Trace;
        T initiation = p[P.Initiation] * initiator / (initiator + p[P.HalfInitiator]) * PHActivity(species.Protons, p);

        // Initiation complexes I of free template D and free polymerase E: I (koff + ki) = kon D E, and every elongating polymerase is away from E.
        T salt = (species.IonicStrength + 0.5 * (x[X.Cations] + x[X.Anions])) / p[P.SaltHalf];
        T binding = p[P.Binding] / (1.0 + T.Exp(T.Log(salt) * p[P.SaltPower]));
        T template = InVitroTranscription.Positive(x[X.Template]), polymerase = InVitroTranscription.Positive(x[X.Polymerase]);
        T busy = 1.0 + initiation * elongation, enough = template * busy;
        T sum = (p[P.Unbinding] + initiation) / binding + polymerase + enough;
        T complexes = 2.0 * polymerase * template / (sum + T.Sqrt(sum * sum - 4.0 * polymerase * enough + 1e-12));
        T transcripts = initiation * complexes * 1e-3; // umol/L/h

        T rna = InVitroTranscription.Positive(x[X.Rna]);
        T doubled = p[P.DoubleStrandRate] * (polymerase - complexes * busy) * 1e-6 * rna / (rna + p[P.HalfDoubleStrand])
            * length / (p[P.Elongation] * elongation);
        return new(transcripts, caps / initiator, transcripts * p[P.AbortedNucleotides] * 1e-3, doubled);
    }

    // Hours to elongate one transcript: the sum over its nucleotides of 1 / rate.
    private static T ElongationTime(ReadOnlySpan<T> x, ReadOnlySpan<T> p, in Species<T> species, T gtp)
    {
        T share = species.MagnesiumNucleotide, inhibitor = species.MagnesiumPyrophosphate * InVitroTranscription.Positive(x[X.Pyrophosphate]);
        T half = p[P.HalfNucleotide] * (1.0 + inhibitor / p[P.InhibitionPyrophosphate]);
        T slow = (p[P.HalfMagnesium] + species.Magnesium) / (species.Magnesium * p[P.Elongation]);
        T waiting = p[P.Adenosines] / (share * InVitroTranscription.Positive(x[X.Atp]) + Trace)
            + p[P.Uridines] / (share * InVitroTranscription.Positive(x[X.Utp]) + Trace)
            + p[P.Cytidines] / (share * InVitroTranscription.Positive(x[X.Ctp]) + Trace) + p[P.Guanosines] / gtp;
        return slow * (InVitroTranscription.Length(p) + half * waiting);
    }

    // A group of the polymerase that must have lost its proton and one that must have kept it.
    private static T PHActivity(T protons, ReadOnlySpan<T> p)
    {
        T ten = Math.Log(10), acid = T.Exp((p[P.AcidPK] - 3.0) * ten) * protons, alkaline = T.Exp((3.0 - p[P.AlkalinePK]) * ten) / protons;
        return 1.0 / (1.0 + acid + alkaline);
    }
}
