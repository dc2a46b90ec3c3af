using System.Collections.Immutable;
using Titer.Field.Files;
using Titer.Sensing.Binding;
using Titer.Tests;

namespace Titer.Field.Tests.Files;

/// <summary>The gp120 - CH31 titration on a T200 against the published fit with a local Rmax (DukeCHSI/TitrationAnalysis).</summary>
public class BindingOnReferenceDataTests
{
    private const double Ka = 1812.1, Kd = 1.1912e-4, KD = 6.5736e-8;

    private static ImmutableArray<BindingCycle> Cycles(Range which, PreparationOptions? options = null)
    {
        List<RecordedCycle> recorded = BindingFile.Read(Path.Combine(Repository.SharedData("spr"), "t200-gp120-ch31.txt"));
        Assert.Equal(8, recorded.Count);
        Sensorgram[] cycles = [.. recorded.Select((r, i) => new Sensorgram(r.Name, 27.71e-9 * Math.Pow(2, i), [.. r.Times], [.. r.Responses]))];
        return SensorgramPreparation.Prepare(cycles[which], options ?? new PreparationOptions { Phases = new InjectionPhases(0, 60, 180, 600) });
    }

    private static void Close(TitrationFit fit, double tolerance)
    {
        Assert.Equal(Ka, fit.Association.Value, tolerance * Ka);
        Assert.Equal(Kd, fit.Dissociation.Value, tolerance * Kd);
        Assert.Equal(KD, fit.Affinity.Value, tolerance * KD);
    }

    [Fact]
    public void The_published_choices_give_the_published_rates_and_Rmax_within_1_percent()
    {
        var options = new PreparationOptions { Phases = new InjectionPhases(0, 60, 180, 600), ZeroAtBaseline = false, EdgeGuard = 0 };
        TitrationFit fit = TitrationFitter.Fit(Cycles(3.., options), 180, new TitrationOptions { BulkShift = false, FreeDissociationStart = true }, intervals: false);
        Close(fit, 0.01);
        double[] rmax = [93.374, 132.655, 141.607, 131.914, 132.039];
        for (int i = 0; i < 5; i++) Assert.Equal(rmax[i], fit.Cycles[i].Rmax, 0.01 * rmax[i]);
    }

    [Fact]
    public void All_eight_concentrations_with_the_defaults_give_the_published_rates_within_2_5_percent_and_their_intervals_hold_them()
    {
        TitrationFit fit = TitrationFitter.Fit(Cycles(..), 180, new TitrationOptions());
        Close(fit, 0.025);
        Assert.InRange(Ka, fit.Association.Lower, fit.Association.Upper);
        Assert.InRange(Kd, fit.Dissociation.Lower, fit.Dissociation.Upper);
        Assert.InRange(KD, fit.Affinity.Lower, fit.Affinity.Upper);
        Assert.Equal(Determination.Determined, TitrationJudge.Judge(fit).Worst);
        // 10 readings a second are not 10 independent ones: the published standard error of ka, 0.5 %, takes them so.
        Assert.True(fit.EffectiveReadings < 0.05 * fit.Readings);
        Assert.True(fit.Association.StandardUncertainty > 2 * fit.Association.IndependentUncertainty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_five_lowest_concentrations_alone_are_warned_of(bool globalRmax)
    {
        TitrationVerdict verdict = TitrationJudge.Judge(TitrationFitter.Fit(Cycles(..5), 180, new TitrationOptions { GlobalRmax = globalRmax }));
        Assert.Equal(Determination.NotIdentifiable, verdict.Association);
        Assert.Equal(Determination.NotIdentifiable, verdict.Affinity);
        Assert.Contains(verdict.Sentences, s => s.Contains("Rmax is not determined", StringComparison.Ordinal));
    }
}
