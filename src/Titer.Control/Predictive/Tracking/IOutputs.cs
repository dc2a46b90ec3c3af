using Titer.Numerics;

namespace Titer.Control.Predictive.Tracking;

/// <summary>Quantities of a model's state that are held at targets, written once over the scalar; implementations are empty structs.</summary>
public interface IOutputs
{
    static abstract int Count { get; }

    /// <param name="output">0 to <see cref="Count"/> - 1.</param>
    static abstract T Read<T>(int output, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T>;
}
