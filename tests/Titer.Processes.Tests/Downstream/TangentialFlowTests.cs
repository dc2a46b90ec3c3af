using Titer.Numerics;
using Titer.Processes.Downstream;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Processes.Tests.Downstream;

public class TangentialFlowTests
{
    [Fact]
    public void Every_position_has_its_quantity_with_a_source_and_a_default_within_its_bounds()
    {
        ModelDescription model = TangentialFlow.Description;
        Assert.Equal(X.Count, model.States.Length);
        Assert.Equal(U.Count, model.Inputs.Length);
        Assert.Equal(P.Count, model.Parameters.Length);
        Assert.Equal("sieving of DNA fragments", model.Parameters[P.Sieving + X.DnaFragments - X.FirstSolute].Name);
        Assert.Equal("gel concentration", model.Parameters[P.GelConcentration].Name);
        Assert.Equal("salt of the buffer", model.Parameters[P.BufferSalt].Name);
        foreach (Quantity q in model.States.Concat(model.Inputs).Concat(model.Parameters))
            Assert.True(q.Low <= q.Default && q.Default <= q.High && q.Source.Length > 0, q.Name);
    }

    [Fact]
    public void What_leaves_the_retentate_is_in_the_permeate() => Filtration.Any.ForAll(300, f =>
    {
        double[] dx = f.Rates();
        double permeate = f.PermeateFlow, diafiltration = f.Inputs[U.Diafiltration], volume = f.State[X.Volume];
        Assert.Equal(diafiltration - permeate, dx[X.Volume], 1e-9 * (1 + permeate));
        for (int i = 0; i < X.Solutes; i++)
        {
            int s = X.FirstSolute + i;
            double c = f.State[s], made = s == X.IntactRna ? -1 : s == X.BrokenRna ? 1 : 0;
            double amount = dx[s] * volume + c * dx[X.Volume]; // d(C V)/dt
            double expected = -f.Parameters[P.Sieving + i] * c * permeate
                + (s == X.Salt ? diafiltration * f.Parameters[P.BufferSalt] : 0) + made * f.Parameters[P.Breakage] * f.State[X.IntactRna] * volume;
            Assert.Equal(expected, amount, 1e-9 * (1 + Math.Abs(expected) + c * (permeate + diafiltration)));
        }
    });

    [Fact]
    public void Diafiltration_at_constant_volume_is_the_exponential_of_sieving_and_diavolumes()
    {
        Filtration start = Filtration.Default.At(40, 0).With(P.BufferSalt, 0).With(P.Breakage, 0), end = start.After(2, holdVolume: true);
        double diavolumes = end.State[X.Diafiltered] / start.State[X.Volume];
        Assert.InRange(diavolumes, 3, 10);
        Assert.Equal(start.State[X.Volume], end.State[X.Volume], 2e-3);
        for (int i = 0; i < X.Solutes; i++)
        {
            double sieving = start.Parameters[P.Sieving + i];
            double share = end.State[X.FirstSolute + i] / start.State[X.FirstSolute + i];
            Assert.Equal(1, share / Math.Exp(-sieving * diavolumes), 5e-3);
        }
    }

    [Fact]
    public void The_salt_becomes_that_of_the_buffer()
    {
        Filtration end = Filtration.Default.At(40, 0).After(3, holdVolume: true);
        double left = Math.Exp(-end.State[X.Diafiltered] / 5);
        Assert.InRange(left, 0, 0.01);
        Assert.Equal(10 + 140 * left, end.State[X.Salt], 0.02);
    }

    [Fact]
    public void Concentration_retains_by_the_power_of_the_volume_ratio()
    {
        Filtration start = Filtration.Default.At(40, 0).With(P.Breakage, 0), end = start.After(0.3, holdVolume: false);
        double factor = start.State[X.Volume] / end.State[X.Volume];
        Assert.InRange(factor, 1.3, 5);
        for (int i = 0; i < X.Solutes; i++)
        {
            double mass = end.State[X.FirstSolute + i] * end.State[X.Volume] / (start.State[X.FirstSolute + i] * start.State[X.Volume]);
            Assert.Equal(Math.Pow(factor, -start.Parameters[P.Sieving + i]), mass, 1e-7);
        }
        Assert.Equal(start.State[X.Volume] - end.State[X.Volume], end.State[X.Permeate], 1e-8);
    }

