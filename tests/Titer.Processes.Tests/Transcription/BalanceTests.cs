using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Tests.Transcription;

public class BalanceTests
{
    /// <summary>d(C V)/dt of every state, mmol/h (umol/h, nmol/h) of it.</summary>
    private static double[] Amounts(Reaction r)
    {
        double[] dx = r.Rates();
        return [.. dx.Select((rate, i) => rate * r.State[X.Volume] + r.State[i] * dx[X.Volume])];
    }

    private static void Close(double expected, double actual, double size) => Assert.Equal(expected, actual, 1e-11 * Math.Max(1, Math.Abs(size)));

    private static double Length(Reaction r) => r.Parameters[P.Adenosines] + r.Parameters[P.Uridines] + r.Parameters[P.Cytidines] + r.Parameters[P.Guanosines];

    [Fact]
    public void Every_nucleotide_that_is_fed_is_free_in_RNA_or_in_a_by_product() => Reaction.Any.ForAll(300, r =>
    {
        double[] a = Amounts(r);
        double n = Length(r);
        (int State, int Count, int Feed)[] each =
            [(X.Atp, P.Adenosines, U.Atp), (X.Utp, P.Uridines, U.Utp), (X.Ctp, P.Cytidines, U.Ctp), (X.Gtp, P.Guanosines, U.Gtp)];
        foreach ((int state, int count, int feed) in each)
        {
            double share = r.Parameters[count] / n;
            double bound = r.Parameters[count] * 1e-3 * (a[X.Rna] + a[X.BrokenRna]) + share * (a[X.Truncated] + a[X.DoubleStranded]);
            double capped = state == X.Gtp ? a[X.Cap] - r.Parameters[P.FeedCap] * r.Inputs[U.Cap] : 0; // a cap stands for the first G
            Close(r.Parameters[P.FeedNucleotide] * r.Inputs[feed], a[state] + bound + capped, bound);
        }
    });

    [Fact]
    public void Phosphate_is_conserved() => Reaction.Any.ForAll(300, r =>
    {
        double[] a = Amounts(r);
        double inRna = (Length(r) + 2) * 1e-3 * (a[X.Rna] + a[X.BrokenRna]) + a[X.Truncated] + a[X.DoubleStranded];
        double dissolved = 3 * (a[X.Atp] + a[X.Utp] + a[X.Ctp] + a[X.Gtp] + a[X.Cap]) + 2 * (a[X.Pyrophosphate] + a[X.Crystals]) + a[X.Phosphate];
        double fed = 3 * r.Parameters[P.FeedNucleotide] * (r.Inputs[U.Atp] + r.Inputs[U.Utp] + r.Inputs[U.Ctp] + r.Inputs[U.Gtp])
            + 3 * r.Parameters[P.FeedCap] * r.Inputs[U.Cap];
        Close(fed, inRna + dissolved, inRna);
    });

    [Fact]
    public void Magnesium_is_dissolved_or_in_crystals() => Reaction.Any.ForAll(300, r =>
    {
        double[] a = Amounts(r);
        Close(r.Parameters[P.FeedMagnesium] * r.Inputs[U.Magnesium], a[X.Magnesium] + 2 * a[X.Crystals], a[X.Crystals]);
    });

    [Fact]
    public void Broken_and_intact_RNA_are_what_was_transcribed() => Reaction.Any.ForAll(200, r =>
    {
        double[] a = Amounts(r), without = Amounts(r with { Parameters = [.. r.Parameters.Select((p, i) => i == P.RnaHydrolysis ? 0 : p)] });
        Close(without[X.Rna], a[X.Rna] + a[X.BrokenRna], a[X.Rna]);
    });

    [Fact]
    public void Buffer_and_salts_change_by_the_feeds_only() => Reaction.Any.ForAll(200, r =>
    {
        double[] a = Amounts(r), p = r.Parameters, u = r.Inputs;
        double nucleotides = p[P.FeedNucleotide] * (u[U.Atp] + u[U.Utp] + u[U.Ctp] + u[U.Gtp]) + p[P.FeedCap] * u[U.Cap];
        Close(0, a[X.Buffer], r.State[X.Buffer]);
        Close(p[P.SodiumPerNucleotide] * nucleotides + p[P.FeedBase] * u[U.Base] + p[P.SodiumPerEdta] * p[P.FeedEdta] * u[U.Edta], a[X.Cations], r.State[X.Cations]);
        Close(2 * p[P.FeedMagnesium] * u[U.Magnesium], a[X.Anions], r.State[X.Anions]);
        Close(u.Sum() - u[U.Jacket], r.Rates()[X.Volume], 1);
    });

    [Fact]
    public void What_is_used_up_is_not_used_further() => Reaction.Any.ForAll(300, r =>
    {
        int[] consumed = [X.Template, X.Rna, X.CappedRna, X.Atp, X.Utp, X.Ctp, X.Gtp, X.Cap, X.Pyrophosphate, X.Magnesium, X.Polymerase, X.Nuclei];
        foreach (int state in consumed) Assert.True(r.With(state, 0).Unfed().Rates()[state] >= -1e-9, $"state {state} falls below zero");
    });

    [Fact]
    public void A_reaction_stays_non_negative_to_its_end()
    {
        double[] x = Reaction.Default.After(8);
        Assert.All(x, v => Assert.True(v >= -1e-6));
        Assert.InRange(x[X.Rna], 1, 30);
    }

    [Fact]
    public void The_share_that_is_capped_is_that_of_the_weighted_competition()
    {
        double[] x = Reaction.Default.After(0.1), p = Reaction.Default.Parameters;
        double caps = p[P.CapPreference] * 4;
        Assert.Equal(caps / (caps + 5), x[X.CappedRna] / x[X.Rna], 5e-3);
    }
}
