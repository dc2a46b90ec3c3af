using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.IonArray;
using Titer.Sensing.Magnesium;

namespace Titer.Sensing.Tests.Transcription;

public class MagnesiumTests
{
    private static readonly MagnesiumCalibration Calibration = MagnesiumCalibration.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedMagnesium(Gaussian.Stream(seed, "chip/magnesium")), new MagnesiumSensor(Calibration));

    /// <summary>Free magnesium as it falls and is fed in a reaction.</summary>
    private static Broth At(double hours) => Mix.Typical with
    {
        FreeMagnesium = 8 * Math.Exp(-hours) + 1 + 2 * Math.Sin(3 * hours) * Math.Sin(3 * hours), Sodium = 80 + 15 * hours, IonicStrength = 130 + 24 * hours,
    };

    [Fact]
    public void A_site_gives_half_of_the_Nernst_slope_per_decade_and_its_inverse_gives_it_back()
    {
        IonElectrode site = Calibration.Sites[0] with { Slope = 1 };
        Assert.Equal(0.5 * Nernst.Slope(25), MagnesiumPhysics.Volts(site, -2, 25) - MagnesiumPhysics.Volts(site, -3, 25), 12);
        Assert.Equal(0.02958, 0.5 * Nernst.Slope(25), 5);
        Gen.Select(Gen.Double[-6, -1], Gen.Double[20, 45], Gen.Int[0, 3]).ForAll(500, c =>
            Assert.Equal(c.Item1, MagnesiumPhysics.Decades(Calibration.Sites[c.Item3],
                MagnesiumPhysics.Volts(Calibration.Sites[c.Item3], c.Item1, c.Item2), c.Item2), 10));
    }

    [Fact]
    public void Sodium_interferes_by_the_square_of_its_activity() =>
        Assert.Equal(Math.Pow(10, -3.46) * 0.01, MagnesiumPhysics.Interference(new Selectivity(IonSpecies.Sodium, -3.46, 0.1), 0.1), 15);

    [Fact]
    public void The_95_percent_interval_covers_many_chips_over_the_whole_range()
    {
        Coverage all = new(), low = new();
        for (ulong seed = 200; seed < 500; seed++)
        {
            Bench table = Table(seed);
            var draw = new Gaussian(seed);
            for (int k = 0; k < 10; k++)
            {
                Broth broth = Mix.Drawn(draw);
                if (k >= 7) broth = broth with { FreeMagnesium = Math.Pow(10, draw.Uniform(-3, -1)) };
                Measurement m = table.One(0.5 * k, broth);
                Assert.Equal(Quality.Good, m.Quality);
                (k >= 7 ? low : all).Add(m.Value, m.StandardUncertainty, broth.FreeMagnesium);
            }
        }
        Assert.True(all.Fraction is > 0.93 and < 0.985, $"{all.Fraction}, ratio {all.Ratio}");
        Assert.True(low.Fraction is > 0.92 and < 0.995, $"below 0.1 mmol/L: {low.Fraction}, ratio {low.Ratio}");
    }

    [Fact]
    public void The_uncertainty_at_a_few_millimoles_per_litre_is_some_percent()
    {
        Measurement m = Table(1).One(1, Mix.Typical);
        Assert.InRange(m.StandardUncertainty / m.Value, 0.02, 0.09);
    }

    [Fact]
    public void Good_chips_are_silent_through_a_reaction_and_its_quench()
    {
        for (ulong seed = 200; seed < 230; seed++)
        {
            Bench table = Table(seed);
            for (int minute = 0; minute < 300; minute++)
            {
                Broth broth = At(minute / 60.0);
                if (minute >= 280) broth = broth with { FreeMagnesium = 1e-4, PH = 7.2 }; // EDTA
                Assert.Equal(Quality.Good, table.One(minute / 60.0, broth).Quality);
            }
        }
    }

    [Theory]
    [InlineData(ChipFault.Drift, Ne107.MaintenanceRequired, 60)]
    [InlineData(ChipFault.Fouling, Ne107.MaintenanceRequired, 90)]
    [InlineData(ChipFault.DeadSite, Ne107.MaintenanceRequired, 15)]
    [InlineData(ChipFault.OpenSite, Ne107.MaintenanceRequired, 1)]
    [InlineData(ChipFault.ReferenceLoss, Ne107.Failure, 1)]
    public void A_fault_is_seen_and_the_other_sites_carry_the_reading(ChipFault fault, Ne107 status, int minutes)
    {
        for (ulong seed = 200; seed < 220; seed++)
        {
            Bench table = Table(seed);
            int seen = -1;
            for (int minute = 0; minute < 60 + minutes + 10; minute++)
            {
                Measurement m = table.One(minute / 60.0, At(minute / 60.0), minute >= 60 ? fault : ChipFault.None);
                if (minute < 60) Assert.Equal(Quality.Good, m.Quality);
                else if (m.Quality.Status == status && seen < 0) seen = minute - 60;
                if (status != Ne107.Failure)
                    Assert.InRange(m.Value, At(minute / 60.0).FreeMagnesium - 4 * m.StandardUncertainty, At(minute / 60.0).FreeMagnesium + 4 * m.StandardUncertainty);
            }
            Assert.True(seen >= 0 && seen <= minutes, $"seed {seed}: {fault} seen after {seen} min");
        }
    }

    [Fact]
    public void Without_its_sodium_site_the_chip_reads_on_with_a_larger_uncertainty()
    {
        Frame frame = Table(1).Read(0, Mix.Typical);
        Measurement whole = Bench.Sense(new MagnesiumSensor(Calibration), frame)[0];
        Measurement without = Bench.Sense(new MagnesiumSensor(Calibration), Bench.Without(frame, "sodium"))[0];
        Assert.Equal(Ne107.OutOfSpecification, without.Quality.Status);
        Assert.True(without.StandardUncertainty > whole.StandardUncertainty);
        Assert.InRange(without.Value - Mix.Typical.FreeMagnesium, -2 * without.StandardUncertainty, 2 * without.StandardUncertainty);
    }

    [Fact]
    public void A_broken_frame_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Table(1).Read(0, Mix.Typical)))
            Assert.NotEqual(Quality.Good, Assert.Single(Bench.Sense(new MagnesiumSensor(Calibration), broken)).Quality);
    }
}
