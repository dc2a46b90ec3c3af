namespace Titer.Numerics;

/// <summary>
/// What an optimal control problem is about, written once over the scalar type: dynamics, costs and path limits. Weights and targets are parameters,
/// so that
/// they can change without another text.
/// </summary>
public interface IOptimalControlModel : IDynamics
{
    /// <summary>Rows that <see cref="Path"/> writes.</summary>
    static abstract int PathRows { get; }

    /// <summary>Cost of standing at a node with an input.</summary>
    static abstract T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T>;

    /// <summary>Cost of ending here.</summary>
    static abstract T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T>;

    /// <summary>Quantities, beside states and inputs themselves, that have limits.</summary>
    static abstract void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T>;
}
