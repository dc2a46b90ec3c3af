using Titer.Numerics;
using Titer.Processes;

namespace Titer.Control.Predictive.Tracking;

/// <summary>
/// Any process model with the objective to hold outputs at targets: squared distances of outputs and inputs from targets, all parameters
/// (<see cref="TrackingLayout"/>), and with constant disturbances of rates and outputs, parameters too, which an estimator finds out. Its path rows
/// are the
/// outputs, so that they can have limits. The end counts like a unit of time.
/// </summary>
public readonly struct Tracking<TModel, TOutputs> : IOptimalControlModel where TModel : IProcessModel where TOutputs : IOutputs
{
    private static readonly TrackingLayout Layout = TrackingLayout.Of(TModel.Description, TOutputs.Count);

#pragma warning disable CA1000 // what a model says is static; only generic code calls it
    public static int PathRows => TOutputs.Count;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        TModel.Derivatives(t, x, u, p, dx);
        for (int i = 0; i < x.Length; i++) dx[i] += p[Layout.Rates + i];
    }

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T>
    {
        T cost = TerminalCost(t, x, p);
        for (int i = 0; i < u.Length; i++)
        {
            T apart = u[i] - p[Layout.InputTargets + i];
            cost += p[Layout.InputWeights + i] * apart * apart;
        }
        return cost;
    }

    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T>
    {
        T cost = 0;
        for (int i = 0; i < TOutputs.Count; i++)
        {
            T apart = Output(i, x, p) - p[Layout.Targets + i];
            cost += p[Layout.Weights + i] * apart * apart;
        }
        return cost;
    }

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T>
    {
        for (int i = 0; i < TOutputs.Count; i++) rows[i] = Output(i, x, p);
    }

    /// <summary>An output with its disturbance: what a sensor without error reads.</summary>
    internal static T Output<T>(int output, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> =>
        TOutputs.Read(output, x, p) + p[Layout.Offsets + output];
}
