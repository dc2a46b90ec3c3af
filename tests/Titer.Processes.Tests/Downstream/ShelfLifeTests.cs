using CsCheck;
using Titer.Numerics;
using Titer.Processes.Downstream;

namespace Titer.Processes.Tests.Downstream;

public class ShelfLifeTests
{
    private static readonly HydrolysisKinetics Particle = HydrolysisKinetics.InNanoparticle(), Buffer = HydrolysisKinetics.InBuffer();

    private static ShelfLife At(double celsius, HydrolysisKinetics? kinetics = null, TemperatureHistory? history = null, double start = 90,
        double u = 2) =>
        ShelfLife.Of(kinetics ?? Particle, 4000, new(start, u), 60, celsius, history ?? TemperatureHistory.None);

    [Fact]
    public void Half_of_4000_nt_is_left_after_941_days_in_buffer_at_5_Cel() => // Wayment-Steele et al. 2021
        Assert.Equal(0.5, Buffer.Intact(3999, 5, 941 * 24), 1e-3);

    // DasLab/RNA-deg-rates (OpenVaccine; Leppek et al. 2022, Nat. Commun. 13:1536): medians of measured k over length, 1/h per nucleotide, at pH
    // 10, 24 Cel and 10 mmol/L of magnesium, which speeds hydrolysis up by some factor and is not in the model: the prediction must lie below,
    // within a factor of 15.
    [Theory]
    [InlineData(4084, 0.962)]
    [InlineData(928, 0.584)]
    [InlineData(883, 1.093)]
    [InlineData(769, 0.591)]
    [InlineData(219, 0.0678)]
    public void Measured_alkaline_hydrolysis_is_the_predicted_rate_times_what_magnesium_adds(double nucleotides, double rate)
    {
        double predicted = HydrolysisKinetics.InBuffer(10).Rate(24) * nucleotides;
        Assert.InRange(rate / predicted, 1, 15);
        Assert.False(HydrolysisKinetics.InBuffer(10).Assumptions(nucleotides, 24, 24).Inside);
    }

    // The labels say so many days at 2 to 8 Cel; integrity at release and limit are not public in full, so 90 and 50 to 70 %.
    [Theory]
    [InlineData(30)] // mRNA-1273, 2020
    [InlineData(70)] // BNT162b2, 10 weeks, 2022
    public void Published_shelf_lives_in_the_refrigerator_are_outlived(double days)
    {
        ShelfLife life = ShelfLife.Of(Particle, 4200, new(90, 2), 70, 5, TemperatureHistory.None);
        Assert.InRange(days * 24, life.Low * 0.5, life.Hours);
    }

    [Fact]
    public void The_logarithm_of_the_rate_is_straight_in_the_inverse_temperature() =>
        Gen.Select(Gen.Double[0, 60], Gen.Double[0, 60]).ForAll(200, v =>
    {
        (double a, double b) = v;
        double slope = Math.Log(Buffer.Rate(a) / Buffer.Rate(b)), inverse = 1 / (b + 273.15) - 1 / (a + 273.15);
        Assert.Equal(Buffer.ActivationEnergy / HydrolysisKinetics.GasConstant * inverse, slope, 1e-9 * (1 + Math.Abs(slope)));
    });

    [Fact]
    public void Time_and_length_only_count_by_their_product() => Gen.Select(Gen.Double[100, 8000], Gen.Double[1, 5000]).ForAll(100, v =>
        Assert.Equal(Buffer.Intact(v.Item1, 25, v.Item2), Buffer.Intact(2 * v.Item1, 25, v.Item2 / 2), 1e-12));

    [Fact]
    public void Integrity_is_at_its_limit_when_the_shelf_life_is_over() => Gen.Select(Gen.Double[-20, 40], Gen.Double[65, 100]).ForAll(20, v =>
    {
        ShelfLife life = At(v.Item1, start: v.Item2, u: 0.5);
        Assert.Equal(60, v.Item2 * Particle.Intact(3999, v.Item1, life.Hours), 1e-6);
        Assert.InRange(life.Hours, life.Low, life.High);
    });

    [Fact]
    public void The_mean_kinetic_temperature_with_the_energy_of_the_product_does_the_same_damage() =>
        Gen.Select(Gen.Double[1, 500], Gen.Double[-5, 40]).Array[1, 12].ForAll(100, steps =>
        {
            var history = new TemperatureHistory([.. steps.Select(s => new TemperatureStep(s.Item1, s.Item2))]);
            double mean = history.MeanKineticTemperature(Particle.ActivationEnergy);
            Assert.Equal(Particle.Rate(mean) * history.Hours, history.Damage(Particle.LogRate, Particle.ActivationEnergy),
                1e-9 * history.Hours * Particle.Rate(mean));
            Assert.InRange(mean, steps.Min(s => s.Item2) - 1e-9, steps.Max(s => s.Item2) + 1e-9);
            double arithmetic = steps.Sum(s => s.Item1 * s.Item2) / history.Hours;
            Assert.True(mean >= arithmetic - 1e-9, "heat counts more than cold");
            Assert.True(mean >= history.MeanKineticTemperature() - 1e-9, "the more so, the higher the energy");
        });

