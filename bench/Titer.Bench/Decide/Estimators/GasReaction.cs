using Titer.Control.Estimators;
using Titer.Control.Estimators.Horizon;
using Titer.Numerics;

namespace Titer.Bench.Decide.Estimators;

/// <summary>
/// Reversible gas-phase reaction 2 A = B of E. L. Haseltine and J. B. Rawlings (Ind. Eng. Chem. Res. 44 (2005) 2451): only the total pressure is
/// measured, and the prior is poor. Partial pressures of A and B; parameters are the two rate constants.
/// </summary>
internal readonly struct GasReaction : IDynamics
{
    private const double Step = 0.1, Noise = 0.001, Gauge = 0.1;

    private static readonly double[] Rates = [0.16, 0.0064];

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T rate = p[0] * x[0] * x[0] - p[1] * x[1];
        dx[0] = -2.0 * rate;
        dx[1] = rate;
    }

    public readonly struct TotalPressure : IMeasurementModel
    {
        public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => x[0] + x[1];
    }

    public static EstimatorProblem<ProcessState<GasReaction>, TotalPressure> Problem()
    {
        double[] noise = [Noise / Math.Sqrt(Step), Noise / Math.Sqrt(Step)];
        return new("gas_reaction", new(0, Rates, [], noise, Step), [0.1, 4.5], [6, 6], [0, 1], [1, 1], Step, Step,
            new HorizonOptions { Nodes = 11, StateLow = [0, 0] }, RealTime: false, Runs: 50, Run);

        List<Moment<TotalPressure>> Run(ulong seed)
        {
            var g = new Gaussian(seed);
            var plant = new ProcessState<GasReaction>(0, Rates, [], noise, Step);
            double[] x = [3, 1];
            var moments = new List<Moment<TotalPressure>>();
            for (int step = 0; step < 100; step++)
            {
                plant.Propagate(x.AsSpan().AsReal(), Step);
                for (int i = 0; i < 2; i++) x[i] += Noise * g.Next();
                moments.Add(new([], [.. x], [new(default, x[0] + x[1] + Gauge * g.Next(), Gauge * Gauge)]));
            }
            return moments;
        }
    }
}
