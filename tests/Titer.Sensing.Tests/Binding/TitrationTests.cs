using Titer.Sensing.Binding;

namespace Titer.Sensing.Tests.Binding;

public class TitrationTests
{
    [Fact]
    public void KD_ka_and_kd_lie_within_their_profile_intervals_in_90_to_99_percent_of_simulated_titrations()
    {
        const int Drawn = 200;
        var truth = new Titration { Step = 6 };
        int ka = 0, kd = 0, affinity = 0, independent = 0;
        for (ulong seed = 0; seed < Drawn; seed++)
        {
            TitrationFit fit = truth.Fit(seed);
            if (Holds(fit.Association, 1e5)) ka++;
            if (Holds(fit.Dissociation, 1e-3)) kd++;
            if (Holds(fit.Affinity, 1e-8)) affinity++;
            if (Math.Abs(fit.Affinity.Value - 1e-8) < 1.96 * fit.Affinity.IndependentUncertainty) independent++;
        }
        Assert.InRange(ka, 0.90 * Drawn, 0.99 * Drawn);
        Assert.InRange(kd, 0.90 * Drawn, 0.99 * Drawn);
        Assert.InRange(affinity, 0.90 * Drawn, 0.99 * Drawn);
        // What most programs print misses the truth far more often than 5 %.
        Assert.True(independent < 0.85 * Drawn, $"independent {independent}");

        static bool Holds(RateEstimate rate, double truth) => rate.Lower <= truth && truth <= rate.Upper;
    }

    [Fact]
    public void Intervals_hold_KD_as_often_when_one_blank_was_taken_off_all_cycles()
    {
        const int Drawn = 100;
        var truth = new Titration { Step = 6, White = 0.05 };
        int held = 0;
        for (ulong seed = 0; seed < Drawn; seed++)
        {
            double[] blank = new Titration { Step = 6, White = 0.05, Concentrations = [1e-30] }.Draw(5000 + seed)[0].Responses;
            BindingCycle[] cycles = [.. truth.Draw(seed).Select(c => c with { Responses = [.. c.Responses.Zip(blank, (r, b) => r - b)] })];
            RateEstimate kd = TitrationFitter.Fit([.. cycles], 180, new TitrationOptions { SharedBlanks = 1 }).Affinity;
            if (kd.Lower <= 1e-8 && 1e-8 <= kd.Upper) held++;
        }
        Assert.InRange(held, 0.90 * Drawn, Drawn);
    }

    [Fact]
    public void A_good_titration_is_identifiable_and_gets_no_warning()
    {
        for (ulong seed = 0; seed < 2; seed++)
        {
            TitrationVerdict verdict = Judge(new Titration { Concentrations = [5e-9, 10e-9, 20e-9, 40e-9, 80e-9] }, seed);
            Assert.Equal(Determination.Determined, verdict.Worst);
            Assert.Empty(verdict.Sentences);
        }
    }

