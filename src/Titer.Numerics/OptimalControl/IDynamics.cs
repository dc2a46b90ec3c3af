namespace Titer.Numerics;

/// <summary>A right-hand side dx/dt = f(t, x, u, p), written once over the scalar type; implementations are empty structs.</summary>
public interface IDynamics
{
    /// <summary>Writes dx/dt. Smooth inside the bounds of the states and finite slightly outside them.</summary>
    static abstract void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>;
}
