using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Processes.Tests.CellCulture;

public class TrajectoryTests
{
    private static readonly int[] Amounts =
        [X.ViableCells, X.DeadCells, X.Glucose, X.Glutamine, X.Lactate, X.Ammonia, X.Antigen, X.Volume, X.Oxygen, X.InorganicCarbon];

    [Fact]
    public void No_concentration_falls_below_zero_in_a_day() => Culture.Any.ForAll(60, c =>
    {
        for (int hour = 0; hour < 24; hour++)
        {
            c = c.After(1);
            foreach (int i in Amounts)
                Assert.True(c.State[i] >= -1e-6, $"{ChoFedBatch.Description.States[i].Name} is {c.State[i]} after {hour + 1} h");
        }
    });

    [Fact]
    public void What_is_used_up_is_not_taken_up() => Culture.Any.ForAll(500, c =>
    {
        foreach (int i in Amounts.Where(i => i != X.Volume))
            Assert.True(c.At(i, 0).Rates()[i] >= -1e-12, $"{ChoFedBatch.Description.States[i].Name} at zero changes by {c.At(i, 0).Rates()[i]}/h");
    });

    [Fact]
    public void Without_glutamine_or_glucose_or_oxygen_nothing_grows() => Culture.Any.ForAll(300, c =>
    {
        foreach (int i in new[] { X.Glutamine, X.Glucose, X.Oxygen })
        {
            Culture starved = c.At(i, 0);
            Assert.Equal(starved.Parameter(P.MaximumGrowth, 0).Rates()[X.ViableCells], starved.Rates()[X.ViableCells], 1e-12);
        }
    });

    [Fact]
    public void A_filter_may_look_a_little_below_zero() => Culture.Any.ForAll(300, c =>
    {
        double[] bounds = [1, 1, 5, 2, 5, 2, 0.5, 0, 0.05, 0, 0, 0];
        Culture cells = c.With([.. c.State.Select((x, i) => bounds[i] > 0 ? -bounds[i] : x)]).At(X.ViableCells, 5);
        Assert.All(cells.Rates(), r => Assert.True(double.IsFinite(r)));
        // No cell makes substrate: what is below zero is taken for zero, up to the width of the smoothing.
        Assert.InRange(ChoFedBatch.GlucoseUptake(cells.State, cells.Parameters), -1e-3, 1e-3);
    });

    [Fact]
    public void An_uninhibited_batch_grows_by_the_closed_form()
    {
        // Optimal temperature and pH, saturated with everything, free of lactate and ammonia, no death, nothing flowing or evaporating.
        Culture c = Culture.Default
            .Parameter(P.InhibitionLactate, 1e12).Parameter(P.InhibitionAmmonia, 1e12).Parameter(P.HalfGlucose, 1e-12).Parameter(P.HalfGlutamine, 1e-12)
            .Parameter(P.HalfOxygen, 1e-12).Parameter(P.MaximumDeath, 0).Parameter(P.Evaporation, 0).Parameter(P.PHWidth, 1e6).Parameter(P.TemperatureWidth, 1e6)
            .At(X.ViableCells, 0.1).At(X.DeadCells, 0).At(X.Glucose, 100).At(X.Glutamine, 40).Input(U.Air, 20);
        Culture later = c.After(48);
        double factor = Math.Exp(c.Parameters[P.MaximumGrowth] * 48);
        Assert.Equal(0.1 * factor, later.State[X.ViableCells], 1e-6 * factor);
        // and uses glucose by its yield and maintenance: the integral of the cells is (x - x0) / mu
        double grown = 0.1 * (factor - 1), glucose = grown / c.Parameters[P.YieldGlucose] + c.Parameters[P.MaintenanceGlucose] * grown / c.Parameters[P.MaximumGrowth];
        Assert.Equal(100 - glucose, later.State[X.Glucose], 1e-5);
    }

    [Fact]
    public void A_culture_without_growth_dies_by_the_closed_form()
    {
        Culture c = Culture.Default.Parameter(P.MaximumGrowth, 0).Parameter(P.HalfOxygen, 1e-12).Parameter(P.DeathPerCelsius, 0).Parameter(P.Evaporation, 0)
            .At(X.DeadCells, 0);
        double kd = c.Parameters[P.MaximumDeath], kl = c.Parameters[P.Lysis];
        Culture later = c.After(24);
        Assert.Equal(0.4 * Math.Exp(-kd * 24), later.State[X.ViableCells], 1e-7);
        Assert.Equal(0.4 * kd / (kl - kd) * (Math.Exp(-kd * 24) - Math.Exp(-kl * 24)), later.State[X.DeadCells], 1e-7);
    }

    [Fact]
    public void Steady_temperature_is_the_weighted_mean_of_jacket_and_room() => Culture.Any.ForAll(50, c =>
    {
        Culture still = c.Still();
        double jacket = still.Parameters[P.JacketTransfer], loss = still.Parameters[P.HeatLoss];
        double steady = (jacket * still.Inputs[U.Jacket] + loss * 20) / (jacket + loss);
        Assert.Equal(0, still.At(X.Temperature, steady).Rates()[X.Temperature], 1e-9);
        double expected = steady + (still.State[X.Temperature] - steady) * Math.Exp(-(jacket + loss) * 0.5);
        Assert.Equal(expected, still.After(0.5).State[X.Temperature], 1e-6);
    });
}
