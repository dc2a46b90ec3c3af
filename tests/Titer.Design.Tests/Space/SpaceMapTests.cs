using System.Collections.Immutable;
using Titer.Design.Space;
using Titer.Design.Transcription;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Transcription;

namespace Titer.Design.Tests.Space;

public class SpaceMapTests
{
    private static readonly ImmutableArray<SpaceAxis> Axes =
        [new("magnesium", "mmol/L", 10, 60, 3), new("each NTP", "mmol/L", 2, 10, 3), new("polymerase", "nmol/L", 60, 240, 2), new("time", "h", 0.5, 3, 4)];

    private static readonly double[][] Samples = IvtCalibration.Samples(IvtCalibration.Akama, IvtCalibration.Manufacturing, 24, 201);

    private static DesignSpace Map(int threads) => SpaceMap.Compute<InVitroTranscription>(new IvtSpaceProcess(IvtCalibration.Manufacturing), Axes,
        IvtSpaceProcess.Specifications(3, 1, 90, 90), Samples, IvtCalibration.Accuracy, threads);

    [Fact]
    public void The_map_does_not_depend_on_the_threads_and_every_run_ends()
    {
        DesignSpace one = Map(1), four = Map(4);
        Assert.Equal(one.Met, four.Met);
        Assert.Equal(one.First, four.First);
        Assert.Equal((0, 18 * 24), (one.Failed, (int)one.Runs));
        Assert.Contains(one.Met, m => m == 0);
        Assert.Contains(one.Met, m => m > 12);
    }

    [Fact]
    public void A_point_holds_what_one_simulation_of_its_mix_gives()
    {
        DesignSpace map = Map(2);
        int point = map.Point([1, 1, 1, 2]);
        double[] factors = map.Factors(point), state = new double[IvtState.Count], values = new double[4];
        var process = new IvtSpaceProcess(IvtCalibration.Manufacturing);
        process.Start(factors.AsSpan(0, 3), state);
        var ode = new ModelOde<InVitroTranscription>(InVitroTranscription.Description.DefaultInputs(), Samples[5]);
        new Integrator(state.Length, new Tolerance(1e-9, 1e-11)).Advance(ref ode, 0, factors[3], state);
        process.Qualities(state, Samples[5], values);
        Assert.Equal(values[0], map.First[point * 24 + 5], 2e-4 * values[0]);
    }

    [Fact]
    public void Samples_have_the_covariance_of_the_calibration()
    {
        int[] free = IvtCalibration.Akama.Positions(InVitroTranscription.Description);
        double[] centre = IvtCalibration.Akama.Values(InVitroTranscription.Description);
        double[][] drawn = IvtCalibration.Samples(IvtCalibration.Akama, IvtCalibration.Manufacturing, 4000, 7);
        int n = free.Length;
        foreach ((int i, int j) in (ReadOnlySpan<(int, int)>)[(0, 0), (1, 1), (0, 1), (n - 1, n - 1), (n - 2, n - 1)])
        {
            double expected = IvtCalibration.Akama.Covariance[i * n + j];
            double size = Math.Sqrt(IvtCalibration.Akama.Covariance[i * n + i] * IvtCalibration.Akama.Covariance[j * n + j]);
            double found = drawn.Average(d => Math.Log(d[free[i]] / centre[free[i]]) * Math.Log(d[free[j]] / centre[free[j]]));
            Assert.Equal(expected, found, 0.12 * size);
        }
    }

    [Fact]
    public void The_next_experiment_is_where_a_reading_says_most_of_the_border()
    {
        // Two points: the quality at the border follows the first quantity, which can be read exactly at point 1 and hardly at point 0.
        var random = new Gaussian(201);
        const int samples = 400;
        double[] first = new double[3 * samples];
        int[] met = [200, 400, 400];
        for (int s = 0; s < samples; s++)
        {
            double z = random.Next(), other = random.Next();
            (first[s], first[samples + s], first[2 * samples + s]) = (1 + 0.1 * z, 10 + 5 * z, 10 + 5 * other);
        }
        NextExperiment next = NextExperiment.Of(new DesignSpace([new("a", "1", 1, 3, 3)], met, first, samples, 0), 0, 0.1);
        Assert.Equal(1, next.Point);
        Assert.InRange(next.Reduction, 0.99, 1);
        Assert.Equal(-1, NextExperiment.Of(new DesignSpace([new("a", "1", 1, 3, 3)], [0, 400, 400], first, samples, 0), 0, 0.1).Point);
    }
}
