using Titer.Numerics;

namespace Titer.Processes.Transcription;

/// <summary>
/// Fast equilibria of Mg2+, H+, NTP, pyrophosphate, phosphate, EDTA and buffer (the complexes of Stover, Ganko and Braatz, Biotechnol. Bioeng. 121
/// (2024) 2636, after Kern and Davis, Biotechnol. Prog. 13 (1997) 747, and Akama et al., Biophys. J. 102 (2012) 221). Given the free ions m and h
/// every complex is explicit, which leaves two balances
///   m + bound Mg = Mg,  h + bound H - Kw/h = Protons
/// in (ln m, ln h). They are the gradient of the convex function m + h + Kw/h + sum of Tot ln(1 + complexes) - Mg ln m - Protons ln h, so that
/// Newton's method with short steps finds the one solution from anywhere. The iteration runs on plain numbers; the derivatives then follow from the
/// implicit-function theorem, by as many corrections with the last Jacobian as the scalar carries orders (decision 20).
/// </summary>
public static class Speciation
{
    private const double Water = 1e-8; // Kw in (mmol/L)^2
    private const int MaximumIterations = 60;
    private const double LongestStep = 2.5, Settled = 1e-6; // in logarithms; quadratic convergence squares the last one

    /// <summary>Free ions and complexes.</summary>
    /// <param name="totals">Positive; magnesium too.</param>
    /// <param name="p">Parameters of <see cref="InVitroTranscription"/>.</param>
    public static Species<T> Solve<T>(in IonTotals<T> totals, ReadOnlySpan<T> p) where T : struct, IScalar<T>
    {
        var k = new AssociationConstants<T>(p);
        IonTotals<Real> plain = new(totals.Nucleotides.Value, totals.Pyrophosphate.Value, totals.Phosphate.Value, totals.Buffer.Value,
            totals.Edta.Value, totals.Magnesium.Value, totals.Protons.Value);
        AssociationConstants<Real> values = k.Values;
        double m = Guess(plain, values), h = 1e-5;
        IonBalance<Real> balance = default;
        for (int i = 0; i < MaximumIterations; i++)
        {
            balance = IonBalance<Real>.At(m, h, plain, values, Water);
            (Real dm, Real dh) = balance.Correct(balance);
            double longest = Math.Max(Math.Abs(dm.Value), Math.Abs(dh.Value));
            if (!double.IsFinite(longest)) break;
            double share = longest > LongestStep ? LongestStep / longest : 1;
            m *= Math.Exp(share * dm.Value);
            h *= Math.Exp(share * dh.Value);
            if (longest < Settled) break;
        }

        T magnesium = m, protons = h;
        if (T.Order > 0) balance = IonBalance<Real>.At(m, h, plain, values, Water);
        for (int order = 0; order < T.Order; order++)
        {
            IonBalance<T> exact = IonBalance<T>.At(magnesium, protons, totals, k, Water);
            (T dm, T dh) = exact.Correct(balance);
            magnesium *= T.Exp(dm);
            protons *= T.Exp(dh);
        }
        return Complexes(magnesium, protons, totals, k);
    }

    private static Species<T> Complexes<T>(T m, T h, in IonTotals<T> totals, in AssociationConstants<T> k) where T : struct, IScalar<T>
    {
        T mh = m * h, mm = m * m, hh = h * h;
        T nucleotide = 1.0 / (1.0 + k.HN * h + k.HMN * mh + k.MN * m + k.MMN * mm);
        T pyrophosphate = 1.0 / (1.0 + k.HP * h + k.HMP * mh + k.HHP * hh + k.HHMP * (hh * m) + k.MP * m + k.MMP * mm);
        T phosphate = totals.Phosphate / (1.0 + k.MF * m + k.HF * h), edta = totals.Edta / (1.0 + k.HE * h + k.HHE * hh + k.ME * m);
        T magnesiumNucleotide = k.MN * m * nucleotide, magnesiumPyrophosphate = k.MP * m * pyrophosphate;
        // Charges: NTP 4-, HNTP 3-, MgNTP 2-, MgHNTP 1-, Mg2NTP 0; pyrophosphate alike, H2PPi 2-; HPO4 2-, H2PO4 1-; Mg 2+; half of c z^2.
        T strength = totals.Nucleotides * (8.0 * nucleotide + 4.5 * k.HN * h * nucleotide + 2.0 * magnesiumNucleotide + 0.5 * k.HMN * mh * nucleotide)
            + totals.Pyrophosphate * (8.0 * pyrophosphate + 4.5 * k.HP * h * pyrophosphate
                + 2.0 * (magnesiumPyrophosphate + k.HHP * hh * pyrophosphate)
                + 0.5 * k.HMP * mh * pyrophosphate)
            + phosphate * (2.0 + 0.5 * k.HF * h) + edta * (8.0 + 4.5 * k.HE * h + 2.0 * (k.HHE * hh + k.ME * m)) + 2.0 * m;
        return new(m, h, magnesiumNucleotide, magnesiumPyrophosphate, k.MMP * mm * pyrophosphate, strength);
    }

    // Free magnesium after EDTA as if all nucleotide and pyrophosphate were one ligand that binds once: the positive root of a quadratic.
    private static double Guess(in IonTotals<Real> totals, in AssociationConstants<Real> k)
    {
        double ligand = totals.Nucleotides.Value + 1.5 * totals.Pyrophosphate.Value, weak = 1 / k.MN.Value;
        double excess = totals.Magnesium.Value - totals.Edta.Value - ligand - weak,
            root = Math.Sqrt(excess * excess + 4 * totals.Magnesium.Value * weak);
        return excess > 0 ? 0.5 * (excess + root) : 2 * totals.Magnesium.Value * weak / (root - excess);
    }
}