    // USP 1079 and ICH Q1A(R2) with 83.144 kJ/mol, whose ratio to R is 10000 K: two equal times at 20 and 30 Cel.
    [Fact]
    public void The_mean_kinetic_temperature_is_that_of_the_pharmacopoeia()
    {
        double mean = new TemperatureHistory([new(12, 20), new(12, 30)]).MeanKineticTemperature();
        double expected = 1e4 / -Math.Log(0.5 * (Math.Exp(-1e4 / 293.15) + Math.Exp(-1e4 / 303.15))) - 273.15;
        Assert.Equal(expected, mean, 1e-3);
        Assert.InRange(mean, 26.2, 26.6);
    }

    [Fact]
    public void An_excursion_costs_the_storage_time_that_its_damage_is_worth()
    {
        var history = new TemperatureHistory([new(24 * 20, 5), new(24, 25)]);
        double lost = At(5).Hours - At(5, history: history).Hours;
        Assert.Equal(24 * 20 + 24 * Particle.Rate(25) / Particle.Rate(5), lost, 1e-6 * lost);
        Assert.True(At(5, history: new([new(24 * 60, 37)])).Hours == 0);
    }

    [Fact]
    public void Linear_propagation_and_Monte_Carlo_agree_where_the_time_is_log_normal()
    {
        foreach (double celsius in new[] { 5.0, 25, 40 })
        {
            ShelfLife life = At(celsius, u: 0.5);
            Assert.Equal(0, Math.Log(life.LinearLow / life.Low), 0.08);
            Assert.Equal(0, Math.Log(life.LinearHigh / life.High), 0.08);
            Assert.InRange(life.Supported, life.Low, life.Hours);
        }
    }

    [Fact]
    public void The_energy_widens_the_interval_the_further_from_the_reference_the_storage_is() =>
        Assert.True(At(5).High / At(5).Low < At(25).High / At(25).Low && At(25).High / At(25).Low < At(-20).High / At(-20).Low);

    // The truth is drawn, the kinetics are measured with the stated errors: 95 % of the intervals must hold the true shelf life.
    [Fact]
    public void The_interval_covers_the_true_shelf_life_in_95_of_100_cases()
    {
        var random = new Gaussian(301);
        var history = new TemperatureHistory([new(48, 25)]);
        int covered = 0, linear = 0, outlived = 0;
        const int cases = 200;
        for (int i = 0; i < cases; i++)
        {
            double start = 92 + random.Next(), logRate = random.Next(Particle.LogRate, 0.2), energy = random.Next(120, 6);
            HydrolysisKinetics truth = Particle with { LogRate = logRate, ActivationEnergy = energy };
            HydrolysisKinetics found = truth with
            {
                LogRate = random.Next(logRate, 0.3), LogRateUncertainty = 0.3, ActivationEnergy = random.Next(energy, 5),
                    ActivationEnergyUncertainty = 5,
            };
            double actual = Math.Max(0, (Math.Log(start / 60) / 3999 - history.Damage(logRate, energy)) / truth.Rate(8));
            ShelfLife life = ShelfLife.Of(found, 4000, new(random.Next(start, 1.5), 1.5), 60, 8, history, seed: (ulong)i + 1);
            if (actual >= life.Low && actual <= life.High) covered++;
            if (actual >= life.LinearLow && actual <= life.LinearHigh) linear++;
            if (actual >= life.Supported) outlived++;
        }
        Assert.InRange(covered, 0.904 * cases, 0.99 * cases); // 95 % and three standard deviations of the count
        Assert.InRange(linear, 0.904 * cases, 0.99 * cases);
        Assert.InRange(outlived, 0.904 * cases, 0.99 * cases);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(25, true)]
    [InlineData(-20, false)]
    [InlineData(-70, false)]
    public void Frozen_storage_is_an_extrapolation_and_says_so(double celsius, bool inside)
    {
        ShelfLife life = At(celsius);
        Assert.Equal(inside, life.Assumptions.Inside);
        Assert.True(double.IsFinite(life.Hours) && life.Hours > 0);
        if (!inside) Assert.Contains("lowest temperature", life.Assumptions.ToEvent(default, "Fill").Message);
    }

    [Fact]
    public void A_product_below_its_limit_has_no_shelf_life()
    {
        ShelfLife life = At(5, start: 50, u: 1);
        Assert.Equal((0, 0), (life.Hours, life.Supported));
        Assert.True(double.IsNaN(life.LinearLow));
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval() => Assert.Equal(At(5).ToString(), At(5).ToString());
}
