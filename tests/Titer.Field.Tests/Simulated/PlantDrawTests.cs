using CsCheck;
using Titer.Field.Simulated;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Field.Tests.Simulated;

public class PlantDrawTests
{
    private static readonly double[] Nominal = ChoFedBatch.Description.DefaultParameters(), Intended = ChoFedBatch.Description.DefaultStates();

    private static readonly int[] Rates = [P.MaximumGrowth, P.MaximumDeath, P.Productivity, P.LactateUptake, P.TransferFactor, P.GlutamineDecay, P.Lysis];
    private static readonly int[] Strengths = [P.FeedGlucose, P.FeedGlutamine, P.BaseStrongIons, P.BaseCarbon, P.Buffer];
    private static readonly int[] Physics = [P.HalfOxygen, P.HalfMaintenanceGlutamine, P.TemperatureWidth, P.PHWidth, P.RespiratoryQuotient, P.BufferPK, P.FeedStrongIons];

    [Fact]
    public void Every_parameter_is_drawn_within_its_stated_range() => Gen.ULong.ForAll(500, seed =>
    {
        PlantDraw draw = PlantDraw.From(seed, Intended);
        for (int i = 0; i < P.Count; i++)
        {
            double shift = draw.Parameters[i] - Nominal[i];
            double range = i switch
            {
                P.OptimalTemperature => 0.3,
                P.OptimalPH => 0.05,
                _ => Nominal[i] * (Rates.Contains(i) ? 0.20 : Strengths.Contains(i) ? 0.05 : Physics.Contains(i) ? 0 : 0.15),
            };
            Assert.InRange(shift, -range * (1 + 1e-12), range * (1 + 1e-12));
        }
        Assert.InRange(draw.CellVolume, 1770 * 0.88, 1770 * 1.12);
        double[] low = [0.85, 0, 0.95, 0.93, 0.6, 0.6], high = [1.15, 0, 1.05, 1.07, 1.4, 1.4];
        foreach (int i in (ReadOnlySpan<int>)[X.ViableCells, X.Glucose, X.Glutamine, X.Lactate, X.Ammonia])
            Assert.InRange(draw.Start[i] / Intended[i], low[i], high[i]);
        Assert.InRange(draw.Start[X.DeadCells] / draw.Start[X.ViableCells], 0.03, 0.08);
        Assert.InRange(draw.Start[X.Volume] - Intended[X.Volume], -1, 1);
        Assert.InRange(ChoFedBatch.PH(draw.Start, draw.Parameters) - ChoFedBatch.PH(Intended, Nominal), -0.021, 0.021);
    });

    [Fact]
    public void Over_many_seeds_the_draws_fill_their_ranges_evenly()
    {
        double[] growth = [.. Enumerable.Range(1, 2000).Select(s => PlantDraw.From((ulong)s, Intended).Parameters[P.MaximumGrowth] / Nominal[P.MaximumGrowth])];
        Assert.InRange(growth.Average(), 0.99, 1.01);
        Assert.True(growth.Min() < 0.81 && growth.Max() > 1.19);
        Assert.InRange(growth.Count(g => g < 0.9) / 2000.0, 0.21, 0.29);
    }

    [Fact]
    public void The_same_seed_draws_the_same_plant_and_another_seed_another() => Gen.ULong.ForAll(50, seed =>
    {
        PlantDraw a = PlantDraw.From(seed, Intended), b = PlantDraw.From(seed, Intended), other = PlantDraw.From(seed + 1, Intended);
        Assert.Equal((a.CellVolume, true, true), (b.CellVolume, a.Parameters.SequenceEqual(b.Parameters), a.Start.SequenceEqual(b.Start)));
        Assert.NotEqual(a.Parameters[P.MaximumGrowth], other.Parameters[P.MaximumGrowth]);
    });

    [Fact]
    public void The_intended_start_is_left_as_it_was()
    {
        double[] intended = [.. Intended];
        PlantDraw.From(1, intended);
        Assert.Equal(Intended, intended);
    }
}
