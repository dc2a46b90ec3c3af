using Titer.Numerics;
using Titer.Processes.CellCulture;
using M = Titer.Control.Strategy.ChoStrategyModel;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoSlowInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Strategy;

/// <summary>
/// Where the first plan of a strategy starts from: the culture simulated at the temperature and pH of now, its glucose held by feed-forward of the
/// uptake. Any smooth course would do; this one is feasible and near enough that the planner converges.
/// </summary>
public static class FirstCourse
{
    private const double Step = 0.25, FeedbackTime = 4;

    /// <param name="steps">Lengths of the stages, h.</param>
    /// <param name="left">Time to the end, h; stages are cut there.</param>
    /// <param name="glucose">To be held, mmol/L.</param>
    public static (double[] States, double[] Inputs) Of(
        ReadOnlySpan<double> steps, double left, ReadOnlySpan<double> state, ReadOnlySpan<double> input, double glucose, double highestFeed,
        ReadOnlySpan<double> parameters)
    {
        var (states, inputs) = (new double[(steps.Length + 1) * M.States], new double[steps.Length * M.Inputs]);
        Real[] u = new Real[ChoSlowInput.Count], dx = new Real[M.States], workspace = new Real[RungeKutta4.WorkspaceSize(M.States)];
        double[] x = [.. state];
        ReadOnlySpan<Real> p = parameters[..ChoParameter.Count].AsReal();
        (u[U.Temperature], u[U.PH], u[U.Oxygen], u[U.Gas]) = (input[M.Temperature], input[M.PH], parameters[M.Oxygen], parameters[M.Gas]);
        for (int stage = 0; stage < steps.Length; stage++)
        {
            x.CopyTo(states, stage * M.States);
            double length = Math.Min(steps[stage], Math.Max(left, 0)), fed = 0;
            left -= length;
            int parts = Math.Max(1, (int)Math.Ceiling(length / Step));
            for (int part = 0; part < parts; part++)
            {
                u[U.Feed] = 0;
                ChoSlowCulture.Derivatives<Real>(0, x.AsSpan().AsReal(), u, p, dx);
                double lacking = (glucose - x[X.Glucose]) / FeedbackTime - dx[X.Glucose].Value;
                double feed = Math.Clamp(x[X.Volume] * lacking / (parameters[P.FeedGlucose] - x[X.Glucose]), 0, highestFeed);
                u[U.Feed] = feed;
                fed += feed / parts;
                if (length > 0) RungeKutta4.Step<ChoSlowCulture, Real>(0, x.AsSpan().AsReal(), u, p, length / parts, workspace);
            }
            Span<double> planned = inputs.AsSpan(stage * M.Inputs, M.Inputs);
            input.CopyTo(planned);
            planned[M.Feed] = fed;
        }
        x.CopyTo(states, steps.Length * M.States);
        return (states, inputs);
    }
}