    [Fact]
    public void Flux_is_proportional_to_pressure_until_the_film_holds_it()
    {
        double At(double pressure) => Filtration.Default.At(pressure, 0).PermeateFlow / 0.5;
        Assert.Equal(200, MembraneFlux.PressureLimited<Real>(100, 1, 1.8e12).Value, 1e-9); // 200 L/(m2.h) at 1 bar: the resistance of the description
        Assert.Equal(2, At(2) / At(1), 1e-4);
        Assert.Equal(0, At(0), 1e-12);
        double film = 15 * Math.Log(20 / 5.22);
        Assert.Equal(film, At(200), 1e-3 * film);
        Assert.Equal(At(150), At(300), 1e-2 * film);
    }

    [Fact]
    public void Flux_falls_to_nothing_at_the_gel_concentration_and_in_an_empty_loop()
    {
        Filtration f = Filtration.Default.At(100, 0);
        double full = f.PermeateFlow;
        f.State[X.IntactRna] = 20;
        Assert.InRange(f.PermeateFlow, 0, 0.01 * full);
        f.State[X.IntactRna] = 5;
        f.State[X.Volume] = 0;
        Assert.Equal(0, f.PermeateFlow);
    }

    [Fact]
    public void The_smooth_minimum_lies_below_the_sharp_one_by_what_is_stated() =>
        CsCheck.Gen.Select(CsCheck.Gen.Double[1, 100], CsCheck.Gen.Double[1, 100]).ForAll(500, v =>
    {
        double smooth = MembraneFlux.Smaller<Real>(v.Item1, v.Item2).Value, sharp = Math.Min(v.Item1, v.Item2),
            ratio = Math.Max(v.Item1, v.Item2) / sharp;
        Assert.InRange(smooth / sharp, ratio >= 2 ? 1 - 5e-4 : 0.917, 1);
    });

    [Fact]
    public void The_dual_Jacobian_is_the_central_difference() => Filtration.Any.ForAll(40, f =>
    {
        double[] jacobian = new double[X.Count * X.Count], x = [.. f.State.Select((v, i) => Math.Max(v, i == X.Volume ? 0.5 : 0.05))];
        new ModelOde<TangentialFlow>(f.Inputs, f.Parameters).Jacobian(0, x, jacobian);
        for (int j = 0; j < X.Count; j++)
        {
            double h = 1e-5 * Math.Max(0.1, x[j]);
            double[] up = [.. x], down = [.. x];
            up[j] += h;
            down[j] -= h;
            double[] above = (f with { State = up }).Rates(), below = (f with { State = down }).Rates();
            double scale = Enumerable.Range(0, X.Count).Max(i => Math.Abs(jacobian[i * X.Count + j]));
            for (int i = 0; i < X.Count; i++) Assert.Equal((above[i] - below[i]) / (2 * h), jacobian[i * X.Count + j], 1e-4 * (scale + 1));
        }
    });

    [Fact]
    public void Conditions_outside_the_range_are_named()
    {
        Filtration f = Filtration.Default.At(40, 0);
        Assert.True(TangentialFlow.Assumptions(f.State, f.Inputs, f.Parameters).Inside);
        Filtration high = f.At(200, 0);
        ModelAssumptions outside = TangentialFlow.Assumptions(high.State, high.Inputs, high.Parameters);
        Assert.False(outside.Inside);
        Core.Event e = outside.ToEvent(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "Concentrate");
        Assert.Equal("no", e.Data["inside"]);
        Assert.Contains("transmembrane pressure 200 kPa", e.Message);
        Assert.Equal("0 to 150 kPa", e.Data["validity transmembrane pressure"]);
    }
}
