using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Transcription;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Processes.Transcription;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Tests.Estimators.Transcription;

public class IvtEstimatorTests
{
    private static bool IsPH(Measurement m) => m.Tag == Tags.PH;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Errors_of_RNA_over_mismatched_reactions_are_as_large_as_it_says_from_pH_alone_and_from_all_chips(bool alone)
    {
        const int reactions = 10;
        int covered = 0, all = 0;
        var squares = new NormalisedSquares();
        var innovations = new NormalisedSquares();
        double within = 0, open = 0;
        for (ulong seed = 301; seed < 301 + reactions; seed++)
        {
            var reaction = new PriorReaction(seed);
            IvtEstimator estimator = reaction.NewEstimator();
            double nominal = 0;
            for (int minute = 1; minute <= 90; minute++)
            {
                reaction.Pass();
                List<Measurement> read = reaction.ReadChips();
                estimator.Update(reaction.Now, reaction.Inputs, [.. read.Where(m => !alone || IsPH(m))]);
                if (minute % 30 != 0) continue;
                Estimate e = estimator.Publish();
                double error = reaction.TrueRna - e[TranscriptionTags.Rna], u = e.Uncertainty(TranscriptionTags.Rna);
                squares.Add(error * error / (u * u), 1);
                foreach (Innovation i in e.Innovations) innovations.Add(i.Value * i.Value / (i.Spread * i.Spread), 1);
                if (Math.Abs(error) < 1.96 * u) covered++;
                all++;
                if (minute == 90) (within, nominal) = (within + error * error, reaction.TrueRna);
            }
            double average = 5.2; // g/L, of these reactions: what a predictor without the reaction could say
            open += (nominal - average) * (nominal - average);
            Assert.Empty(estimator.Isolated);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"covered {covered}/{all}, NEES {squares.Mean:F2}, NIS {innovations.Mean:F2}, R2 at the end {1 - within / open:F4}");
        Assert.InRange(covered, all - 4, all);
        Assert.InRange(squares.Mean, 0.1, squares.Bounds(0.999, reactions).High);
        Assert.InRange(innovations.Mean, 0.7, 1.15); // the filter also has process noise, these reactions have none
        Assert.True(within < 0.05 * open, $"residual {within:F3} of {open:F3}");
    }

    [Fact]
    public void Of_the_nominal_reaction_and_chips_without_noise_the_estimate_is_the_truth()
    {
        var reaction = new PriorReaction(1, mismatch: 0);
        IvtEstimator estimator = reaction.NewEstimator();
        for (int minute = 1; minute <= 90; minute++)
        {
            reaction.Pass();
            estimator.Update(reaction.Now, reaction.Inputs, reaction.ReadChips(noise: 0));
        }
        Estimate e = estimator.Publish();
        Assert.Equal(1, e[TranscriptionTags.Rna] / reaction.TrueRna, 0.01);
        Assert.Equal(reaction.True[X.Atp], e[new Tag("ATP")], 0.05);
        Assert.Equal(reaction.True[X.Crystals], e[TranscriptionTags.Crystals], 0.02);
        Assert.Equal(InVitroTranscription.Description.Hash(reaction.Nominal), e.Model);
    }

    [Fact]
    public void Without_any_chip_it_is_the_nominal_model_with_an_uncertainty_that_grows_with_the_reaction()
    {
        var reaction = new PriorReaction(1, mismatch: 0);
        IvtEstimator estimator = reaction.NewEstimator();
        double before = 0;
        for (int minute = 1; minute <= 30; minute++)
        {
            reaction.Pass();
            estimator.Update(reaction.Now, reaction.Inputs, []);
            if (minute % 10 != 0) continue;
            Estimate e = estimator.Publish();
            double u = e.Uncertainty(TranscriptionTags.Rna);
            Assert.Equal(reaction.TrueRna, e[TranscriptionTags.Rna], 0.5 * u);
            Assert.True(u > 1.3 * before, $"{u:F3} g/L after {minute} min, {before:F3} before");
            before = u;
        }
    }

