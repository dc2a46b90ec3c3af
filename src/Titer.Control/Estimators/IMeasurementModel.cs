using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>What a sensor reads in a given state, written once over the scalar like <see cref="IStateModel"/>.</summary>
public interface IMeasurementModel
{
    T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>;
}
