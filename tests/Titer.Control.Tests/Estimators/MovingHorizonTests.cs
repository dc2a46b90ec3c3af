using MathNet.Numerics.LinearAlgebra;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Horizon;
using Titer.Control.Tests.Controllers;
using Titer.Numerics;

namespace Titer.Control.Tests.Estimators;

public class MovingHorizonTests
{
    private const double Step = 0.1;

    private static DateTimeOffset Time(double steps) => Scene.Start.AddHours(Step * steps);

    private static double[] Normal(Gaussian g, int n, double scale = 1) => [.. Enumerable.Range(0, n).Select(_ => scale * g.Next())];

    private static ProcessState<GasReaction> Reaction(params int[] estimated) =>
        new(0, GasReaction.Rates, estimated, [0.001 / Math.Sqrt(Step), 0.001 / Math.Sqrt(Step), .. estimated.Select(_ => 0.0)], Step);

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(60)]
    public void On_a_linear_model_without_limits_it_is_the_Kalman_filter_and_smoother(int nodes)
    {
        const int n = 4, steps = 40;
        var g = new Gaussian(5);
        var f = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) f[i, j] = (i == j ? 0.9 : 0) + 0.2 * g.Next();
        double[] mean = Normal(g, n), sigma = [0.5, 1, 2, 0], noise = [0.3, 0, 0.2, 0.1];
        double[][] sensors = [Normal(g, n), Normal(g, n)];
        var model = new Linear(f, noise, n, [0]);
        var filter = new ExtendedFilter(mean, sigma);
        var horizon = new MovingHorizonEstimator<Linear, Row>(model, Scene.Start, mean, sigma, new HorizonOptions { Nodes = nodes });
        var (means, covariances, predicted, ahead) = (new List<Vector<double>>(), new List<Matrix<double>>(), new List<Vector<double>>(), new List<Matrix<double>>());
        for (int step = 0; step < steps; step++)
        {
            if (step > 0)
            {
                filter.Predict(ref model, Step);
                horizon.Advance(Time(step), []);
            }
            predicted.Add(Vector<double>.Build.Dense(filter.Mean.ToArray()));
            ahead.Add(Covariance(filter.Root, n));
            for (int s = 0; s < 2; s++)
            {
                if (step % (s == 0 ? 1 : 4) != 0 || g.Uniform() < 0.2) continue;
                var sensor = new Row(sensors[s]);
                double value = g.Next();
                (double expected, double spread) = filter.Expect(ref sensor);
                filter.Update(value - expected, spread + 0.05);
                Assert.True(horizon.Take(Time(step), value, 0.05, sensor));
            }
            means.Add(Vector<double>.Build.Dense(filter.Mean.ToArray()));
            covariances.Add(Covariance(filter.Root, n));
            Assert.Equal(SqpStatus.Solved, horizon.Solve());
            for (int i = 0; i < n; i++) Assert.Equal(filter.Mean[i], horizon.Mean[i], 1e-8);
            Assert.True((covariances[^1] - Covariance(horizon.Root, n)).InfinityNorm() < 1e-8);
        }
        // Rauch, Tung and Striebel 1965, back to the first node
        Matrix<double> fm = Matrix<double>.Build.DenseOfArray(f);
        Vector<double> smooth = means[^1];
        for (int step = steps - 2; Time(step) >= horizon.Oldest; step--)
        {
            smooth = means[step] + covariances[step] * fm.Transpose() * ahead[step + 1].Inverse() * (smooth - predicted[step + 1]);
            for (int i = 0; i < n; i++) Assert.Equal(smooth[i], horizon.StateAt(Time(step))[i], 1e-7);
        }
    }

    private static Matrix<double> Covariance(ReadOnlySpan<double> root, int n)
    {
        Matrix<double> s = Matrix<double>.Build.Dense(n, n, root.ToArray()).Transpose();
        return s * s.Transpose();
    }

    /// <summary>
    /// Haseltine and Rawlings 2005, sec. 4.1: pressure 3 and 1, prior 0.1 and 4.5 with a standard deviation of 6, gauge 0.1, noise 0.001 a step
    /// of 0.1, horizon of 10 steps. The extended filter goes to negative pressures and stays there; clipped, it needs far longer.
    /// </summary>
    [Fact]
    public void Where_the_extended_filter_ends_at_negative_pressures_the_horizon_with_limits_finds_the_true_ones()
    {
        int clipped = 0, horizon = 0, negative = 0;
        for (ulong seed = 201; seed <= 210; seed++)
        {
            (bool below, int late, int soon) = Reversible(seed);
            (clipped, horizon, negative) = (clipped + late, horizon + soon, negative + (below ? 1 : 0));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"steps until both pressures stay within 0.1: clipped {clipped / 10.0}, horizon {horizon / 10.0}");
        Assert.InRange(negative, 6, 10);
        Assert.True(clipped > 3 * horizon, $"clipped {clipped}, horizon {horizon}");
    }

    /// <summary>Whether the extended filter ends below zero; steps after which the errors of the clipped filter and of the horizon stay below 0.1.</summary>
    private static (bool Negative, int Clipped, int Horizon) Reversible(ulong seed)
    {
        double[] prior = [0.1, 4.5], sigma = [6, 6];
        ProcessState<GasReaction> model = Reaction();
        SquareRootFilter extended = new ExtendedFilter(prior, sigma), clipped = new ExtendedFilter(prior, sigma);
        var horizon = new MovingHorizonEstimator<ProcessState<GasReaction>, TotalPressure>(model, Scene.Start, prior, sigma,
            new HorizonOptions { Nodes = 11, StateLow = [0, 0] });
        double[] truth = [3, 1], root = new double[4], mean = new double[2];
        var g = new Gaussian(seed);
        double lowest = 0, worst = 0;
        int late = 0, soon = 0;
        for (int step = 0; step <= 100; step++)
        {
            if (step > 0)
            {
                model.Propagate(truth.AsSpan().AsReal(), Step);
                for (int i = 0; i < 2; i++) truth[i] += 0.001 * g.Next();
                extended.Predict(ref model, Step);
                clipped.Predict(ref model, Step);
                horizon.Advance(Time(step), []);
            }
            double reading = truth[0] + truth[1] + 0.1 * g.Next();
            Take(extended, reading);
            Take(clipped, reading);
            clipped.CopyTo(mean, root);
            clipped.Restore([.. mean.Select(x => Math.Max(x, 0))], root);
            horizon.Take(Time(step), reading, 0.01, default);
            Assert.Equal(SqpStatus.Solved, horizon.Solve());
            lowest = Math.Min(lowest, Math.Min(extended.Mean[0], extended.Mean[1]));
            for (int node = Math.Max(0, step - 10); node <= step; node++)
                Assert.All(horizon.StateAt(Time(node)).ToArray(), x => Assert.InRange(x, -1e-9, 10));
            if (Error(clipped.Mean) > 0.1) late = step + 1;
            if (Error(horizon.Mean) > 0.1) soon = step + 1;
            if (step >= 50) worst = Math.Max(worst, Error(horizon.Mean));
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"true {truth[0]:F3} {truth[1]:F3}; extended {extended.Mean[0]:F3} {extended.Mean[1]:F3} (lowest {lowest:F2}); clipped {clipped.Mean[0]:F3} {clipped.Mean[1]:F3}; horizon {horizon.Mean[0]:F3} {horizon.Mean[1]:F3}, worst after half {worst:F3}; steps clipped {late}, horizon {soon}");
        Assert.True(lowest < -0.1, $"the extended filter goes to {lowest}");
        Assert.InRange(worst, 0, 0.2);
        return (extended.Mean[0] < -1, late, soon);

        double Error(ReadOnlySpan<double> estimate) => Math.Max(Math.Abs(estimate[0] - truth[0]), Math.Abs(estimate[1] - truth[1]));

        static void Take(SquareRootFilter filter, double reading)
        {
            var gauge = default(TotalPressure);
            (double expected, double spread) = filter.Expect(ref gauge);
            filter.Update(reading - expected, spread + 0.01);
        }
    }

    [Fact]
    public void A_rate_constant_is_found_and_its_interval_covers_the_true_one_as_often_as_it_says()
    {
        const int runs = 100;
        int covered = 0;
        double squares = 0, claimed = 0;
        for (int run = 0; run < runs; run++)
        {
            var g = new Gaussian((ulong)(400 + run));
            double rate = 0.16 + 0.03 * g.Next();
            var plant = new ProcessState<GasReaction>(0, [rate, GasReaction.Rates[1]], [], [0, 0], Step);
            double[] truth = [3 + 0.2 * g.Next(), 1 + 0.2 * g.Next()];
            var horizon = new MovingHorizonEstimator<ProcessState<GasReaction>, TotalPressure>(Reaction(0), Scene.Start, [3, 1, 0.16], [0.2, 0.2, 0.03],
                new HorizonOptions { Nodes = 15, StateLow = [0, 0, 0.02] });
            for (int step = 1; step <= 60; step++)
            {
                plant.Propagate(truth.AsSpan().AsReal(), Step);
                for (int i = 0; i < 2; i++) truth[i] += 0.001 * g.Next();
                horizon.Advance(Time(step), []);
                horizon.Take(Time(step), truth[0] + truth[1] + 0.05 * g.Next(), 0.0025, default);
                Assert.Equal(SqpStatus.Iterated, horizon.Iterate());
            }
            double error = horizon.Mean[2] - rate, sd = Math.Sqrt(FixedDot.Of(horizon.Root.Slice(6, 3), horizon.Root.Slice(6, 3)));
            if (Math.Abs(error) < 1.96 * sd) covered++;
            squares += error * error;
            claimed += sd * sd;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"covered {covered} of {runs}, error {Math.Sqrt(squares / runs):F4}, claimed {Math.Sqrt(claimed / runs):F4}, prior 0.03");
        Assert.InRange(covered, 88, 99);
        Assert.InRange(Math.Sqrt(squares / runs), 0, 0.02);
    }

    [Fact]
    public void Late_readings_count_at_their_own_time_also_between_the_nodes()
    {
        var g = new Gaussian(9);
        MovingHorizonEstimator<ProcessState<GasReaction>, TotalPressure> inTime = New(), late = New();
        double[] readings = [.. Enumerable.Range(0, 21).Select(i => 3.9 - 0.06 * i + 0.1 * g.Next())];
        for (int step = 1; step <= 20; step++)
        {
            inTime.Advance(Time(step), []);
            late.Advance(Time(step), []);
            if (step == 12)
            {
                inTime.Advance(Time(12.4), []);
                Assert.True(inTime.Take(Time(12.4), 3.3, 0.01, default));
            }
            if (step % 5 == 0) continue; // missing
            Assert.True(inTime.Take(Time(step), readings[step], 0.01, default));
            if (step != 11) Assert.True(late.Take(Time(step), readings[step], 0.01, default));
            inTime.Solve();
            late.Solve();
        }
        Assert.True(late.Take(Time(11), readings[11], 0.01, default));
        Assert.True(late.Take(Time(12.4), 3.3, 0.01, default));
        Assert.Equal((SqpStatus.Solved, SqpStatus.Solved), (inTime.Solve(), late.Solve()));
        Assert.Equal(inTime.Oldest, late.Oldest);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(inTime.Mean[i], late.Mean[i], 1e-8);
            for (int k = 0; k < 3; k++)
                Assert.Equal(FixedDot.Of(inTime.Root.Slice(i * 3, 3), inTime.Root.Slice(k * 3, 3)), FixedDot.Of(late.Root.Slice(i * 3, 3), late.Root.Slice(k * 3, 3)), 1e-8);
        }
        Assert.False(late.Take(Time(20.5), 3, 0.01, default), "from the future");
        Assert.False(late.Take(Time(-0.5), 3, 0.01, default), "too late");
        Assert.False(late.Take(Time(20), double.NaN, 0.01, default), "no number");

        static MovingHorizonEstimator<ProcessState<GasReaction>, TotalPressure> New() =>
            new(Reaction(0), Scene.Start, [3, 1, 0.16], [0.5, 0.5, 0.03], new HorizonOptions { Nodes = 30, StateLow = [0, 0, 0] });
    }

    [Fact]
    public void With_Hubers_loss_wild_readings_hardly_move_the_estimate()
    {
        double robust = Worst(1.345), square = Worst(double.PositiveInfinity);
        TestContext.Current.TestOutputHelper?.WriteLine($"largest error: Huber {robust:F3}, squares {square:F3}");
        Assert.InRange(robust, 0, 0.02);
        Assert.True(square > 3 * robust, $"squares {square}, Huber {robust}");

        static double Worst(double huber)
        {
            var g = new Gaussian(15);
            ProcessState<GasReaction> model = Reaction();
            double[] truth = [3, 1];
            var horizon = new MovingHorizonEstimator<ProcessState<GasReaction>, TotalPressure>(model, Scene.Start, [2.8, 1.1], [0.3, 0.3],
                new HorizonOptions { Nodes = 20, StateLow = [0, 0], Huber = huber });
            double worst = 0;
            for (int step = 1; step <= 60; step++)
            {
                model.Propagate(truth.AsSpan().AsReal(), Step);
                horizon.Advance(Time(step), []);
                double reading = truth[0] + truth[1] + 0.02 * g.Next() + (step % 6 == 5 ? 1 : 0);
                horizon.Take(Time(step), reading, 0.0004, default);
                // With squares a reading fifty sigma off bends the program so much that Gauss and Newton may need more steps than they have.
                SqpStatus status = horizon.Solve();
                Assert.True(status == SqpStatus.Solved || double.IsInfinity(huber), $"{status} at {step} after {horizon.Iterations}");
                if (step > 20) worst = Math.Max(worst, Math.Abs(horizon.Mean[0] - truth[0]));
            }
            return worst;
        }
    }

    [Fact]
    public void Process_noise_keeps_its_limits()
    {
        // A leak that can only let gas out: readings that rise are not believed.
        var model = new Linear(new double[,] { { 1 } }, [1], 1, [0]);
        var horizon = new MovingHorizonEstimator<Linear, Row>(model, Scene.Start, [1], [0.1],
            new HorizonOptions { Nodes = 20, NoiseLow = [-2], NoiseHigh = [0], StateScale = [1] });
        var g = new Gaussian(3);
        for (int step = 1; step <= 15; step++)
        {
            horizon.Advance(Time(step), []);
            horizon.Take(Time(step), 1 + (step > 8 ? -0.2 : 0.1) * step + 0.05 * g.Next(), 0.01, new Row([1]));
            Assert.Equal(SqpStatus.Solved, horizon.Solve());
            for (int node = 1; node <= step; node++)
            {
                double change = horizon.StateAt(Time(node))[0] - horizon.StateAt(Time(node - 1))[0];
                Assert.InRange(change, -2 * Math.Sqrt(Step) - 1e-7, 1e-7);
            }
        }
        Assert.InRange(horizon.Mean[0], -3, 0);
    }

    [Fact]
    public void When_time_is_up_or_limits_contradict_or_the_model_breaks_there_is_a_status_and_the_last_good_estimate()
    {
        ProcessState<GasReaction> model = Reaction();
        var hurried = new MovingHorizonEstimator<ProcessState<GasReaction>, TotalPressure>(model, Scene.Start, [0.1, 4.5], [6, 6],
            new HorizonOptions { Nodes = 5, StateLow = [0, 0], Expired = () => true });
        hurried.Advance(Time(1), []);
        hurried.Take(Time(1), 3.8, 0.01, default);
        Assert.Equal((SqpStatus.Deadline, 1), (hurried.Solve(), hurried.Iterations));
        Good(hurried.Mean);

        // Known to be 1 and not to move, but to be at least 2.
        var impossible = new MovingHorizonEstimator<Linear, Row>(new Linear(new double[,] { { 1 } }, [0], 1, [0]), Scene.Start, [1], [0],
            new HorizonOptions { Nodes = 4, StateLow = [2] });
        impossible.Advance(Time(1), []);
        impossible.Take(Time(1), 1, 0.01, new Row([1]));
        Assert.Equal(SqpStatus.Infeasible, impossible.Solve());
        Good(impossible.Mean);

        var broken = new MovingHorizonEstimator<Breaking, Row>(default, Scene.Start, [1], [0.1], new HorizonOptions { Nodes = 4 });
        broken.Advance(Time(1), []);
        broken.Take(Time(1), 0.5, 0.01, new Row([1]));
        Assert.Equal(SqpStatus.NotFinite, broken.Solve());
        Assert.Equal(SqpStatus.NotFinite, broken.Iterate());
        for (int step = 2; step < 9; step++) broken.Advance(Time(step), []);
        Assert.Equal(SqpStatus.NotFinite, broken.Solve());
        Good(broken.Mean);
        Good(broken.Root);

        static void Good(ReadOnlySpan<double> values) => Assert.All(values.ToArray(), x => Assert.True(double.IsFinite(x)));
    }

    private readonly struct Breaking : IStateModel
    {
        public Span<double> Inputs => default;
        public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T> => x[0] = T.Log(x[0] - 100.0);
        public bool Drives(int state) => true;
        public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour) => perSquareRootHour.Fill(0.1);
    }

    [Fact]
    public void A_step_of_a_full_horizon_allocates_nothing_and_repeats_bit_for_bit()
    {
        double[] first = Run(), second = Run();
        Assert.Equal(first, second);

        static double[] Run()
        {
            var horizon = new MovingHorizonEstimator<ProcessState<GasReaction>, TotalPressure>(Reaction(0), Scene.Start, [3, 1, 0.16], [0.5, 0.5, 0.03],
                new HorizonOptions { Nodes = 10, StateLow = [0, 0, 0] });
            long before = 0;
            for (int step = 1; step < 80; step++)
            {
                if (step == 40) before = GC.GetAllocatedBytesForCurrentThread();
                horizon.Advance(Time(step), []);
                horizon.Take(Time(step), 3.9 - 0.03 * step, 0.01, default);
                if (step % 2 == 0) horizon.Solve();
                else horizon.Iterate();
            }
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            return [.. horizon.Mean, .. horizon.Root];
        }
    }
}
