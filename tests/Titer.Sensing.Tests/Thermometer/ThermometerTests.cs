using CsCheck;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Thermometer;

namespace Titer.Sensing.Tests.Thermometer;

public class ThermometerTests
{
    private static Bench Table(ulong seed) => new(new SimulatedThermometer(new Gaussian(seed)), new ThermometerSensor(ThermometerCalibration.Nominal));

    [Theory] // IEC 60751, table 1 (Pt100 values times ten)
    [InlineData(-50, 803.06)]
    [InlineData(0, 1000.00)]
    [InlineData(25, 1097.35)]
    [InlineData(37, 1143.82)]
    [InlineData(100, 1385.06)]
    [InlineData(200, 1758.56)]
    public void Resistance_is_that_of_the_standard(double celsius, double ohm) =>
        Assert.Equal(ohm, ThermometerPhysics.Resistance(celsius), 0.006);

    [Fact]
    public void Inverse_returns_the_temperature_that_made_the_resistance() =>
        Gen.Double[0, 150].Sample(t => Math.Abs(ThermometerPhysics.Temperature(ThermometerPhysics.Resistance(t)) - t) < 1e-9);

    [Fact]
    public void The_95_percent_interval_holds_the_temperature_for_fourteen_days()
    {
        var coverage = new Coverage();
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            Bench table = Table(seed);
            for (int k = 0; k <= 14; k++)
            {
                Measurement m = table.One(24 * k, Bench.Typical with { Temperature = 34 + k % 4 });
                Assert.Equal(Quality.Good, m.Quality);
                coverage.Add(m.Value, m.StandardUncertainty, 34 + k % 4);
            }
        }
        Assert.InRange(coverage.Fraction, 0.92, 0.98);
    }

    [Theory]
    [InlineData(0.5, Ne107.Failure)]
    [InlineData(1e7, Ne107.Failure)]
    [InlineData(1300, Ne107.OutOfSpecification)]
    [InlineData(1143.8, Ne107.Good)]
    public void Open_and_shorted_elements_are_caught(double ohm, Ne107 status)
    {
        Frame frame = Bench.Frame("thermometer", 0, new Channel("resistance", Unit.Ohm, [ohm]));
        Assert.Equal(status, Assert.Single(Bench.Sense(new ThermometerSensor(ThermometerCalibration.Nominal), frame)).Quality.Status);
    }

    [Fact]
    public void A_broken_frame_fails_and_never_throws()
    {
        foreach (Frame broken in Bench.Broken(Table(1).Read(0, Bench.Typical)))
            Assert.Equal(Ne107.Failure, Assert.Single(Bench.Sense(new ThermometerSensor(ThermometerCalibration.Nominal), broken)).Quality.Status);
    }
}
