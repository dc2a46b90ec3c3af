using Titer.Numerics;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Field.Simulated;

/// <summary>
/// The transcription of one batch as its seed draws it: lots of enzyme, template, nucleotides and buffer, and kinetics that differ from those that
/// the estimator and the controllers hold. Kinetic constants are log-normal: deviations of a tenth to a third, of the order to which the data of
/// Akama et al. 2012 leave them (docs/mrna.md), kept within 2.5 of them; what is weighed and pipetted is uniform, +-2 % of strength, +-10 % of
/// template, +-15 % of units.
/// </summary>
public sealed record TranscriptionDraw(double[] Parameters, double[] Start)
{
    private static readonly (int Parameter, double Deviation)[] Kinetics =
    [
        (P.Initiation, 0.1), (P.Elongation, 0.1), (P.Unbinding, 0.15), (P.HalfNucleotide, 0.15), (P.HalfMagnesium, 0.15),
        (P.InhibitionPyrophosphate, 0.15), (P.HalfInitiator, 0.2), (P.CapPreference, 0.1), (P.SaltHalf, 0.05), (P.PolymeraseLoss, 0.2),
        (P.HydrolysisTurnover, 0.15), (P.HalfHydrolysis, 0.15), (P.CrystalGrowth, 0.15), (P.NucleationBarrier, 0.05), (P.Solubility, 0.05),
        (P.MagnesiumNucleotide, 0.05), (P.SecondMagnesiumNucleotide, 0.05), (P.MagnesiumPyrophosphate, 0.05), (P.SecondMagnesiumPyrophosphate, 0.05),
        (P.RnaHydrolysis, 0.3), (P.AbortedNucleotides, 0.3), (P.DoubleStrandRate, 0.25), (P.HalfDoubleStrand, 0.2), (P.DnaseRate, 0.2),
        (P.JacketTransfer, 0.1),
    ];

    /// <param name="seed">Same seed, same plant.</param>
    /// <param name="nominal">Starting state that the recipe intends.</param>
    /// <param name="parameters">What the recipe says of transcript and feeds, and the nominal kinetics.</param>
    public static TranscriptionDraw From(ulong seed, ReadOnlySpan<double> nominal, ReadOnlySpan<double> parameters)
    {
        const double most = 2.5;
        Gaussian random = Gaussian.Stream(seed, "plant");
        double[] p = parameters.ToArray(), x = nominal.ToArray();
        foreach ((int parameter, double deviation) in Kinetics) p[parameter] *= Math.Exp(deviation * Math.Clamp(random.Next(), -most, most));
        void Vary(double range, double[] values, params ReadOnlySpan<int> positions)
        {
            foreach (int i in positions) values[i] *= random.Uniform(1 - range, 1 + range);
        }
        Vary(0.02, p, P.FeedNucleotide, P.FeedCap, P.FeedMagnesium, P.FeedBase, P.FeedEdta);
        Vary(0.15, p, P.FeedDnase);
        p[P.BufferPK] += random.Uniform(-0.03, 0.03);

        Vary(0.02, x, X.Atp, X.Utp, X.Ctp, X.Gtp, X.Cap, X.Magnesium, X.Buffer);
        // Salts come with their counter-ions; the pH was adjusted to within what 0.5 mmol/L of acid or base does.
        for (int i = X.Atp; i <= X.Cap; i++) x[X.Cations] += p[P.SodiumPerNucleotide] * (x[i] - nominal[i]);
        x[X.Anions] = 2 * x[X.Magnesium] + (nominal[X.Anions] - 2 * nominal[X.Magnesium]) / nominal[X.Buffer] * x[X.Buffer]
            + random.Uniform(-0.5, 0.5);
        Vary(0.10, x, X.Template);
        Vary(0.15, x, X.Pyrophosphatase);
        // One lot of polymerase is in the vessel and in its feed.
        double lot = random.Uniform(0.85, 1.15);
        x[X.Polymerase] *= lot;
        p[P.FeedPolymerase] *= lot;
        x[X.Volume] *= random.Uniform(0.99, 1.01);
        x[X.Temperature] += random.Uniform(-0.5, 0.5);
        return new TranscriptionDraw(p, x);
    }
}
