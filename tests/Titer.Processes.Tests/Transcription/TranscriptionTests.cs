using Titer.Numerics;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Tests.Transcription;

public class TranscriptionTests
{
    private static double[][] Rows(string file) => [.. File.ReadAllLines(Path.Combine(Repository.SharedData("ivt"), file)).Skip(1)
        .Select(l => l.Split('\t').Select(c => double.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];

    private static double R2(IReadOnlyCollection<(double Observed, double Predicted)> pairs)
    {
        double mean = pairs.Average(p => p.Observed);
        return 1 - pairs.Sum(p => Math.Pow(p.Observed - p.Predicted, 2)) / pairs.Sum(p => Math.Pow(p.Observed - mean, 2));
    }

    [Fact]
    public void Published_constants_give_the_published_agreement_with_the_117_points_of_Akama()
    {
        var pairs = new List<(double, double)>();
        foreach (var mix in Rows("akama_reaction_trajectories.csv").Where(r => r[0] > 0).GroupBy(r => (r[1], r[2], r[3])))
        {
            Reaction start = Reaction.Published(mix.Key.Item2, mix.Key.Item3, 1000 * mix.Key.Item1);
            foreach (double[] row in mix) pairs.Add((row[4], start.After(row[0] / 60, 1e-6)[X.Rna]));
        }
        Assert.Equal(117, pairs.Count);
        Assert.Equal(0.933, R2(pairs), 5e-4);
    }

    [Fact]
    public void Published_constants_give_the_published_agreement_with_the_initial_rates_of_Akama()
    {
        List<(double, double)> pairs = [.. Rows("akama_initial_rate.csv").Where(r => r[0] > 0)
            .Select(r => (r[2], Reaction.Published(r[0], r[1], 100).After(5 / 60.0, 1e-6)[X.Rna] / 5))];
        Assert.Equal(0.942, R2(pairs), 5e-4);
    }

    [Fact]
    public void Pyrophosphatase_keeps_pyrophosphate_low_and_crystals_away()
    {
        Reaction r = Reaction.Published(0.8, 8, 100);
        double[] without = r.After(1), with = r.With(X.Pyrophosphatase, 5).After(1);
        Assert.True(with[X.Pyrophosphate] < 0.1 && with[X.Crystals] < 0.01 * without[X.Crystals]);
        Assert.True(with[X.Rna] > 1.1 * without[X.Rna], $"{with[X.Rna]} against {without[X.Rna]}");
    }

    [Fact]
    public void A_nucleotide_that_runs_out_stops_transcription_and_its_feed_starts_it_again()
    {
        Reaction r = Reaction.Default.With(X.Utp, 0.5);
        double[] stopped = r.After(6);
        double limit = 0.5 / r.Parameters[P.Uridines] * 1e3;
        Assert.InRange(stopped[X.Rna] + stopped[X.BrokenRna], 0.95 * limit, limit);
        double[] feed = [.. r.Inputs];
        feed[U.Utp] = 0.1;
        Assert.True((r with { State = stopped, Inputs = feed }).After(1)[X.Rna] > stopped[X.Rna] + 1);
    }

    [Fact]
    public void Longer_templates_take_longer()
    {
        Reaction shorter = Reaction.Default;
        double[] p = [.. shorter.Parameters];
        for (int i = P.Adenosines; i <= P.Guanosines; i++) p[i] *= 4;
        Assert.InRange((shorter with { Parameters = p }).After(0.25)[X.Rna] / shorter.After(0.25)[X.Rna], 0.15, 0.5);
    }

    [Theory]
    [InlineData(X.Cations, 500)]
    [InlineData(X.Magnesium, 1.0)]
    public void Salt_and_want_of_magnesium_slow_transcription(int state, double value)
    {
        Reaction r = Reaction.Default.With(state, value);
        if (state == X.Cations) r = r.With(X.Anions, Reaction.Default.State[X.Anions] + value - Reaction.Default.State[X.Cations]);
        Assert.True(r.After(0.25)[X.Rna] < 0.5 * Reaction.Default.After(0.25)[X.Rna]);
    }

    [Fact]
    public void Double_strands_grow_while_RNA_stands_with_idle_polymerase()
    {
        double[] early = Reaction.Default.After(1), late = Reaction.Default.After(4);
        double n = Reaction.Default.Parameters[P.Adenosines] + Reaction.Default.Parameters[P.Uridines] + Reaction.Default.Parameters[P.Cytidines]
            + Reaction.Default.Parameters[P.Guanosines];
        Assert.True(late[X.DoubleStranded] > early[X.DoubleStranded]);
        Assert.InRange(late[X.DoubleStranded] / (late[X.Rna] * n * 1e-3), 1e-5, 0.03);
    }

    /// <summary>Where an integrator or a filter leaves nucleotides that are used up together.</summary>
    [Theory]
    [InlineData(-1e-4, 5)]
    [InlineData(-1e-4, -1e-4)]
    [InlineData(-0.1, -0.1)]
    public void Nucleotides_a_little_below_zero_make_next_to_no_RNA_and_take_none_back(double three, double fourth)
    {
        double[] x = InVitroTranscription.Description.DefaultStates(), dx = new double[x.Length];
        (x[X.Atp], x[X.Utp], x[X.Ctp], x[X.Gtp]) = (three, three, three, fourth);
        InVitroTranscription.Derivatives<Real>(0, x.AsReal(), InVitroTranscription.Description.DefaultInputs().AsReal(),
            InVitroTranscription.Description.DefaultParameters().AsReal(), dx.AsSpan().AsReal());
        Assert.InRange(dx[X.Rna], 0, 1e-3);
    }
}
