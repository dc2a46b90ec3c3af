using MathNet.Numerics.LinearAlgebra;
using Titer.Control.Estimators;
using Titer.Control.Tests.Controllers;
using Titer.Numerics;

namespace Titer.Control.Tests.Estimators;

/// <summary>What every filter behind <see cref="SquareRootFilter"/> must do.</summary>
public class FilterConformanceTests
{
    public static TheoryData<string> Kinds => ["extended", "central differences", "unscented", "unscented, narrow", "unscented, plain"];

    private static SquareRootFilter New(string kind, double[] mean, double[] sigma) => (kind switch
    {
        "extended" => FilterKind.Extended,
        "central differences" => FilterKind.CentralDifference,
        "unscented" => FilterKind.Unscented(),
        "unscented, narrow" => FilterKind.Unscented(alpha: 0.05),
        // the first of Julier and Uhlmann, whose centre weight is negative above three states
        "unscented, plain" => FilterKind.Unscented(alpha: 1, beta: 0, kappa: 3 - mean.Length),
        _ => throw new ArgumentException(kind),
    }).Create(mean, sigma);

    private static double[] Normal(Gaussian g, int n, double scale = 1) => [.. Enumerable.Range(0, n).Select(_ => scale * g.Next())];

    private static Matrix<double> Covariance(GaussianState filter)
    {
        int n = filter.States;
        Matrix<double> root = Matrix<double>.Build.Dense(n, n, (i, j) => filter.Root[i * n + j]);
        return root * root.Transpose();
    }

