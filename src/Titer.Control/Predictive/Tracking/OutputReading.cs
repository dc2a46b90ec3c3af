using Titer.Control.Estimators;
using Titer.Numerics;

namespace Titer.Control.Predictive.Tracking;

/// <summary>
/// What a sensor of an output reads, for an estimator of states and disturbances (<see cref="ProcessState{TModel}"/> of a
/// <see cref="Tracking{TModel, TOutputs}"/> with the disturbances as estimated parameters).
/// </summary>
/// <param name="parameters">All parameters of the tracked model; those that are estimated are taken from the state.</param>
/// <param name="estimated">Their positions, as the estimator has them.</param>
/// <param name="states">States of the model.</param>
/// <param name="output">Which output.</param>
public readonly struct OutputReading<TModel, TOutputs>(double[] parameters, int[] estimated, int states, int output) : IMeasurementModel
    where TModel : Processes.IProcessModel
    where TOutputs : IOutputs
{
    private readonly ScalarBuffer _buffer = new(parameters.Length);

    public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        Span<T> p = _buffer.Of<T>();
        for (int i = 0; i < parameters.Length; i++) p[i] = parameters[i];
        for (int i = 0; i < estimated.Length; i++) p[estimated[i]] = x[states + i];
        return Tracking<TModel, TOutputs>.Output<T>(output, x[..states], p);
    }
}
