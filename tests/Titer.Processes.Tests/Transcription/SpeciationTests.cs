using Titer.Numerics;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Tests.Transcription;

public class SpeciationTests
{
    /// <summary>Both balances of a state, written out species by species from the stepwise constants, relative to their totals.</summary>
    private static (double Magnesium, double Protons) Imbalance(Reaction r)
    {
        double[] x = r.State, p = r.Parameters;
        Species<Real> s = InVitroTranscription.Equilibrium(new ReadOnlySpan<double>(x).AsReal(), new ReadOnlySpan<double>(p).AsReal());
        double m = s.Magnesium.Value, h = s.Protons.Value, k = 1e-3;
        double ntp = x[X.Atp] + x[X.Utp] + x[X.Ctp] + x[X.Gtp] + x[X.Cap];
        double hn = p[P.ProtonNucleotide] * k * h, mhn = hn * p[P.MagnesiumProtonNucleotide] * k * m, mn = p[P.MagnesiumNucleotide] * k * m;
        double mmn = mn * p[P.SecondMagnesiumNucleotide] * k * m, n = ntp / (1 + hn + mhn + mn + mmn);
        double hp = p[P.ProtonPyrophosphate] * k * h, mhp = hp * p[P.MagnesiumProtonPyrophosphate] * k * m, hhp = hp * p[P.SecondProtonPyrophosphate] * k * h;
        double mhhp = hhp * p[P.MagnesiumSecondProtonPyrophosphate] * k * m, mp = p[P.MagnesiumPyrophosphate] * k * m;
        double mmp = mp * p[P.SecondMagnesiumPyrophosphate] * k * m, q = x[X.Pyrophosphate] / (1 + hp + mhp + hhp + mhhp + mp + mmp);
        double mf = p[P.MagnesiumPhosphate] * k * m, hf = p[P.ProtonPhosphate] * k * h, f = x[X.Phosphate] / (1 + mf + hf);
        double hb = Math.Pow(10, p[P.BufferPK]) * k * h, b = x[X.Buffer] / (1 + hb);
        double he = p[P.ProtonEdta] * k * h, hhe = he * p[P.SecondProtonEdta] * k * h, me = p[P.MagnesiumEdta] * k * m;
        double e = x[X.Edta] / (1 + he + hhe + me);
        double magnesium = m + e * me + n * (mhn + mn + 2 * mmn) + q * (mhp + mhhp + mp + 2 * mmp) + f * mf;
        // Charge by species: 4 - h - 2 m of each ligand, and so on.
        double negative = 1e-8 / h + x[X.Anions] + n * (4 + 3 * hn + mhn + 2 * mn) + q * (4 + 3 * hp + mhp + 2 * hhp + 2 * mp) + f * (2 + hf) + e * (4 + 3 * he + 2 * (hhe + me))
            + 870 * 1e-3 * (x[X.Rna] + x[X.BrokenRna]) + x[X.Truncated] + x[X.DoubleStranded];
        double positive = h + x[X.Cations] + 2 * m + b * hb;
        return (magnesium / x[X.Magnesium] - 1, (positive - negative) / (positive + negative));
    }

    [Fact]
    public void Magnesium_and_charge_balance_in_any_mix() => Reaction.Any.ForAll(2000, r =>
    {
        (double magnesium, double charge) = Imbalance(r);
        Assert.Equal(0, magnesium, 1e-4); // totals are kept 1e-6 mmol/L off zero, and what is near zero is smoothed
        Assert.Equal(0, charge, 1e-4);
    });

