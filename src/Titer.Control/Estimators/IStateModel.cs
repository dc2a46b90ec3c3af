using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// How a state of n numbers moves in time, written once over the scalar: a sigma-point filter moves its points with <see cref="Real"/>, the
/// extended filter and the moving horizon take exact derivatives of the same discrete step with <see cref="Dual"/>. What does not change in time
/// and is estimated all the same (parameters, sensor biases) is a state like the others. Implemented by structs, so that the estimators call it
/// directly.
/// </summary>
public interface IStateModel
{
    /// <summary>Inputs that hold until they are set again.</summary>
    Span<double> Inputs { get; }

    /// <summary>Moves <paramref name="x"/> in place over <paramref name="hours"/>, in as many steps as the model needs.</summary>
    void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>;

    /// <summary>False when moving one state cannot change how the others move (a pure sensor bias): its direction needs no propagation.</summary>
    bool Drives(int state);

    /// <summary>Standard deviation of the process noise that gathers in one hour, per state; it grows with the square root of time.</summary>
    void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour);
}
