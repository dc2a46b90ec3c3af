using Titer.Numerics;

namespace Titer.Processes;

/// <summary>
/// A process model, written once over the scalar type. Implementations are empty structs; everything is static.
/// dx/dt = f(t, x, u, p): time in h, states, inputs and parameters in the order and units of <see cref="Description"/>.
/// </summary>
public interface IProcessModel
{
    static abstract ModelDescription Description { get; }

    /// <summary>Writes dx/dt. Must be smooth for states inside their bounds and finite slightly outside them.</summary>
    static abstract void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>;
}