    [Fact]
    public void Low_concentrations_only_leave_ka_and_KD_not_identifiable_and_say_so()
    {
        for (ulong seed = 0; seed < 2; seed++)
        {
            TitrationVerdict verdict = Judge(new Titration { Concentrations = [0.1e-9, 0.2e-9, 0.4e-9, 0.8e-9, 1.2e-9] }, seed);
            Assert.Equal(Determination.NotIdentifiable, verdict.Association);
            Assert.Equal(Determination.NotIdentifiable, verdict.Affinity);
            Assert.Contains(verdict.Sentences, s => s.StartsWith("Rmax is not determined", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_short_dissociation_leaves_kd_weak_or_worse_and_says_so()
    {
        for (ulong seed = 0; seed < 2; seed++)
        {
            TitrationVerdict verdict = Judge(new Titration { Rates = [1e5, 1e-4], Dissociation = 200, Concentrations = [20e-9, 40e-9, 80e-9, 160e-9] }, seed);
            Assert.NotEqual(Determination.Determined, verdict.Dissociation);
            Assert.NotEqual(Determination.Determined, verdict.Affinity);
            Assert.Contains(verdict.Sentences, s => s.StartsWith("The dissociation is too short", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_interval_that_does_not_close_is_open_and_not_cut_at_a_bound()
    {
        // A complex that never lets go: kd has an upper limit only.
        TitrationFit fit = new Titration { Rates = [1e5, 1e-7], Concentrations = [20e-9, 40e-9, 80e-9] }.Fit(3);
        Assert.Equal(0, fit.Dissociation.Lower);
        Assert.InRange(fit.Dissociation.Upper, 1e-7, 1e-3);
        Assert.Equal(Determination.NotIdentifiable, TitrationJudge.Judge(fit).Dissociation);
    }

    [Fact]
    public void Mass_transport_is_detected_when_km_is_small_and_not_when_there_is_none()
    {
        // ka Rmax / km is 2, and 0.
        var limited = new Titration
        {
            Kinetics = BindingModels.Create(BindingModel.Transport), Rates = [1e6, 1e-3, 5e7], Concentrations = [1e-9, 2e-9, 4e-9, 8e-9, 16e-9], Step = 6,
        };
        for (ulong seed = 0; seed < 2; seed++)
        {
            Assert.Contains(Judge(limited, seed).Sentences, s => s.StartsWith("Mass transport matters", StringComparison.Ordinal));
            Assert.DoesNotContain(Judge(new Titration { Step = 6 }, seed).Sentences, s => s.StartsWith("Mass transport", StringComparison.Ordinal));
        }
        TitrationFit fit = limited.Fit(1, new TitrationOptions { Model = BindingModel.Transport });
        Assert.InRange(1e6, fit.Association.Lower, fit.Association.Upper);
        Assert.InRange(5e7, fit.Rate("km")!.Value.Lower, fit.Rate("km")!.Value.Upper);
    }

    [Fact]
    public void Two_states_are_told_from_one_and_one_from_two()
    {
        var twoState = new Titration
        {
            Kinetics = BindingModels.Create(BindingModel.TwoState), Rates = [1e5, 2e-2, 1e-2, 1e-3], Concentrations = [30e-9, 60e-9, 120e-9, 240e-9, 480e-9], Step = 6,
        };
        int falseAlarms = 0;
        for (ulong seed = 0; seed < 3; seed++)
        {
            ModelComparison found = ModelComparison.Make(twoState.Draw(seed), 180, new TitrationOptions());
            Assert.True(found.Of(BindingModel.TwoState)!.IsBetter);
            if (ModelComparison.Make(new Titration { Step = 6 }.Draw(seed), 180, new TitrationOptions()).Of(BindingModel.TwoState)!.IsBetter) falseAlarms++;
        }
        Assert.Equal(0, falseAlarms);
        TitrationFit fit = twoState.Fit(1, new TitrationOptions { Model = BindingModel.TwoState });
        double kd = 2e-2 / 1e5 * (1e-3 / 1.1e-2);
        Assert.InRange(kd, fit.Affinity.Lower, fit.Affinity.Upper);
    }

    [Fact]
    public void One_Rmax_for_all_cycles_is_found_where_it_is_so()
    {
        TitrationFit fit = new Titration { Spread = 0 }.Fit(2, new TitrationOptions { GlobalRmax = true });
        Assert.All(fit.Cycles, c => Assert.Equal(fit.Cycles[0].Rmax, c.Rmax));
        Assert.Equal(100, fit.Cycles[0].Rmax, 3 * fit.Cycles[0].RmaxUncertainty);
        Assert.InRange(fit.Cycles[0].RmaxUncertainty, 0.01, 6);
    }

    private static TitrationVerdict Judge(Titration titration, ulong seed)
    {
        var cycles = titration.Draw(seed);
        TitrationFit fit = TitrationFitter.Fit(cycles, titration.Association, new TitrationOptions());
        return TitrationJudge.Judge(fit, ModelComparison.Make(cycles, titration.Association, new TitrationOptions()));
    }
}
