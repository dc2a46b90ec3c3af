using System.Diagnostics;
using System.Text.Json;
using Titer.Numerics;

namespace Titer.Bench.Decide;

/// <summary>
/// Predictive control of its own model over some steps, as do-mpc's examples run it: solve, apply the first input, integrate the plant to 1e-10,
/// shift the plan.
/// </summary>
internal sealed class ClosedLoop<TModel>(OptimalControlProblem problem, double[] state, double[] input,
    double[] parameters) where TModel : IOptimalControlModel
{
    private readonly Integrator _integrator = new(problem.States, new Tolerance(1e-10, 1e-10));
    private readonly SqpSolver<TModel> _solver = new(problem);

    public sealed record Result(double[][] States, double[][] Inputs, double[] Milliseconds, double[] Feedback, long AllocatedBytes, int Failures);

    /// <param name="realTime">
    /// One real-time iteration a step after the first, which converges; the time is that of preparation and feedback together, and the latter
    /// alone beside it: the delay between a measurement and what it leads to.
    /// </param>
    public Result Run(int steps, bool realTime)
    {
        double[] x = [.. state], u = [.. input];
        _solver.Start(x, Clamp(u));
        var (states, inputs, times, feedback) = (new double[steps][], new double[steps][], new double[steps], new double[steps]);
        long bytes = 0;
        int failures = 0;
        for (int k = 0; k < steps; k++)
        {
            bool iterate = realTime && k > 0;
            long allocated = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            if (iterate) _solver.Prepare(0);
            long measured = Stopwatch.GetTimestamp();
            SqpStatus status = iterate ? _solver.Feedback(x, u) : _solver.Solve(0, x, u);
            long end = Stopwatch.GetTimestamp();
            times[k] = Stopwatch.GetElapsedTime(start, end).TotalMilliseconds;
            feedback[k] = Stopwatch.GetElapsedTime(measured, end).TotalMilliseconds;
            bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (status is not (SqpStatus.Solved or SqpStatus.Iterated)) failures++;
            _solver.Input(0).CopyTo(u);
            (states[k], inputs[k]) = ([.. x], [.. u]);
            var plant = new Plant(u, parameters);
            _integrator.Advance(ref plant, 0, problem.Steps[0], x);
            _solver.Shift();
        }
        return new Result(states, inputs, times, feedback, bytes, failures);
    }

    private double[] Clamp(double[] u) => [.. u.Select((v, i) => Math.Clamp(v, problem.InputLow?[i] ?? v, problem.InputHigh?[i] ?? v))];

    /// <summary>States and inputs of a record of do-mpc, one row a step.</summary>
    public static (double[][] States, double[][] Inputs) Published(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        return (Rows("_x"), Rows("_u"));

        double[][] Rows(string key) =>
            [.. document.RootElement.GetProperty(key).EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
    }

    /// <summary>The model as a plant; its Jacobian by dual numbers.</summary>
    private readonly struct Plant(double[] inputs, double[] parameters) : IOde
    {
        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => TModel.Derivatives<Real>(
            t, x.AsReal(), new ReadOnlySpan<double>(inputs).AsReal(), new ReadOnlySpan<double>(parameters).AsReal(), dx.AsReal());

        public int States => 0;

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian)
        {
            int n = x.Length;
            var (xd, u, p, dx) = (new Dual[n], new Dual[inputs.Length], new Dual[parameters.Length], new Dual[n]);
            for (int i = 0; i < u.Length; i++) u[i] = inputs[i];
            for (int i = 0; i < p.Length; i++) p[i] = parameters[i];
            for (int j = 0; j < n; j++)
            {
                for (int i = 0; i < n; i++) xd[i] = i == j ? Dual.Variable(x[i], 0) : x[i];
                TModel.Derivatives<Dual>(t, xd, u, p, dx);
                for (int i = 0; i < n; i++) jacobian[i * n + j] = dx[i].Gradient[0];
            }
        }
    }
}