    [Fact]
    public void Electrophoresis_that_comes_ten_minutes_late_counts_as_if_it_had_come_at_once()
    {
        Estimate Run(int late)
        {
            var reaction = new PriorReaction(7);
            IvtEstimator estimator = reaction.NewEstimator();
            List<Measurement> sample = [];
            for (int minute = 1; minute <= 30; minute++)
            {
                reaction.Pass();
                List<Measurement> read = reaction.ReadChips();
                if (minute == 18) sample = reaction.Electrophoresis();
                if (minute == 18 + late) read.AddRange(sample);
                estimator.Update(reaction.Now, reaction.Inputs, read);
            }
            return estimator.Publish();
        }
        Estimate inTime = Run(0), tooLate = Run(10);
        foreach (Variable v in inTime.Variables)
        {
            double u = inTime.Uncertainty(v.Tag);
            Assert.Equal(inTime[v.Tag], tooLate[v.Tag], 1e-7 * (u + Math.Abs(inTime[v.Tag])));
            Assert.Equal(u, tooLate.Uncertainty(v.Tag), 1e-6 * u + 1e-12);
        }
        Assert.Equal(2, tooLate.Innovations.Count(i => i.Used && i.Tag.Name.StartsWith("electrophoresis/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(10, 50, 800)]
    [InlineData(3, 40, 400)]
    [InlineData(1, 2, 130)]
    public void Every_number_stays_finite_through_extreme_mixes_acid_base_exhaustion_quench_and_readings_that_are_none(
        double each, double magnesium, double polymerase)
    {
        var reaction = new PriorReaction(11, each, magnesium, polymerase);
        IvtEstimator estimator = reaction.NewEstimator();
        for (int minute = 1; minute <= 150; minute++)
        {
            reaction.Inputs[U.Base] = minute is > 20 and < 40 ? 0.5 : 0; // to pH 11 and beyond
            reaction.Inputs[U.Dnase] = minute is > 100 and < 106 ? 0.2 : 0;
            reaction.Inputs[U.Edta] = minute is > 115 and < 121 ? 5 : 0;
            reaction.Pass();
            List<Measurement> read = reaction.ReadChips();
            if (minute % 7 == 0) read.Add(Scene.Reading(TranscriptionTags.Rna, reaction.Now, double.NaN));
            if (minute % 11 == 0) read.Add(Scene.Reading(TranscriptionTags.Nucleotides, reaction.Now, double.PositiveInfinity));
            if (minute % 13 == 0) read.Add(Scene.Reading(TranscriptionTags.FreeMagnesium, reaction.Now, -1e6));
            estimator.Update(reaction.Now, reaction.Inputs, minute % 3 == 0 ? read : []);
            if (minute % 10 != 0) continue;
            Estimate e = estimator.Publish();
            foreach (Variable v in e.Variables)
                Assert.True(double.IsFinite(e[v.Tag]) && double.IsFinite(e.Uncertainty(v.Tag)), $"{v.Tag} after {minute} min");
            Assert.True(estimator.State.Length == A.Count && double.IsFinite(estimator.Root[^1]));
        }
        Estimate end = estimator.Publish();
        Assert.Equal(reaction.True[X.Template], end[TranscriptionTags.Template], 0.5 + 3 * end.Uncertainty(TranscriptionTags.Template));
    }

    [Fact]
    public void The_same_input_gives_the_same_estimate_bit_for_bit()
    {
        ImmutableArray<double> Run()
        {
            var reaction = new PriorReaction(5);
            IvtEstimator estimator = reaction.NewEstimator();
            for (int minute = 1; minute <= 20; minute++)
            {
                reaction.Pass();
                estimator.Update(reaction.Now, reaction.Inputs, reaction.ReadChips());
            }
            Estimate e = estimator.Publish();
            return [.. e.Values, .. e.Covariance];
        }
        Assert.Equal(Run(), Run());
    }
}
