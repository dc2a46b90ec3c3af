using CsCheck;

namespace Titer.Core.Tests;

public class CommandTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    // Few distinct values, so that a value often lies exactly on a limit, and every value that orders strangely.
    private static readonly Gen<double> Values = Gen.Frequency(
        (6, Gen.Int[-3, 3].Select(i => (double)i)),
        (3, Gen.Double[-5, 5]),
        (1, Gen.OneOf(Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity))));

    private static Command Give(double value, double lower, double upper) =>
        new(new Tag("feed-pump"), Time, value, Unit.LitrePerHour, lower, upper, "feed/pid", "test", [new Evidence(new Tag("glucose"), Time, Quality.Good, TimeSpan.FromMinutes(5))]);

    [Fact]
    public void A_command_exists_exactly_when_its_value_is_inside_its_limits() => Gen.Select(Values, Values, Values).ForAll(5000, c =>
    {
        (double value, double lower, double upper) = c;
        if (value >= lower && value <= upper)
        {
            Command command = Give(value, lower, upper);
            Assert.Equal((value, lower, upper), (command.Value, command.Lower, command.Upper));
        }
        else
            Assert.Throws<ArgumentOutOfRangeException>(() => Give(value, lower, upper));
    });

    [Fact]
    public void The_refusal_names_actuator_value_controller_and_limits()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Give(6, 0, 5)).Message;
        Assert.StartsWith("Command feed-pump = 6 L/h by feed/pid is outside [0, 5].", message);
    }

    [Fact]
    public void What_an_interlock_forces_stays_inside_the_limits_and_claims_no_evidence() => Gen.Select(Values, Gen.Double[0, 5]).ForAll(1000, c =>
    {
        (double forced, double before) = c;
        if (double.IsNaN(forced))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Give(before, 0, 5).Forced(forced, "interlock", "level high"));
            return;
        }
        Command command = Give(before, 0, 5).Forced(forced, "interlock", "level high");
        Assert.Equal(Math.Min(5, Math.Max(0, forced)), command.Value);
        Assert.Equal(("interlock", "level high"), (command.Controller, command.Reason));
        Assert.Empty(command.Evidence);
    });
}
