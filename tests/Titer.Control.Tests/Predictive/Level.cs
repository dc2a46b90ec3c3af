using Titer.Numerics;

namespace Titer.Control.Tests.Predictive;

/// <summary>dx/dt = u - p x, worth the more the higher it stands; the path row is x, too.</summary>
internal readonly struct Level : IOptimalControlModel
{
    public static int PathRows => 1;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        dx[0] = u[0] - p[0] * x[0];

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> => u[0] * u[0] * 0.01 - x[0];

    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => -x[0];

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> => rows[0] = x[0];

    public static OptimalControlProblem Problem(bool path = false, int stages = 10) => new()
    {
        Tree = StageTree.Chain(stages), States = 1, Inputs = 1, PathRows = 1, Steps = OptimalControlProblem.EqualSteps(stages, 1), Parameters = [[0]],
        InputLow = [-0.2], InputHigh = [0.2], StateHigh = path ? null : [1], PathHigh = path ? [1] : null,
    };
}
