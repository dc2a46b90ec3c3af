using CsCheck;
using Titer.Control.Controllers;

namespace Titer.Control.Tests.Controllers;

public class PidTests
{
    private const double Minute = 1.0 / 60;

    private static readonly Gen<PidTuning> Tunings = Gen.Select(
        Gen.Double[0.1, 200], Gen.Bool, Gen.Double[0.05, 2], Gen.Frequency((1, Gen.Const(0.0)), (2, Gen.Double[0.05, 0.25])), Gen.Double[-100, 0], Gen.Double[10, 100],
        (gain, reverse, integral, derivative, low, high) => new PidTuning(reverse ? -gain : gain, integral, derivative * integral, low, high)); // derivative time up to a quarter of the integral time, as all tuning rules have it

    [Fact]
    public void The_output_leaves_saturation_as_soon_as_the_error_changes_sign() =>
        Gen.Select(Tunings, Gen.Double[10, 500], Gen.Double[0.01, 5]).ForAll(500, c =>
        {
            (PidTuning tuning, double before, double after) = c;
            var pid = new Pid(tuning);
            pid.Start(0, 0, 0);
            double saturated = tuning.Gain > 0 ? tuning.High : tuning.Low;
            for (int i = 0; i < 60 * 24; i++) pid.Next(before / Math.Abs(tuning.Gain), 0, Minute);
            Assert.Equal(saturated, pid.Output);
            pid.Next(-after, 0, Minute);
            pid.Next(-after, 0, Minute);
            Assert.NotEqual(saturated, pid.Output);
        });

    [Fact]
    public void The_first_output_after_a_start_is_the_one_that_was_in_force() =>
        Gen.Select(Tunings, Gen.Double[-50, 50], Gen.Double[-50, 50], Gen.Double[-150, 150]).ForAll(500, c =>
        {
            (PidTuning tuning, double setPoint, double measured, double inForce) = c;
            var pid = new Pid(tuning);
            for (int i = 0; i < 5; i++) pid.Next(10, i, Minute); // whatever it did before
            pid.Start(setPoint, measured, inForce);
            Assert.Equal(Math.Clamp(inForce, tuning.Low, tuning.High), pid.Next(setPoint, measured, Minute), 1e-9);
        });

    [Fact]
    public void Output_and_rate_limits_are_never_broken() =>
        Gen.Select(Tunings, Gen.Double[1, 5000], Gen.Select(Gen.Double[-100, 100], Gen.Double[-100, 100], Gen.Double[0.001, 0.5]).Array[1, 60]).ForAll(300, c =>
        {
            (PidTuning tuning, double rate, (double SetPoint, double Measured, double Hours)[] samples) = c;
            var pid = new Pid(tuning with { MaximumRatePerHour = rate });
            pid.Start(0, 0, 0);
            double last = pid.Output;
            foreach ((double setPoint, double measured, double hours) in samples)
            {
                double output = pid.Next(setPoint, measured, hours);
                Assert.InRange(output, tuning.Low, tuning.High);
                Assert.InRange(Math.Abs(output - last), 0, rate * hours * (1 + 1e-12) + 1e-9);
                last = output;
            }
        });

    [Theory]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(0.05, double.PositiveInfinity)]
    [InlineData(0.05, 60)]
    public void A_first_order_plant_under_a_load_comes_to_its_set_point_without_error(double derivative, double rate)
    {
        var pid = new Pid(new PidTuning(Gain: 4, IntegralTime: 0.4, derivative, 0, 100, rate));
        const double timeConstant = 0.5, load = -3;
        double y = 20;
        pid.Start(20, y, 20);
        for (int i = 0; i < 60 * 24; i++)
        {
            double u = pid.Next(37, y, Minute);
            y = u + load + (y - u - load) * Math.Exp(-Minute / timeConstant);
        }
        Assert.Equal(37, y, 1e-6);
        Assert.Equal(37 - load, pid.Output, 1e-5);
    }

    [Fact]
    public void The_derivative_acts_on_the_measurement_and_not_on_the_set_point()
    {
        static double Response(double derivative, double setPoint, double measured)
        {
            var pid = new Pid(new PidTuning(Gain: 2, IntegralTime: 1, derivative, -1000, 1000));
            pid.Start(10, 10, 30);
            for (int i = 0; i < 10; i++) pid.Next(10, 10, Minute);
            return pid.Next(setPoint, measured, Minute);
        }

        Assert.Equal(Response(0, 15, 10), Response(0.1, 15, 10), 1e-9);
        Assert.Equal(30 + 2 * 5, Response(0.1, 15, 10), 1e-9);
        Assert.True(Response(0.1, 10, 15) < Response(0, 10, 15) - 1, "a rising measurement is braked");
        Assert.True(Response(0.1, 10, 5) > Response(0, 10, 5) + 1, "a falling measurement is braked");
    }
}
