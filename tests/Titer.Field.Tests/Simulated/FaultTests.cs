using System.Collections.Immutable;
using CsCheck;
using Titer.Core;
using Titer.Field.Simulated;

namespace Titer.Field.Tests.Simulated;

public class FaultTests
{
    private static ImmutableSortedDictionary<string, double> Known => SimulatedBioreactor.Faults;

    [Theory]
    [InlineData("ph-drift@100", "ph-drift", 100, double.PositiveInfinity)]
    [InlineData("ph-light@12.5", "ph-light", 12.5, 1)]
    [InlineData("stirrer-trip@0", "stirrer-trip", 0, 0.25)]
    [InlineData("feed-pump-stuck@100+6", "feed-pump-stuck", 100, 6)]
    [InlineData("do-dropout@.5+0.25", "do-dropout", 0.5, 0.25)]
    public void A_fault_is_a_name_and_an_hour_and_perhaps_a_duration(string text, string name, double from, double hours) =>
        Assert.Equal(new Fault(name, from, hours), Fault.Parse(text, Known));

    [Theory]
    [InlineData("")]
    [InlineData("@100")]
    [InlineData("ph-drfit@100")]
    [InlineData("PH-DRIFT@100")]
    [InlineData("ph-drift+6")]
    [InlineData("ph-light+6@100")]
    public void An_unknown_fault_is_answered_with_the_known_ones(string text)
    {
        string sentence = Refused(text);
        Assert.Contains("there is no fault", sentence);
        Assert.All(Known.Keys, k => Assert.Contains(k, sentence));
    }

    [Theory]
    [InlineData("ph-drift")]
    [InlineData("ph-drift@")]
    [InlineData("ph-drift@soon")]
    [InlineData("ph-drift@-1")]
    [InlineData("ph-drift@NaN")]
    [InlineData("ph-drift@Infinity")]
    [InlineData("ph-drift@1,5")]
    [InlineData("ph-drift@1e3")]
    [InlineData("ph-drift@1@2")]
    [InlineData("ph-drift@+6")]
    [InlineData("ph-drift@0.00001")]
    [InlineData("ph-drift@10000000000000000")]
    public void A_time_that_is_none_is_answered_with_how_to_write_one(string text) =>
        Assert.EndsWith("the time is missing or is not a number of hours; write ph-drift@100.", Refused(text));

    [Theory]
    [InlineData("ph-light@1+")]
    [InlineData("ph-light@1+0")]
    [InlineData("ph-light@1+-2")]
    [InlineData("ph-light@1+long")]
    [InlineData("ph-light@1+2+3")]
    [InlineData("ph-light@1+Infinity")]
    public void A_duration_that_is_none_is_answered_with_how_to_write_one(string text) =>
        Assert.EndsWith("the duration is not a number of hours; write ph-light@100+6.", Refused(text));

    [Fact]
    public void A_fault_reads_back_as_it_is_written() =>
        Gen.Select(Gen.Int[0, Known.Count - 1].Select(i => Known.Keys.ElementAt(i)), Gen.Double[0, 400], Gen.Double[0, 400], Gen.Bool).ForAll(500, c =>
        {
            string text = c.Item4 ? $"{c.Item1}@{Math.Abs(c.Item2):F4}" : $"{c.Item1}@{Math.Abs(c.Item2):F9}+{0.001 + Math.Abs(c.Item3):F6}";
            Fault? fault = null;
            try
            {
                fault = Fault.Parse(text, Known);
            }
            catch (InputException)
            {
                return; // refused with a sentence: too small to be written
            }
            Assert.Equal(fault, Fault.Parse(fault.ToString(), Known));
        });

    [Fact]
    public void A_fault_is_active_from_its_hour_until_its_duration_has_passed()
    {
        var fault = new Fault("ph-light", 10, 2);
        Assert.Equal([false, true, true, false, false], new[] { 9.999, 10, 11.999, 12, 100 }.Select(fault.IsActive));
        Assert.True(Fault.Parse("ph-drift@10", Known).IsActive(1e6));
    }

    private static string Refused(string text)
    {
        string message = Assert.Throws<InputException>(() => Fault.Parse(text, Known)).Message;
        Assert.StartsWith($"--fault {text}: ", message);
        Assert.EndsWith(".", message);
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
