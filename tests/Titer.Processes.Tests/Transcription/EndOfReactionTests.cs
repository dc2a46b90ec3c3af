using Titer.Numerics;
using Titer.Processes.Transcription;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Tests.Transcription;

public class EndOfReactionTests
{
    private static double FreeMagnesium(Reaction r) =>
        InVitroTranscription.Equilibrium(new ReadOnlySpan<double>(r.State).AsReal(), new ReadOnlySpan<double>(r.Parameters).AsReal()).Magnesium.Value;

    [Fact]
    public void EDTA_above_the_magnesium_leaves_next_to_no_free_magnesium_and_no_transcription()
    {
        Reaction before = Reaction.Default with { State = Reaction.Default.After(0.1) };
        double[] dose = [.. before.Inputs];
        dose[U.Edta] = 5; // L/h of 500 mmol/L for 6 min: some 45 mmol/L beside 30 of magnesium
        Reaction quenched = before with { State = (before with { Inputs = dose }).After(0.1) };
        Assert.InRange(quenched.State[X.Edta], 44, 47);
        Assert.True(FreeMagnesium(quenched) < 5e-3, $"{FreeMagnesium(quenched)} mmol/L");
        Assert.True(FreeMagnesium(before) > 1);
        Assert.InRange(InVitroTranscription.PH(quenched.State, quenched.Parameters), 7, 8.5);
        double made = before.Rates()[X.Rna], after = quenched.Rates()[X.Rna];
        Assert.True(after < 0.02 * made, $"{after} against {made} umol/L/h");
    }

    [Fact]
    public void EDTA_below_the_magnesium_takes_its_own_amount()
    {
        Reaction r = Reaction.Default;
        for (int i = X.Atp; i <= X.Cap; i++) r = r.With(i, 0);
        double[] x = [.. r.State];
        (x[X.Edta], x[X.Magnesium], x[X.Cations]) = (10, 30, x[X.Anions] - 60 + 30 + 10);
        Assert.Equal(20, FreeMagnesium(r with { State = x }), 0.01);
    }

    [Fact]
    public void DNase_takes_the_template_with_magnesium_and_not_without()
    {
        Reaction digested = Reaction.Default.With(X.Dnase, 40), without = digested.With(X.Edta, 60);
        double[] x = digested.After(0.5);
        Assert.True(x[X.Template] < 1e-3 * Reaction.Default.State[X.Template]);
        Assert.True(digested.With(X.Template, x[X.Template]).Rates()[X.Rna] < 0.01 * Reaction.Default.Rates()[X.Rna]);
        // 60 mmol/L of EDTA beside 79 of sodium would be an acid: with its own sodium.
        double[] salted = [.. without.State];
        salted[X.Cations] += 210;
        Assert.True((without with { State = salted }).After(0.5)[X.Template] > 0.9 * Reaction.Default.State[X.Template]);
    }

    [Fact]
    public void Cold_slows_transcription_and_hydrolysis_and_keeps_the_polymerase()
    {
        static (double Made, double Broken, double Lost) At(double celsius)
        {
            Reaction r = Reaction.Default.With(X.Temperature, celsius).With(X.Rna, 3);
            double[] dx = r.Rates();
            return (dx[X.Rna], dx[X.BrokenRna], -dx[X.Polymerase]);
        }
        var (warm, cool) = (At(37), At(20));
        Assert.InRange(warm.Made / cool.Made, 2, 8); // 2.5 per 10 K of each rate
        Assert.InRange(warm.Broken / cool.Broken, 10, 20); // exp(120/R (1/293.15 - 1/310.15)) = 14.9
        Assert.True(warm.Lost > 50 * cool.Lost);
    }

    [Fact]
    public void The_vessel_follows_its_jacket_with_one_time_constant()
    {
        double[] jacket = [.. Reaction.Default.Inputs];
        jacket[U.Jacket] = 27;
        Assert.Equal(27 + 10 * Math.Exp(-1), (Reaction.Default with { Inputs = jacket }).After(1 / 8.0)[X.Temperature], 1e-4);
    }
}
