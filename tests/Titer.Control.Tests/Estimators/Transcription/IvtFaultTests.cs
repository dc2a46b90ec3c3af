using Titer.Control.Estimators.Faults;
using Titer.Control.Estimators.Transcription;
using Titer.Control.Tests.Controllers;
using Titer.Core;

namespace Titer.Control.Tests.Estimators.Transcription;

public class IvtFaultTests
{
    /// <summary>A reaction of two hours of which one chip fails after forty minutes; with all chips, or with pH alone.</summary>
    private static (IvtEstimator Estimator, List<Event> Events, PriorReaction Reaction) Run(Tag tag, FaultKind kind, double size, bool alone = false)
    {
        var reaction = new PriorReaction(21);
        IvtEstimator estimator = reaction.NewEstimator();
        var events = new List<Event>();
        double frozen = double.NaN;
        for (int minute = 1; minute <= 100; minute++)
        {
            reaction.Pass();
            List<Measurement> read = reaction.ReadChips();
            for (int i = 0; i < read.Count; i++)
            {
                if (read[i].Tag != tag || minute < 40) continue;
                if (double.IsNaN(frozen)) frozen = read[i].Value;
                double hours = (minute - 40) / 60.0;
                read[i] = read[i] with
                {
                    Value = kind switch { FaultKind.Bias => read[i].Value + size, FaultKind.Drift => read[i].Value + size * hours, _ => frozen },
                };
            }
            estimator.Update(reaction.Now, reaction.Inputs, [.. read.Where(m => !alone || m.Tag == Tags.PH)]);
            estimator.Report(events);
        }
        return (estimator, events, reaction);
    }

    [Theory]
    [InlineData("pH", FaultKind.Bias, 0.1)]
    [InlineData("pH", FaultKind.Drift, 0.3)]
    [InlineData("pH", FaultKind.Freeze, 0)]
    [InlineData("free-magnesium", FaultKind.Bias, 2)]
    [InlineData("free-magnesium", FaultKind.Freeze, 0)]
    [InlineData("crystals", FaultKind.Bias, 0.3)]
    public void A_chip_that_fails_among_others_is_isolated_and_the_estimate_stays_right(string name, FaultKind kind, double size)
    {
        var tag = new Tag(name);
        (IvtEstimator estimator, List<Event> events, PriorReaction reaction) = Run(tag, kind, size);
        Assert.Equal([tag], estimator.Isolated.Keys);
        Assert.Contains(events, e => e.Code == "alarm.raised" && e.Source == name);
        Estimate estimate = estimator.Publish();
        Assert.Equal(reaction.TrueRna, estimate[TranscriptionTags.Rna], 3 * estimate.Uncertainty(TranscriptionTags.Rna));
    }

    [Fact]
    public void Alone_a_pH_chip_that_drifts_cannot_be_told_from_a_reaction_that_goes_on_and_is_not_accused()
    {
        (IvtEstimator estimator, List<Event> events, _) = Run(Tags.PH, FaultKind.Drift, -0.02, alone: true);
        Assert.Empty(estimator.Isolated);
        Assert.DoesNotContain(events, e => e.Code == "alarm.raised");
    }
}
