using System.Collections.Immutable;
using Titer.Design.Calibration;
using Titer.Design.Tests.Transcription;
using Titer.Numerics;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;

namespace Titer.Design.Tests.Calibration;

public class CalibratorTests
{
    private static readonly double[] Truth = Made.Truth((P.Initiation, 0.7), (P.HalfNucleotide, 1.6), (P.Sequestration, 0.5));
    private static readonly int[] Moved = [P.Initiation, P.HalfNucleotide, P.Sequestration];
    private static readonly ImmutableArray<Experiment> Data = Made.Reactions(Truth, 0.02, 201, Made.Mix(0.3, 8), Made.Mix(0.8, 8), Made.Mix(1.6, 8), Made.Mix(0.8, 14));

    [Fact]
    public void Parameters_that_the_data_determine_are_found_within_their_uncertainty()
    {
        CalibrationResult fit = Calibrator.Fit<InVitroTranscription>(Data, Made.Truth(), Made.Free(1, Moved), new CalibrationOptions { Starts = 1 });
        Assert.True(fit.Fit.Converged);
        Assert.All(fit.Findings, f =>
        {
            Assert.Equal(Math.Log10(Truth[f.Free.Parameter]), Math.Log10(f.Estimate), 3.5 * f.Decades);
            Assert.InRange(f.Decades, 1e-4, 0.2);
            Assert.Equal("identifiable", f.Verdict);
        });
        Assert.InRange(fit.Scale, 1, 1.6);
        Assert.Equal("All parameters are identifiable.", fit.Verdict);
    }

    [Fact]
    public void Profiles_agree_with_the_covariance_where_the_data_are_good_and_say_so_where_there_are_none()
    {
        int[] free = [P.Initiation, P.HalfHydrolysis]; // without pyrophosphatase its constant is not seen
        ImmutableArray<FreeParameter> parameters = [Made.Free(1, P.Initiation)[0], Made.Free(double.PositiveInfinity, P.HalfHydrolysis)[0]];
        Assert.Equal(free, parameters.Select(p => p.Parameter));
        CalibrationResult fit = Calibrator.Fit<InVitroTranscription>([.. Data.Take(2)], Truth, [parameters[0]], new CalibrationOptions { Starts = 1, Profiles = true });
        ParameterFinding seen = fit.Findings[0];
        Assert.Equal("identifiable", seen.Verdict);
        Assert.Equal(2 * 1.96 * seen.Decades, Math.Log10(seen.High / seen.Low), 0.25 * 4 * seen.Decades);
        CalibrationResult blind = Calibrator.Fit<InVitroTranscription>([.. Data.Take(2)], Truth, parameters, new CalibrationOptions { Starts = 1, Profiles = true });
        Assert.NotEqual("identifiable", blind.Findings[1].Verdict);
        Assert.DoesNotContain("All parameters", blind.Verdict);
    }

    [Fact]
    public void A_long_calibration_says_how_far_it_is()
    {
        var said = new List<(string, int, int)>();
        Calibrator.Fit<InVitroTranscription>([.. Data.Take(2)], Truth, Made.Free(0.3, P.Initiation, P.HalfNucleotide),
            new CalibrationOptions { Starts = 2, Profiles = true, Progress = (what, done, all) => said.Add((what, done, all)) });
        Assert.Equal([("Starts of the search", 1, 2), ("Starts of the search", 2, 2), ("Profile likelihoods", 1, 2), ("Profile likelihoods", 2, 2)], said);
    }

    [Fact]
    public void A_prior_holds_what_the_data_do_not_say()
    {
        CalibrationResult fit = Calibrator.Fit<InVitroTranscription>([.. Data.Take(2)], Truth, Made.Free(0.3, P.Initiation, P.HalfHydrolysis), new CalibrationOptions { Starts = 1 });
        ParameterFinding held = fit.Findings[1];
        Assert.Equal("prior", held.Verdict);
        Assert.Equal(held.Free.PriorMedian, held.Estimate, 1e-3 * held.Estimate);
        Assert.InRange(held.FromData, 0, 0.05);
    }

