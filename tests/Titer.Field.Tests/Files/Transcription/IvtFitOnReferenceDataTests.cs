using System.Collections.Immutable;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Field.Files.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Tests.Files.Transcription;

public class IvtFitOnReferenceDataTests
{
    private static Dictionary<(string, int), Agreement> Fit(params string[] files)
    {
        string folder = Repository.SharedData("ivt");
        ImmutableArray<Experiment> experiments = [.. files.SelectMany(f => IvtFile.Read(Path.Combine(folder, f)).Experiments)];
        CalibrationResult fit = Calibrator.Fit<InVitroTranscription>(experiments, InVitroTranscription.Description.DefaultParameters(), IvtPriors.All(),
            new CalibrationOptions { Starts = 1, Threads = 2 });
        Assert.True(fit.Fit.Converged);
        return Agreement.ByResponse(experiments, fit.Predicted).ToDictionary(r => (r.Group, r.State), r => r.Agreement);
    }

    [Fact]
    public void The_model_fits_the_data_of_Akama_no_worse_than_the_published_parameters_do()
    {
        Dictionary<(string, int), Agreement> found = Fit("akama_reaction_trajectories.csv", "akama_initial_rate.csv", "akama_mg2ppi_solubility.csv");
        Assert.Equal(117, found[("trajectories", IvtState.Rna)].Count);
        Assert.InRange(found[("trajectories", IvtState.Rna)].R2, 0.933, 1);
        Assert.InRange(found[("initial rates", IvtState.Rna)].R2, 0.942, 1);
    }

    [Fact]
    public void The_yields_of_van_de_Berg_are_met_within_twice_the_error_of_replicates()
    {
        Agreement yields = Fit("van-de-berg-yields.csv")[("yields", IvtState.Rna)];
        Assert.Equal(51, yields.Count);
        Assert.InRange(yields.MeanAbsoluteError, 0, 2 * 0.142);
    }
}
