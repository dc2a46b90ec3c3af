using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Binding;
using Titer.Tests;

namespace Titer.Sensing.Tests.Binding;

public class TitreTests
{
    private static InitialRate Rate(double value, double u) => new(value, u, false);

    [Fact]
    public void The_initial_rate_is_the_slope_at_the_injection_and_its_interval_holds_it()
    {
        var noise = new Gaussian(8);
        var coverage = new Coverage();
        for (int draw = 0; draw < 200; draw++)
        {
            double slope = 0.5, k = draw % 2 == 0 ? 1e-4 : 0.03;
            double[] t = [.. Enumerable.Range(2, 38).Select(i => (double)i)];
            double[] y = [.. t.Select(x => 3 + slope / k * (1 - Math.Exp(-k * x)) + 0.1 * noise.Next())];
            InitialRate rate = InitialRate.Of(t, y, 40)!.Value;
            coverage.Add(rate.Value, rate.StandardUncertainty, slope);
        }
        Assert.InRange(coverage.Fraction, 0.90, 1);
    }

    [Fact]
    public void Too_few_readings_give_no_rate() => Assert.Null(InitialRate.Of([1, 2, 3, 50], [1, 2, 3, 4], 40));

    [Fact]
    public void A_concentration_read_back_lies_within_Fiellers_interval_in_95_percent_of_draws()
    {
        var noise = new Gaussian(9);
        int inside = 0;
        const int Draws = 500;
        for (int draw = 0; draw < Draws; draw++)
        {
            double scatter = 0.03;
            double Observe(double c) => (0.02 + 4e7 * c) * (1 + scatter * noise.Next()) + 0.005 * noise.Next();
            RateCalibration line = RateCalibration.Fit([.. new[] { 1e-9, 2e-9, 5e-9, 10e-9, 20e-9, 20e-9, 40e-9 }.Select(c => new RateStandard("s", c, Rate(Observe(c), 0.005)))]);
            TitreEstimate titre = line.Invert(Rate(Observe(8e-9), 0.005));
            if (titre.Lower <= 8e-9 && 8e-9 <= titre.Upper) inside++;
        }
        Assert.InRange(inside, 0.90 * Draws, 0.99 * Draws);
    }

    [Fact]
    public void Beyond_the_standards_a_titre_is_out_of_specification_and_a_flat_line_is_refused()
    {
        RateStandard[] standards = [.. new[] { 1e-9, 2e-9, 4e-9 }.Select(c => new RateStandard("s", c, Rate(4e7 * c, 1e-4)))];
        RateCalibration line = RateCalibration.Fit(standards);
        Assert.Equal(Quality.Good, line.Invert(Rate(0.1, 1e-4)).Quality);
        Assert.Equal(Ne107.OutOfSpecification, line.Invert(Rate(1, 1e-4)).Quality.Status);
        Assert.Throws<InputException>(() => RateCalibration.Fit([.. standards.Select(s => s with { Rate = Rate(-s.Rate.Value, 1e-4) })]));
        Assert.Throws<InputException>(() => RateCalibration.Fit(standards[..2]));
        Assert.Throws<InputException>(() => RateCalibration.Fit([.. standards.Select(s => s with { Concentration = 1e-9 })]));
    }

    [Fact]
    public void The_filling_of_a_surface_is_the_slope_of_the_line_through_its_curve() =>
        Gen.Double[1e-4, 5].ForAll(50, x =>
        {
            const int Points = 4000;
            double st = 0, sy = 0, stt = 0, sty = 0;
            for (int i = 0; i < Points; i++)
            {
                double t = (i + 0.5) / Points, y = (1 - Math.Exp(-x * t)) / x;
                (st, sy, stt, sty) = (st + t, sy + y, stt + t * t, sty + t * y);
            }
            Assert.Equal((sty - st * sy / Points) / (stt - st * st / Points), SlopeWindow.Filling(x), 1e-4);
        });
}
