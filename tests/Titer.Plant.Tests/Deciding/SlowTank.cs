using Titer.Numerics;

namespace Titer.Plant.Tests.Deciding;

/// <summary>
/// A tank that drains through its floor, dx/dt = u - 0.3 x sqrt(1 + x^2): curved enough that a plan takes several iterations. Cost of being off
/// p[0], and of pumping.
/// </summary>
internal readonly struct SlowTank : IOptimalControlModel
{
    public static int PathRows => 0;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        dx[0] = u[0] - 0.3 * x[0] * T.Sqrt(1 + x[0] * x[0]);

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> =>
        (x[0] - p[0]) * (x[0] - p[0]) + 0.1 * u[0] * u[0];

    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => (x[0] - p[0]) * (x[0] - p[0]);

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> { }
}
