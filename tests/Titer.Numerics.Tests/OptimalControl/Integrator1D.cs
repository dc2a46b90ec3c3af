namespace Titer.Numerics.Tests.OptimalControl;

/// <summary>dx/dt = u with cost x^2 + u^2 a stage; p[0] weighs the end, p[1] a path row x + u.</summary>
internal readonly struct Integrator1D : IOptimalControlModel
{
    public static int PathRows => 1;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> => dx[0] = u[0];

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> => x[0] * x[0] + u[0] * u[0];

    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => p[0] * x[0] * x[0];

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> => rows[0] = x[0] + u[0];
}