    [Fact]
    public void The_sensitivities_are_the_differences_of_the_predictions()
    {
        ImmutableArray<FreeParameter> free = Made.Free(1, P.Initiation, P.HalfNucleotide, P.MagnesiumPyrophosphate, P.NucleationBarrier, P.Solubility);
        var residuals = new CalibrationResiduals<InVitroTranscription>([.. Data.Take(2)], Truth, free, 1);
        int m = residuals.Count, n = free.Length;
        double[] p = [.. free.Select(f => Math.Log(f.Start))], r = new double[m], jacobian = new double[m * n], up = new double[m], down = new double[m];
        residuals.Evaluate(p, r, jacobian);
        double[] plain = new double[m];
        residuals.Evaluate(p, plain, default);
        Assert.Equal(r, plain); // the same steps with and without sensitivities
        for (int j = 0; j < n; j++)
        {
            double[] moved = [.. p];
            moved[j] = p[j] + 2e-3;
            residuals.Evaluate(moved, up, default);
            moved[j] = p[j] - 2e-3;
            residuals.Evaluate(moved, down, default);
            double size = Enumerable.Range(0, m).Max(i => Math.Abs(jacobian[i * n + j])) + 1;
            for (int i = 0; i < m; i++) Assert.Equal((up[i] - down[i]) / 4e-3, jacobian[i * n + j], 0.02 * size);
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_threads()
    {
        CalibrationOptions one = new() { Starts = 1, Threads = 1 }, three = one with { Threads = 3 };
        ImmutableArray<FreeParameter> free = Made.Free(1, P.Initiation, P.HalfNucleotide);
        CalibrationResult a = Calibrator.Fit<InVitroTranscription>(Data, Made.Truth(), free, one), b = Calibrator.Fit<InVitroTranscription>(Data, Made.Truth(), free, three);
        Assert.Equal(a.Parameters, b.Parameters);
        Assert.Equal(a.Covariance, b.Covariance);
    }

    [Fact]
    public void A_condition_that_was_left_out_is_predicted_from_the_others()
    {
        double[] predicted = Predictions.LeaveOneConditionOut<InVitroTranscription>(Data, Truth, Made.Free(1, P.Initiation, P.HalfNucleotide),
            e => e.Condition.Contains("NTP 0.8"), new CalibrationOptions());
        Observation[] seen = [.. Data.Where(e => e.Condition.Contains("NTP 0.8")).SelectMany(e => e.Observations)];
        Assert.Equal(seen.Length, predicted.Length);
        Assert.InRange(Agreement.Of([.. seen.Zip(predicted, (o, p) => (o.Value, p))]).R2, 0.97, 1);
        // Wrong data of the condition itself do not reach its own prediction.
        ImmutableArray<Experiment> spoiled = [.. Data.Select(e => e.Condition.Contains("Mg 14") ? e with { Observations = [.. e.Observations.Select(o => o with { Value = 3 * o.Value })] } : e)];
        Func<Experiment, bool> left = e => e.Condition.Contains("Mg 14");
        Assert.Equal(Predictions.LeaveOneConditionOut<InVitroTranscription>(Data, Truth, Made.Free(1, P.Initiation), left, new CalibrationOptions()),
            Predictions.LeaveOneConditionOut<InVitroTranscription>(spoiled, Truth, Made.Free(1, P.Initiation), left, new CalibrationOptions()));
    }

    [Fact]
    public void A_parameter_that_belongs_to_an_experiment_is_not_fitted() => Assert.Throws<ArgumentException>(() =>
        new CalibrationResiduals<InVitroTranscription>(Data, Truth, Made.Free(1, P.Adenosines), 1));

    [Fact]
    public void A_calibration_reads_back_as_itself()
    {
        CalibrationResult fit = Calibrator.Fit<InVitroTranscription>([.. Data.Take(1)], Truth, Made.Free(1, P.Initiation), new CalibrationOptions { Starts = 1 });
        CalibrationArtefact made = CalibrationArtefact.Of<InVitroTranscription>(fit, ["made"]), read = CalibrationArtefact.FromJson<InVitroTranscription>(made.ToJson(), "f.json");
        Assert.Equal(made.Covariance, read.Covariance);
        Assert.Equal(fit.Parameters, read.Values(InVitroTranscription.Description));
        Assert.Equal([P.Initiation], read.Positions(InVitroTranscription.Description));
        foreach (string wrong in (string[])["", "{}", "[1]", made.ToJson().Replace("in-vitro-transcription", "cho"), made.ToJson().Replace("\"initiation rate\": ", "\"initiation rate\": -")])
            Assert.Throws<Core.InputException>(() => CalibrationArtefact.FromJson<InVitroTranscription>(wrong, "f.json"));
    }
}
