using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Turbidity;

namespace Titer.Sensing.Tests.Transcription;

public class TurbidityTests
{
    private static readonly TurbidityCalibration Calibration = TurbidityCalibration.Nominal;

    private static Bench Table(ulong seed) => new(new SimulatedTurbidity(Gaussian.Stream(seed, "chip/turbidity")), new TurbiditySensor(Calibration));

    [Fact]
    public void Twice_the_crystals_transmit_the_square_by_Beer_and_Lambert()
    {
        double once = TurbidityPhysics.Transmission(0.3, 2);
        Assert.Equal(once * once, TurbidityPhysics.Transmission(0.3, 4), 14);
        Assert.Equal(Math.Exp(-0.6), once, 14);
    }

    [Fact]
    public void Both_ways_of_reading_invert_what_the_crystals_do() =>
        Gen.Select(Gen.Double[0, 5], Gen.Double[0.1, 0.35], Gen.Double[0.2, 0.9]).ForAll(1000, c =>
        {
            (double crystals, double e, double way) = c;
            Assert.Equal(crystals, TurbidityPhysics.FromTransmission(e, TurbidityPhysics.Transmission(e, crystals)), 10);
            double top = 1 / (way * e), below = Math.Min(crystals, 0.95 * top);
            Assert.Equal(below, TurbidityPhysics.FromScattered(0.4, e, way, TurbidityPhysics.Scattered(0.4, e, way, below)), 8);
            Assert.True(double.IsNaN(TurbidityPhysics.FromScattered(0.4, e, way, 1.01 * TurbidityPhysics.Scattered(0.4, e, way, top))));
        });

    [Fact]
    public void The_95_percent_interval_covers_many_chips_from_clear_to_dark()
    {
        Coverage clear = new(), turbid = new();
        for (ulong seed = 200; seed < 700; seed++)
        {
            Bench table = Table(seed);
            var draw = new Gaussian(seed);
            for (int k = 0; k < 12; k++)
            {
                double crystals = k < 4 ? draw.Uniform(0, 0.3) : draw.Uniform(0.3, 14);
                Measurement m = table.One(0.4 * k, Mix.Typical with { Crystals = crystals });
                Assert.True(m.Quality == Quality.Good, $"seed {seed}, {crystals:F2} mmol/L: {m.Quality}");
                (k < 4 ? clear : turbid).Add(m.Value, m.StandardUncertainty, crystals);
            }
        }
        Assert.True(clear.Fraction is > 0.93 and < 0.985, $"clear {clear.Fraction}, ratio {clear.Ratio}");
        Assert.True(turbid.Fraction is > 0.93 and < 0.985, $"turbid {turbid.Fraction}, ratio {turbid.Ratio}");
    }

    [Fact]
    public void A_hundredth_of_a_millimole_per_litre_is_what_a_clear_mix_leaves_uncertain() =>
        Assert.InRange(Table(1).One(0, Mix.Typical with { Crystals = 0 }).StandardUncertainty, 0.003, 0.015);

    [Fact]
    public void A_drifting_lamp_cancels_until_it_wants_service_and_then_is_lost()
    {
        Bench table = Table(3);
        Measurement before = table.One(1, Mix.Typical);
        bool weak = false;
        for (int minute = 0; minute < 60 * 12; minute += 5)
        {
            Measurement m = table.One(1 + minute / 60.0, Mix.Typical, ChipFault.LampDrift);
            if (m.Quality.Status == Ne107.Failure)
            {
                Assert.True(weak && minute > 60 * 7);
                return;
            }
            weak |= m.Quality.Status == Ne107.MaintenanceRequired;
            Assert.InRange(m.Value, before.Value - 5 * before.StandardUncertainty, before.Value + 5 * before.StandardUncertainty);
        }
        Assert.Fail("the lamp was never found lost");
    }

    [Theory]
    [InlineData(ChipFault.Bubble, Ne107.OutOfSpecification, 0.98)]
    [InlineData(ChipFault.Fouled, Ne107.OutOfSpecification, 1)]
    [InlineData(ChipFault.Saturated, Ne107.Failure, 1)]
    public void A_fault_is_caught_in_the_frame_it_strikes(ChipFault fault, Ne107 status, double least)
    {
        int caught = 0, all = 0;
        for (ulong seed = 200; seed < 250; seed++)
        {
            Bench table = Table(seed);
            var draw = new Gaussian(seed);
            for (int k = 0; k < 10; k++, all++)
                if (table.One(k, Mix.Typical with { Crystals = draw.Uniform(0, 2) }, fault).Quality.Status == status) caught++;
        }
        Assert.True(caught >= least * all, $"{caught} of {all}");
    }

    [Theory]
    [InlineData(3, 90, 100)]
    [InlineData(5, 0, 20)] // near the largest scatter, at 5.6 mmol/L, a film takes light that the crystals could have taken
    public void A_film_shows_in_a_turbid_mix_but_not_where_crystals_scatter_most(double crystals, int least, int most)
    {
        int caught = 0;
        for (ulong seed = 200; seed < 300; seed++)
            if (Table(seed).One(1, Mix.Typical with { Crystals = crystals }, ChipFault.Fouled).Quality.Status == Ne107.OutOfSpecification) caught++;
        Assert.InRange(caught, least, most);
    }

    [Fact]
    public void Impossible_signals_fail_and_a_broken_frame_never_throws()
    {
        Frame frame = Table(1).Read(0, Mix.Typical);
        Assert.Equal(Ne107.Failure, Status(Bench.With(frame, "dark", 0, 0.4, 0)));
        Assert.Equal(Ne107.Failure, Status(Bench.With(frame, "transmitted", [.. Enumerable.Repeat(5.0, 8)])));
        Assert.Equal(Ne107.Failure, Status(Bench.With(frame, "lamp", [.. Enumerable.Repeat(0.0, 8)])));
        Assert.Equal(Ne107.MaintenanceRequired, Status(Bench.With(frame, "scattered", [.. Enumerable.Repeat(5.0, 8)])));
        foreach (Frame broken in Bench.Broken(frame)) Assert.Equal(Ne107.Failure, Status(broken));

        static Ne107 Status(Frame frame) => Assert.Single(Bench.Sense(new TurbiditySensor(Calibration), frame)).Quality.Status;
    }
}
