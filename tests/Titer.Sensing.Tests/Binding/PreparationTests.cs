using System.Collections.Immutable;
using Titer.Core;
using Titer.Sensing.Binding;

namespace Titer.Sensing.Tests.Binding;

public class PreparationTests
{
    private static readonly PreparationOptions Options = new() { Phases = new InjectionPhases(100, 50, 100, 200), Averaging = 0 };

    private static Sensorgram Cycle(double concentration, Func<double, double> response, Func<double, bool>? keep = null)
    {
        double[] times = [.. Enumerable.Range(0, 400).Select(i => (double)i).Where(keep ?? (_ => true))];
        return new Sensorgram($"{concentration}", concentration, [.. times], [.. times.Select(response)]);
    }

    private static BindingCycle One(Sensorgram cycle, PreparationOptions? options = null) => Assert.Single(SensorgramPreparation.Prepare([cycle], options ?? Options));

    [Fact]
    public void Time_begins_at_the_injection_and_the_response_at_zero()
    {
        BindingCycle cycle = One(Cycle(1e-9, t => 7 + (t >= 100 ? 3 : 0)));
        Assert.Equal(2, cycle.Times[0]);
        Assert.All(cycle.Responses, r => Assert.Equal(3, r, 1e-12));
    }

    [Fact]
    public void Spikes_at_both_edges_of_the_injection_are_left_out()
    {
        BindingCycle cycle = One(Cycle(1e-9, t => t is >= 100 and < 102 or >= 199.5 and < 202 ? 500 : 0));
        Assert.All(cycle.Responses, r => Assert.Equal(0, r, 1e-12));
    }

    [Fact]
    public void The_mean_of_the_blanks_is_taken_off_and_they_are_no_cycles()
    {
        var cycles = SensorgramPreparation.Prepare([Cycle(0, t => 0.01 * t), Cycle(1e-9, t => 0.02 * t + 1), Cycle(0, t => 0.03 * t)], Options);
        Assert.All(Assert.Single(cycles).Responses, r => Assert.Equal(0, r, 1e-9));
    }

    [Fact]
    public void Means_over_a_gap_are_left_out_and_the_others_keep_their_place()
    {
        BindingCycle cycle = One(Cycle(1e-9, t => 2 * t, t => t is < 150 or > 166), Options with { Averaging = 5 });
        Assert.DoesNotContain(cycle.Times, t => t is > 50 and < 66);
        for (int i = 0; i < cycle.Times.Length; i++) Assert.Equal(2 * (cycle.Times[i] + 100) - 2 * 74, cycle.Responses[i], 1e-9);
    }

    [Fact]
    public void The_drift_and_noise_of_the_baseline_are_measured()
    {
        BindingCycle cycle = One(Cycle(1e-9, t => 0.05 * t + (t % 2 == 0 ? 0.1 : -0.1)));
        Assert.Equal(0.05, cycle.BaselineSlope, 1e-3);
        Assert.InRange(cycle.BaselineNoise, 0.09, 0.11);
    }

    [Fact]
    public void A_cycle_without_baseline_or_without_a_phase_is_refused_by_name()
    {
        string Says(Sensorgram c) => Assert.Throws<InputException>(() => SensorgramPreparation.Prepare([c], Options)).Message;
        Assert.StartsWith("The cycle '1E-09' has 0 readings in the 50 s before its injection", Says(Cycle(1e-9, t => t, t => t > 100)));
        Assert.Contains("dissociation phase", Says(Cycle(1e-9, t => t, t => t < 190)));
        Assert.StartsWith("There is no cycle with analyte", Says(Cycle(0, t => t)));
    }

    [Fact]
    public void A_cycle_shifts_its_rates_but_not_its_KD_when_its_clock_is_off()
    {
        ImmutableArray<BindingCycle> cycles = new Titration { White = 0.001, Slow = 0 }.Draw(1);
        TitrationFit fit = TitrationFitter.Fit([.. cycles.Select(c => c with { Times = [.. c.Times.Select(t => t + 1.5)] })], 181.5,
            new TitrationOptions { StartTimes = true }, intervals: false);
        Assert.Equal(1e-8, fit.Affinity.Value, 0.02e-8);
    }
}
