using Titer.Bench.Decide.Models;
using Titer.Control.Predictive.Tracking;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes;

namespace Titer.Control.Tests.Predictive.Tracking;

/// <summary>The stirred tank of Klatt and Engell as a process model, held by its concentration of B and its temperature.</summary>
internal readonly struct Tank : IProcessModel, IOutputs
{
    public static ModelDescription Description { get; } = new("stirred tank", "1", "Klatt and Engell 1998",
        [Of("A", 0.8), Of("B", 0.5), Of("reactor", 134), Of("jacket", 130)], [Of("feed", 20), Of("cooling", -2000)], [Of("alpha", 1), Of("beta", 1)]);

    public static int Count => 2;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        StirredTank.Derivatives(t, x, u, p, dx);

    public static T Read<T>(int output, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => x[output + 1];

    private static Quantity Of(string name, double value) => new(name, Unit.One, double.NegativeInfinity, double.PositiveInfinity, value, "");
}
