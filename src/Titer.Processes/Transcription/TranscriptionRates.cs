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
    private const double Trace = 1e-12; // (mmol/L)^2, below which a nucleotide is used up

    [MethodImpl(MethodImplOptions.NoInlining)] // one method with everything has more variables than the compiler keeps in registers
    public static TranscriptionRates<T> Of(ReadOnlySpan<T> x, ReadOnlySpan<T> p, in Species<T> species)
    {
        T warmth = InVitroTranscription.Warmth(x[X.Temperature], p[P.ActivationPolymerase]);
        // Substrates are the NTPs that carry one magnesium.
        T share = species.MagnesiumNucleotide, length = InVitroTranscription.Length(p), speed = Elongation(x, p, species) * warmth;
        T gtp = share * InVitroTranscription.Floor(x[X.Gtp]), caps = p[P.CapPreference] * share * InVitroTranscription.Positive(x[X.Cap]);
        T initiator = gtp + caps;
        T initiation = p[P.Initiation] * warmth * initiator / (initiator + p[P.HalfInitiator]) * PHActivity(species.Protons, p);

        // Initiation complexes I of free template D and free polymerase E: I (koff + ki) = kon D E, and every elongating polymerase is away from E:
        // E0 = E + I (1 + ki / speed), D0 = D + I. The root is multiplied through by the speed, which may be zero.
        T salt = (species.IonicStrength + 0.5 * (x[X.Cations] + x[X.Anions])) / p[P.SaltHalf];
        T binding = p[P.Binding] / (1.0 + T.Exp(T.Log(salt) * p[P.SaltPower]));
        T template = InVitroTranscription.Positive(x[X.Template]), polymerase = InVitroTranscription.Positive(x[X.Polymerase]);
        T turnover = speed + initiation;
        T sum = ((p[P.Unbinding] + initiation) / binding + polymerase) * speed + template * turnover;
        T twice = 2.0 * polymerase * template / (sum + T.Sqrt(sum * sum - 4.0 * polymerase * template * turnover * speed + 1e-6));
        T transcripts = initiation * twice * speed * 1e-3; // umol/L/h

        T rna = InVitroTranscription.Positive(x[X.Rna]);
        T doubled = p[P.DoubleStrandRate] * (polymerase - twice * turnover) * 1e-6 * rna / (rna + p[P.HalfDoubleStrand])
            * length * speed / p[P.Elongation];
        return new(transcripts, caps / initiator, transcripts * p[P.AbortedNucleotides] * 1e-3, doubled);
    }

    // Transcripts that one polymerase elongates in an hour: 1 over the sum of 1 / rate over the nucleotides, with all of them over one denominator,
    // so that it falls to zero with any nucleotide. Never below: with three nucleotides a little below zero, where an integrator or a filter leaves
    // them when all are used up together, a product of signed numbers over one of floors makes RNA run backwards without limit. Hence the squares.
    private static T Elongation(ReadOnlySpan<T> x, ReadOnlySpan<T> p, in Species<T> species)
    {
        T share = species.MagnesiumNucleotide, inhibitor = species.MagnesiumPyrophosphate * InVitroTranscription.Positive(x[X.Pyrophosphate]);
        T half = p[P.HalfNucleotide] * (1.0 + inhibitor / p[P.InhibitionPyrophosphate]);
        T a = InVitroTranscription.Floor(x[X.Atp]), u = InVitroTranscription.Floor(x[X.Utp]), c = InVitroTranscription.Floor(x[X.Ctp]);
        T g = InVitroTranscription.Floor(x[X.Gtp]), au = a * u, cg = c * g;
        T a2 = x[X.Atp] * x[X.Atp], u2 = x[X.Utp] * x[X.Utp], c2 = x[X.Ctp] * x[X.Ctp], g2 = x[X.Gtp] * x[X.Gtp];
        T left = a2 * u2 * (c2 * g2) / ((a2 + Trace) * (u2 + Trace) * ((c2 + Trace) * (g2 + Trace)));
        T waiting = (p[P.Adenosines] * u + p[P.Uridines] * a) * cg + (p[P.Cytidines] * g + p[P.Guanosines] * c) * au;
        return p[P.Elongation] * species.Magnesium / (p[P.HalfMagnesium] + species.Magnesium)
            * share * (au * cg * left) / (InVitroTranscription.Length(p) * share * (au * cg) + half * waiting);
    }

    // A group of the polymerase that must have lost its proton and one that must have kept it.
    private static T PHActivity(T protons, ReadOnlySpan<T> p)
    {
        T ten = Math.Log(10), acid = T.Exp((p[P.AcidPK] - 3.0) * ten) * protons, alkaline = T.Exp((3.0 - p[P.AlkalinePK]) * ten) / protons;
        return 1.0 / (1.0 + acid + alkaline);
    }
}