    [Fact]
    public void The_solution_is_found_at_the_edges_of_what_can_be_mixed()
    {
        foreach (double magnesium in (double[])[1e-4, 0.1, 10, 200])
            foreach (double ntp in (double[])[0, 1e-4, 1, 40])
                foreach (double pyrophosphate in (double[])[0, 1e-4, 1, 40])
                    foreach (double salt in (double[])[-300, -30, 0, 30, 300])
                    {
                        Reaction r = Reaction.Default.With(X.Magnesium, magnesium).With(X.Pyrophosphate, pyrophosphate);
                        for (int i = X.Atp; i <= X.Gtp; i++) r = r.With(i, ntp);
                        double[] x = [.. r.State];
                        x[X.Cations] += Math.Max(0, salt);
                        x[X.Anions] += Math.Max(0, -salt);
                        Species<Real> s = InVitroTranscription.Equilibrium(new ReadOnlySpan<double>(x).AsReal(), new ReadOnlySpan<double>(r.Parameters).AsReal());
                        Assert.InRange(s.Magnesium.Value, 0, magnesium + 2e-6);
                        Assert.InRange(3 - Math.Log10(s.Protons.Value), -1, 15);
                        if (magnesium >= 0.1) Assert.Equal(0, Imbalance(r with { State = x }).Magnesium, 1e-4);
                    }
    }

    [Fact]
    public void The_pH_falls_as_RNA_is_made_and_by_the_amount_that_the_buffer_allows()
    {
        Reaction r = Reaction.Published(4, 20, 200);
        double[] x = r.After(2);
        double before = InVitroTranscription.PH(r.State, r.Parameters), after = InVitroTranscription.PH(x, r.Parameters);
        Assert.InRange(before, 7.7, 8.3);
        Assert.InRange(before - after, 0.03, 0.6);
    }

    [Fact]
    public void First_and_second_derivatives_by_totals_are_those_of_differences()
    {
        Reaction r = Reaction.Default.With(X.Pyrophosphate, 1.5);
        double[] states = r.State;
        const double step = 1e-3;
        foreach (int i in (int[])[X.Atp, X.Pyrophosphate, X.Magnesium, X.Anions])
            foreach (int j in (int[])[X.Magnesium, X.Pyrophosphate, X.Cations])
            {
                SecondDual[] x = [.. states.Select(v => (SecondDual)v)], p = [.. r.Parameters.Select(v => (SecondDual)v)];
                var one = System.Runtime.Intrinsics.Vector512<double>.One;
                var none = System.Runtime.Intrinsics.Vector512<double>.Zero;
                x[i] = new(states[i], one, i == j ? one : none, none);
                if (i != j) x[j] = new(states[j], none, one, none);
                SecondDual free = InVitroTranscription.Equilibrium<SecondDual>(x, p).Magnesium;
                double first = (Free(step, 0) - Free(-step, 0)) / (2 * step);
                double second = (Free(step, step) - Free(step, -step) - Free(-step, step) + Free(-step, -step)) / (4 * step * step);
                Assert.Equal(first, free.A[0], 1e-5 * Math.Max(1e-2, Math.Abs(first)));
                Assert.Equal(second, free.AB[0], 1e-4 * Math.Max(0.1, Math.Abs(second)));

                double Free(double di, double dj)
                {
                    double[] moved = [.. states];
                    moved[i] += di;
                    moved[j] += dj;
                    return InVitroTranscription.Equilibrium(new ReadOnlySpan<double>(moved).AsReal(), new ReadOnlySpan<double>(r.Parameters).AsReal()).Magnesium.Value;
                }
            }
    }

    [Fact]
    public void The_structure_that_a_solver_reads_off_the_text_holds_every_derivative() => Reaction.Any.ForAll(20, r =>
    {
        const int n = X.Count;
        Dependence[] x = [.. Enumerable.Range(0, n).Select(Dependence.Variable)], u = new Dependence[IvtInput.Count], p = new Dependence[P.Count], dx = new Dependence[n];
        InVitroTranscription.Derivatives<Dependence>(default, x, u, p, dx);
        double[] jacobian = new double[n * n];
        new ModelOde<InVitroTranscription>(r.Inputs, r.Parameters).Jacobian(0, r.State, jacobian);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) Assert.True(dx[i].On(j) || jacobian[i * n + j] == 0, $"d f{i} / d x{j}");
        Assert.False(dx[X.Volume].On(X.Atp));
        Assert.True(dx[X.Rna].On(X.Anions, X.Magnesium)); // by the pH and the free magnesium
    });
}
