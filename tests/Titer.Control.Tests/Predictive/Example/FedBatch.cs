using Titer.Control.Predictive;
using Titer.Numerics;

namespace Titer.Control.Tests.Predictive.Example;

/// <summary>Cells (g/L), substrate (g/L) and volume (L) of a fed batch; the feed (L/h) holds p[1] g/L; p[0] is the growth rate (1/h).</summary>
internal readonly struct FedBatch : IOptimalControlModel
{
    public static int PathRows => 1;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T growth = p[0] * x[1] / (x[1] + 0.5) * x[0], dilution = u[0] / x[2];
        dx[0] = growth - dilution * x[0];
        dx[1] = -growth * 2.0 + dilution * (p[1] - x[1]);
        dx[2] = u[0];
    }

    /// <summary>A rate: it is weighed by the length of each stage. Feed costs a little.</summary>
    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> => u[0] * u[0] * 0.1;

    /// <summary>Less the mass of cells at the end.</summary>
    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => -(x[0] * x[2]);

    /// <summary>Oxygen uptake, g/L/h.</summary>
    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> =>
        rows[0] = p[0] * x[1] / (x[1] + 0.5) * x[0];

    /// <summary>Stages of 1 h, feed at most 0.5 L/h and changing by at most 0.2 L/h in an hour; oxygen uptake at most 1 g/L/h.</summary>
    public static Planner<FedBatch> Planner() => new(
        new OptimalControlProblem
        {
            Tree = StageTree.Chain(24), States = 3, Inputs = 1, PathRows = PathRows,
            Steps = OptimalControlProblem.EqualSteps(24, 1), Elements = 1, Points = 3,
            Parameters = [[0.2, 200]],
            InputLow = [0], InputHigh = [0.5], RateLimit = [0.2], PathHigh = [1], PathLow = [double.NegativeInfinity],
            StateLow = [double.NegativeInfinity, 0, double.NegativeInfinity], StateScale = [5, 1, 10], InputScale = [0.1],
        },
        new PlannerOptions
        {
            End = 24, Risk = 0.05, UncertainParameters = [0], RobustTime = 6, MaximumAge = 3,
            Noise = (x, perSquareRootHour) => perSquareRootHour[0] = 0.02 * x[0],
        });

    /// <summary>One decision an hour; gives the mass of cells at the end and the highest oxygen uptake on the way.</summary>
    public static (double Mass, double Uptake) Run()
    {
        Planner<FedBatch> planner = Planner();
        double[] x = [1, 1, 10], feed = [0], parameters = [0.2, 200];
        // Square root of the covariance of the estimate: rows of the states, then of the uncertain growth rate.
        double[] root = [0.05, 0, 0, 0.05, 0, 0, 0, 0.01];
        double highest = 0;
        for (int hour = 0; hour < 24; hour++)
        {
            PlanOutcome outcome = planner.Decide(hour, x, root, feed, parameters);
            if (!outcome.Valid) throw new InvalidOperationException($"No plan: {outcome.Status}. Step down to another controller.");
            planner.Plan.InputAt(hour).CopyTo(feed);
            planner.Plan.State(1).CopyTo(x); // here the model is the plant
            highest = Math.Max(highest, 0.2 * x[1] / (x[1] + 0.5) * x[0]);
        }
        return (x[0] * x[2], highest);
    }
}
