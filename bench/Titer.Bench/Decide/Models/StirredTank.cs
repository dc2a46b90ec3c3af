using Titer.Numerics;

namespace Titer.Bench.Decide.Models;

/// <summary>
/// Continuous stirred tank with van der Vusse kinetics of do-mpc's example <c>CSTR</c> (K.-U. Klatt, S. Engell, Comput. Chem. Eng. 22 (1998) 491):
/// concentrations of A and B,
/// temperatures of reactor and jacket; inputs feed rate and cooling; parameters alpha (activation energy of the side reaction) and beta (rate of the
/// first).
/// </summary>
internal readonly struct StirredTank : IOptimalControlModel
{
    private const double FirstRate = 1.287e12, SideRate = 9.043e9, FirstEnergy = 9758.3, SideEnergy = 8560;
    private const double HeatAB = 4.2, HeatBC = -11, HeatAD = -41.85, Density = 0.9342, HeatCapacity = 3.01, JacketCapacity = 2;
    private const double Area = 0.215, Volume = 10.01, JacketMass = 5, Inlet = 130, Transfer = 4032, InletA = 5.1;

    public static int PathRows => 1;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T a = x[0], b = x[1], reactor = x[2], jacket = x[3], kelvin = reactor + 273.15;
        T first = p[1] * FirstRate * T.Exp(-FirstEnergy / kelvin) * a;
        T second = T.Exp(-FirstEnergy / kelvin) * FirstRate * b;
        T side = T.Exp(p[0] * -SideEnergy / kelvin) * SideRate * a * a;
        T apart = reactor - jacket;
        dx[0] = u[0] * (InletA - a) - first - side;
        dx[1] = first - u[0] * b - second;
        dx[2] = (first * HeatAB + second * HeatBC + side * HeatAD) * (-1 / (Density * HeatCapacity)) + u[0] * (Inlet - reactor)
            - apart * (Transfer * Area / (Density * HeatCapacity * Volume));
        dx[3] = (u[1] + apart * (Transfer * Area)) * (1 / (JacketMass * JacketCapacity));
    }

    public static T StageCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T> =>
        (x[1] - 0.6) * (x[1] - 0.6);

    public static T TerminalCost<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => (x[1] - 0.6) * (x[1] - 0.6);

    public static void Path<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> rows) where T : struct, IScalar<T> =>
        rows[0] = x[2];

    /// <summary>
    /// As the example sets it up: 20 steps of 0.005 h, nine scenarios that part after the first step. The costs of a stage are averaged over its
    /// scenarios and the price
    /// of a soft limit is not; changes of inputs are priced in multiples of the scales (100 L/h, 2,000 kJ/h).
    /// </summary>
    public static OptimalControlProblem Problem()
    {
        StageTree tree = StageTree.Robust(20, 9, 1);
        double[] alpha = [1, 1.05, 0.95], beta = [1, 1.1, 0.9];
        return new()
        {
            Tree = tree,
            States = 4,
            Inputs = 2,
            PathRows = 1,
            Steps = OptimalControlProblem.EqualSteps(20, 0.005),
            Parameters = [.. alpha.SelectMany(a => beta.Select(b => new[] { a, b }))],
            LimitsBetweenStages = true,
            LimitsAtEnd = false,
            Barrier = 9 * 2.5059e-9,
            StateLow = [0.1, 0.1, 50, 50],
            StateHigh = [2, 2, double.PositiveInfinity, 140],
            InputLow = [5, -8500],
            InputHigh = [100, 0],
            PathHigh = [140],
            PathLow = [double.NegativeInfinity],
            PathPrice = [100],
            ChangeWeight = [0.1 / (100 * 100), 1e-3 / (2000.0 * 2000)],
            StateScale = [1, 1, 100, 100],
            InputScale = [100, 2000],
        };
    }
}
