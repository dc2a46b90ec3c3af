using Titer.Numerics;

namespace Titer.Bench.Decide.Models;

/// <summary>
/// Fed-batch penicillin reactor of do-mpc's example <c>batch_reactor</c> (S. Lucia, A. Tatulea-Codrean, C. Schoppmeyer, S. Engell, Control Eng.
/// Pract. 60 (2017) 51;
/// model of B. Srinivasan, D. Bonvin, E. Visser, S. Palanki, Comput. Chem. Eng. 27 (2003) 27): biomass X, substrate S, product P, volume V;
/// parameters yield and feed concentration.
/// </summary>
internal readonly struct BatchReactor : IOptimalControlModel
{
    public static int PathRows => 0;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T biomass = x[0], substrate = x[1], dilution = u[0] / x[3];
        T growth = substrate * 0.02 / (substrate + 0.05 + substrate * substrate * (1 / 5.0)) * biomass;
        dx[0] = growth - dilution * biomass;
        dx[1] = -growth / p[0] - biomass * (0.004 / 1.2) + dilution * (p[1] - substrate);
        dx[2] = biomass * 0.004 - dilution * x[2];
        dx[3] = u[0];
    }

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> => -x[2];

    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => -x[2];

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> { }

    /// <summary>As the example sets it up: 20 steps of 1 h, two elements of two Radau points, unit price of squared changes.</summary>
    public static OptimalControlProblem Problem() => new()
    {
        Tree = StageTree.Chain(20),
        States = 4,
        Inputs = 1,
        Steps = OptimalControlProblem.EqualSteps(20, 1),
        Elements = 2,
        Points = 2,
        Parameters = [[0.5, 200]],
        StateLow = [0, -0.01, 0, 0],
        StateHigh = [3.7, double.PositiveInfinity, 3, double.PositiveInfinity],
        InputLow = [0],
        InputHigh = [0.2],
        ChangeWeight = [1],
        StateScale = [1, 1, 1, 100],
        InputScale = [0.1],
    };
}