    private static double Take<T>(SquareRootFilter filter, T measure, double value, double variance) where T : struct, IMeasurementModel
    {
        (double expected, double spread) = filter.Expect(ref measure);
        filter.Update(value - expected, spread + variance);
        return (value - expected) / Math.Sqrt(spread + variance);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void On_a_linear_model_with_sensors_of_several_rates_it_is_the_Kalman_filter(string kind)
    {
        const int n = 6;
        var g = new Gaussian(11);
        double[] mean = Normal(g, n), sigma = [.. Normal(g, n).Select(s => 0.5 + Math.Abs(s))];
        var f = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) f[i, j] = (i == j ? 0.9 : 0) + 0.1 * g.Next();
        double[] noise = [.. Normal(g, n, 0.3).Select(Math.Abs)];
        double[][] sensors = [Normal(g, n), Normal(g, n), Normal(g, n)];
        var model = new Linear(f, noise, n, [0]);
        SquareRootFilter filter = New(kind, mean, sigma);
        Matrix<double> fm = Matrix<double>.Build.DenseOfArray(f), p = Matrix<double>.Build.Diagonal(n, n, i => sigma[i] * sigma[i]);
        Matrix<double> q = Matrix<double>.Build.Diagonal(n, n, i => 0.5 * noise[i] * noise[i]);
        Vector<double> m = Vector<double>.Build.Dense(mean);
        for (int step = 1; step <= 200; step++)
        {
            filter.Predict(ref model, 0.5);
            (m, p) = (fm * m, fm * p * fm.Transpose() + q);
            for (int s = 0; s < sensors.Length; s++)
            {
                // every step, every third, every tenth, and sometimes nothing
                if (step % (s == 0 ? 1 : s == 1 ? 3 : 10) != 0 || g.Uniform() < 0.2) continue;
                double value = g.Next(), variance = 0.1 * (s + 1);
                Vector<double> h = Vector<double>.Build.Dense(sensors[s]);
                double total = h * p * h + variance;
                Vector<double> gain = p * h / total;
                m += gain * (value - h * m);
                Matrix<double> rest = Matrix<double>.Build.DenseIdentity(n) - gain.ToColumnMatrix() * h.ToRowMatrix();
                p = rest * p * rest.Transpose() + variance * gain.ToColumnMatrix() * gain.ToRowMatrix(); // Joseph's form
                Take(filter, new Row(sensors[s]), value, variance);
            }
            for (int i = 0; i < n; i++) Assert.Equal(m[i], filter.Mean[i], 1e-9);
            Assert.True((p - Covariance(filter)).InfinityNorm() < 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Late_and_missing_readings_give_what_readings_in_time_give(string kind)
    {
        var g = new Gaussian(21);
        double[] readings = [.. Enumerable.Range(0, 61).Select(i => 3.6 - 0.015 * i + 0.1 * g.Next())];
        bool[] missing = [.. Enumerable.Range(0, 61).Select(_ => g.Uniform() < 0.3)];
        RewindingFilter<ProcessState<GasReaction>, TotalPressure> inTime = Rewinding(kind), late = Rewinding(kind);
        for (int i = 1; i <= 60; i++)
        {
            Advance(inTime, i);
            if (!missing[i]) Read(inTime, readings[i]);
            Advance(late, i);
            // every fourth reading comes nine steps late, and in the order of its coming
            if (i % 4 != 0 && !missing[i]) Read(late, readings[i]);
            if (i < 9 || (i - 9) % 4 != 0 || missing[i - 9] || i == 9) continue;
            late.GoBackTo(Time(i - 9));
            Read(late, readings[i - 9]);
            late.Return();
        }
        foreach (int i in new[] { 60, 56, 52 })
        {
            if (missing[i]) continue;
            late.GoBackTo(Time(i));
            Read(late, readings[i]);
            late.Return();
        }
        for (int i = 0; i < 3; i++) Assert.Equal(inTime.Filter.Mean[i], late.Filter.Mean[i], 1e-9);
        Assert.True((Covariance(inTime.Filter) - Covariance(late.Filter)).InfinityNorm() < 1e-9);
        Assert.InRange(inTime.Filter.Variance(2), 0, 0.9 * 0.03 * 0.03);

        static DateTimeOffset Time(int i) => Scene.Start.AddHours(0.1 * i);
        static void Advance(RewindingFilter<ProcessState<GasReaction>, TotalPressure> filter, int i) => filter.Advance(Time(i), []);
        static void Read(RewindingFilter<ProcessState<GasReaction>, TotalPressure> filter, double value)
        {
            var gauge = default(TotalPressure);
            filter.Expect(ref gauge);
            filter.Take(value, 0.01, gauge);
        }
    }

    private static RewindingFilter<ProcessState<GasReaction>, TotalPressure> Rewinding(string kind) => new(
        New(kind, [3, 1, 0.16], [0.5, 0.5, 0.03]), Reaction(), Scene.Start, TimeSpan.FromHours(12), TimeSpan.FromHours(0.05));

    /// <summary>The reaction with its first rate constant to be found out.</summary>
    private static ProcessState<GasReaction> Reaction() => new(0, GasReaction.Rates, [0], [0.02, 0.02, 0.001], 0.1);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_covariance_stays_positive_definite_over_a_million_ill_conditioned_steps(string kind)
    {
        // Directions a million apart in size, of which all but one are measured almost exactly.
        double[,] f = { { 0.999, 1e-3, 0, 0 }, { 0, 0.9999, 1e3, 0 }, { 0, 0, 0.99, 1e-4 }, { 1e-6, 0, 0, 0.999 } };
        var model = new Linear(f, [1e-6, 1, 1e-7, 1e-3], 4, [0]);
        SquareRootFilter filter = New(kind, [0, 0, 0, 0], [1e3, 1e6, 1e-3, 1]);
        Row[] sensors = [new([1, 1e-6, 0, 0]), new([1, 1.000001e-6, 0, 0]), new([0, 0, 1, 1e-3])];
        var factor = new double[16];
        for (int step = 0; step < 1_000_000; step++)
        {
            if (step % 4 == 0) filter.Predict(ref model, 1);
            else Take(filter, sensors[step % 4 - 1], 0, 1e-12);
            if (step % 1000 > 3) continue;
            double[] sigma = [.. Enumerable.Range(0, 4).Select(i => Math.Sqrt(filter.Variance(i)))];
            Assert.All(sigma, s => Assert.True(s > 0 && double.IsFinite(s)));
            // The root itself in multiples of the standard deviations: regular, without ever forming the covariance.
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++) factor[i * 4 + j] = filter.Root[i * 4 + j] / sigma[i];
            Assert.True(Lu.Factorise(factor, new int[4], 4), $"step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Readings_of_one_time_may_come_in_any_order(string kind)
    {
        double[] mean = [3, 1, 0.16, 0.5], sigma = [0.01, 0.02, 0.003, 0.02];
        var g = new Gaussian(31);
        (double[,], double[])[] sensors = [.. Enumerable.Range(0, 5).Select(_ => (new double[4, 4], Normal(g, 4)))];
        foreach ((double[,] a, double[] _) in sensors)
            for (int i = 0; i < 4; i++) a[i, i] = g.Next();
        SquareRootFilter forward = New(kind, mean, sigma), backward = New(kind, mean, sigma);
        for (int i = 0; i < 5; i++)
        {
            Read(forward, i);
            Read(backward, 4 - i);
        }
        // to the order of what the curvature moves within the uncertainty
        for (int i = 0; i < 4; i++) Assert.Equal(forward.Mean[i], backward.Mean[i], 0.02 * sigma[i]);
        for (int i = 0; i < 4; i++) Assert.Equal(Math.Sqrt(forward.Variance(i)), Math.Sqrt(backward.Variance(i)), 0.02 * sigma[i]);

        void Read(SquareRootFilter filter, int i)
        {
            var sensor = new Quadratic(sensors[i].Item1, sensors[i].Item2);
            double truth = sensor.Read<Real>(((double[])[3.005, 1.01, 0.16, 0.51]).AsSpan().AsReal()).Value;
            Take(filter, sensor, truth, 1e-3 * (i + 1));
        }
    }

    private static (NormalisedSquares Errors, NormalisedSquares Innovations, double White) Gathered(string kind, double claimed)
    {
        const int runs = 100, steps = 60;
        NormalisedSquares errors = new(), innovations = new();
        var white = new Whiteness(10);
        var error = new EstimationError([0, 1, 2], 3);
        ProcessState<GasReaction> model = Reaction();
        double[] noise = [0.02, 0.02, 0.001], sigma = [0.1, 0.1, 0.005];
        for (int run = 0; run < runs; run++)
        {
            var g = new Gaussian((ulong)(300 + run));
            double[] truth = [3 + sigma[0] * g.Next(), 1 + sigma[1] * g.Next(), 0.16 + sigma[2] * g.Next()];
            SquareRootFilter filter = New(kind, [3, 1, 0.16], sigma);
            for (int step = 0; step < steps; step++)
            {
                model.Propagate(truth.AsSpan().AsReal(), 0.1);
                for (int i = 0; i < 3; i++) truth[i] += noise[i] * Math.Sqrt(0.1) * g.Next();
                filter.Predict(ref model, 0.1);
                double innovation = Take(filter, default(TotalPressure), truth[0] + truth[1] + 0.1 * g.Next(), 0.01 * claimed);
                innovations.Add(innovation * innovation, 1);
                white.Add(innovation);
                errors.Add(error.Squared(filter.Mean, filter.Root, truth), error.Dimension);
            }
        }
        return (errors, innovations, white.Probability);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Errors_and_innovations_are_as_large_as_they_are_said_to_be(string kind)
    {
        (NormalisedSquares errors, NormalisedSquares innovations, double white) = Gathered(kind, claimed: 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: NEES {errors.Mean:F3}, NIS {innovations.Mean:F3}, white {white:F2}");
        (double low, double high) = errors.Bounds(0.99, independent: 100);
        Assert.InRange(errors.Mean, low, high);
        (low, high) = innovations.Bounds(0.99, innovations.Count);
        Assert.InRange(innovations.Mean, low, high);
        Assert.InRange(white, 0.005, 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_filter_that_trusts_its_sensor_too_much_is_found_out(string kind)
    {
        (NormalisedSquares errors, NormalisedSquares innovations, double white) = Gathered(kind, claimed: 0.25);
        Assert.True(errors.Mean > errors.Bounds(0.99, 100).High, $"NEES {errors.Mean}");
        Assert.True(innovations.Mean > innovations.Bounds(0.99, innovations.Count).High, $"NIS {innovations.Mean}");
        Assert.InRange(white, 0, 0.005);
    }

    [Fact]
    public void Prediction_and_update_allocate_nothing()
    {
        foreach (string kind in Kinds.Select(k => k.Data))
        {
            SquareRootFilter filter = New(kind, [3, 1, 0.16], [0.5, 0.5, 0.03]);
            ProcessState<GasReaction> model = Reaction();
            long before = 0;
            for (int i = 0; i < 200; i++)
            {
                if (i == 100) before = GC.GetAllocatedBytesForCurrentThread();
                filter.Predict(ref model, 0.1);
                Take(filter, default(TotalPressure), 3.5, 0.01);
            }
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
