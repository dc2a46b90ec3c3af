using Titer.Control.Monitoring;
using Titer.Core;

namespace Titer.Control.Tests.Monitoring;

public sealed class CultureBankTests
{
    /// <summary>Standardised errors (found - true)/u of the lag ends and of the exhaustions over some seeds, and how many were missed.</summary>
    private static (List<double> Lag, List<double> Exhausted, int Missed) Errors(SyntheticCultures cultures, int seeds)
    {
        List<double> lag = [], exhausted = [];
        int missed = 0;
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            var run = cultures.Run(seed);
            for (int c = 0; c < run.Truth.Length; c++)
            {
                CultureMonitor found = run.Bank.Cultures[c];
                if (found.LagEnd is { } l) lag.Add((l.Hours - run.Truth[c].LagEnd) / l.Uncertainty);
                else missed++;
                if (found.Exhausted is { } e) exhausted.Add((e.Hours - run.Truth[c].Exhausted) / e.Uncertainty);
                else missed++;
            }
        }
        return (lag, exhausted, missed);
    }

    private static double Coverage(List<double> errors) => errors.Count(e => Math.Abs(e) <= 2) / (double)errors.Count;

    public static TheoryData<string> Kinds => ["undisturbed", "dips", "frequent dips", "noisy", "faulty chips", "replicates", "slow rise", "five minutes apart"];

    private static SyntheticCultures Of(string kind) => kind switch
    {
        "undisturbed" => new(),
        "dips" => new() { DipsEvery = 0.7 },
        "frequent dips" => new() { DipsEvery = 0.17, DipMinutes = 3 },
        "noisy" => new() { Noise = 1.5 },
        "faulty chips" => new() { DropOuts = 0.03, Outliers = 0.01, DipsEvery = 0.7 },
        "replicates" => new() { Replicates = true, DipsEvery = 0.7 },
        "slow rise" => new() { RiseMinutes = 20 },
        _ => new() { MinutesApart = 5 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Lag_end_and_exhaustion_are_found_with_an_uncertainty_that_covers_the_truth(string kind)
    {
        // Replicates share their luck: a dip on the exhaustion hits all of them, so more runs are needed for a fraction.
        (List<double> lag, List<double> exhausted, int missed) = Errors(Of(kind), kind == "replicates" ? 12 : 6);
        Assert.True(missed <= 3, $"{missed} of {lag.Count + exhausted.Count + missed} missed");
        Assert.InRange(Coverage(lag), 0.88, 1);
        Assert.InRange(Coverage(exhausted), 0.88, 1);
        // Not by stating more than is needed: the lag end's errors are of the size stated.
        Assert.InRange(Math.Sqrt(lag.Order().Skip(lag.Count / 20).SkipLast(lag.Count / 20).Average(e => e * e)), 0.5, 1.5);
    }

    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(0.7, 0.5, 0)]
    [InlineData(0.17, 0.5, 0)]
    [InlineData(0.7, 1.5, -0.3)]
    public void Nothing_is_found_in_cultures_that_do_not_grow(double dipsEvery, double noise, double driftPerHour)
    {
        var flat = new SyntheticCultures { Growth = false, DipsEvery = dipsEvery, Noise = noise, DriftPerHour = driftPerHour, DropOuts = 0.02, Outliers = 0.005 };
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var run = flat.Run(seed);
            Assert.All(run.Bank.Cultures, c => Assert.True(c.LagEnd is null && c.Exhausted is null, $"seed {seed}, {c.Name}"));
            Assert.All(run.Bank.Cultures, c => Assert.StartsWith("not seen", c.LagEndMissing, StringComparison.Ordinal));
            Assert.DoesNotContain(run.Events, e => e.Code is "lag.ended" or "substrate.exhausted");
        }
    }

    [Fact]
    public void Dips_of_all_cultures_are_reported_and_counted()
    {
        var run = new SyntheticCultures { DipsEvery = 1.5, Growth = false, Hours = 8 }.Run(1);
        Assert.Equal(5, run.Bank.CommonFalls); // at 1.5, 3.0, ... 7.5 h
        Assert.Equal(5, run.Events.Count(e => e.Code == "oxygen.common-fall"));
    }

    [Fact]
    public void A_culture_still_in_decline_has_no_exhausted_substrate()
    {
        var run = new SyntheticCultures { Hours = 4.5 }.Run(2);
        for (int c = 0; c < run.Truth.Length; c++)
            if (run.Truth[c].Exhausted > 4.5) Assert.Null(run.Bank.Cultures[c].Exhausted);
    }

    [Fact]
    public void A_dead_chip_says_why_nothing_can_be_told()
    {
        var run = new SyntheticCultures { Dead = 3, Hours = 8 }.Run(1);
        CultureSummary dead = MonitorSummary.Of(run.Bank).Cultures.Single(c => c.Culture == "culture-03");
        Assert.Null(dead.LagEnd);
        Assert.Contains("cannot be told", dead.LagEndMissing, StringComparison.Ordinal);
        Assert.Contains("reads zero", dead.ExhaustedMissing, StringComparison.Ordinal);
        Assert.True(dead.Rejected["drop-out, reads zero"] > 400);
    }

    [Fact]
    public void A_position_that_stops_being_read_says_so()
    {
        var run = new SyntheticCultures { Cultures = 3, Growth = false, Hours = 2 }.Run(1);
        run.Bank.Finish(run.Bank.Start!.Value.AddHours(6), []);
        Assert.All(run.Bank.Cultures, c => Assert.Contains("no oxygen signal from 2.0 h on", c.LagEndMissing, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_read_out_gives_one_estimate_per_culture_of_four_variables()
    {
        var run = new SyntheticCultures { Cultures = 3, Hours = 2 }.Run(1);
        Assert.Equal(3 * 120, run.Estimates.Count);
        Estimate e = run.Estimates[^1];
        Assert.Equal(["culture-02/DO", "culture-02/DO-rate", "culture-02/pH", "culture-02/pH-rate"], e.Variables.Select(v => v.Tag.Name));
        Assert.Equal([Unit.Percent, Unit.PercentPerHour, Unit.PH, Unit.PHPerHour], e.Variables.Select(v => v.Unit));
        Assert.Equal(10, e.Covariance.Length);
        Assert.Equal(2, e.Innovations.Length);
        Assert.Equal(CultureBank.Model, e.Model);
        Assert.InRange(e[new Tag("culture-02/pH")], 6.9, 7.0);
        Assert.InRange(e.Uncertainty(new Tag("culture-02/pH")), 0.07, 0.13);
    }

    [Fact]
    public void The_same_measurements_give_the_same_estimates_and_events_bit_for_bit()
    {
        var cultures = new SyntheticCultures { DipsEvery = 0.7, DropOuts = 0.02, Hours = 9 };
        var a = cultures.Run(5);
        var b = cultures.Run(5);
        Assert.Equal(a.Estimates.SelectMany(e => e.Values.Concat(e.Covariance)).Select(BitConverter.DoubleToInt64Bits),
            b.Estimates.SelectMany(e => e.Values.Concat(e.Covariance)).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(a.Events.Select(e => e.Message), b.Events.Select(e => e.Message));
    }

    [Fact]
    public void Detections_carry_culture_time_and_uncertainty()
    {
        var run = new SyntheticCultures { Cultures = 4 }.Run(1);
        Event lag = run.Events.First(e => e.Code == "lag.ended");
        ChangePoint found = run.Bank.Cultures.Single(c => c.Name == lag.Source).LagEnd!.Value;
        Assert.Equal(EventKind.Detection, lag.Kind);
        Assert.Equal(lag.Source, lag.Data["culture"]);
        Assert.Equal(found.Hours, double.Parse(lag.Data["hours"]), 4);
        Assert.Equal(found.Uncertainty, double.Parse(lag.Data["uncertainty-hours"]), 4);
        Assert.Equal(run.Bank.Start!.Value.AddHours(found.Hours), lag.Time);
    }
}
