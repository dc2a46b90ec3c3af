using Titer.Bench.Decide.Models;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Horizon;
using Titer.Numerics;

namespace Titer.Bench.Decide.Estimators;

/// <summary>
/// do-mpc's penicillin batch (<see cref="BatchReactor"/>) whose yield differs from batch to batch and is estimated: biomass and volume every quarter
/// of an hour, substrate once an hour. The strength of the feed differs by 3 %, too, and is not estimated.
/// </summary>
internal static class BatchReactorRun
{
    private const double Step = 0.25, Biomass = 0.05, Substrate = 0.02, Volume = 0.2;
    private static readonly double[] Noise = [0.01, 0.005, 0.002, 0.02, 0.0];
    private static readonly double[] Mean = [1, 0.5, 0.1, 120, 0.5], Prior = [0.1, 0.05, 0.02, 0.5, 0.05];

    /// <summary>Reads one state.</summary>
    public readonly struct Sensor(int state) : IMeasurementModel
    {
        public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => x[state];
    }

    public static EstimatorProblem<ProcessState<BatchReactor>, Sensor> Problem()
    {
        return new("batch_reactor", new(1, [0.5, 200], [0], Noise, 0.05), Mean, Prior, [0, 1, 4], [0.05, 0.02, 0.05], Step, Step,
            new HorizonOptions { Nodes = 41, StateLow = [0, 0, 0, 0, 0.1] }, RealTime: true, Runs: 50, Run);

        static List<Moment<Sensor>> Run(ulong seed)
        {
            var g = new Gaussian(seed);
            var plant = new ProcessState<BatchReactor>(1, [0.5, 200 * (1 + 0.03 * g.Next())], [0], Noise, 0.05);
            double[] x = [.. Mean.Select((mean, i) => mean + Prior[i] * g.Next())];
            var moments = new List<Moment<Sensor>>();
            for (int step = 1; step <= 160; step++)
            {
                double[] feed = [x[1] < 0.5 ? 0.06 : 0.02];
                feed.CopyTo(plant.Inputs);
                plant.Propagate(x.AsSpan().AsReal(), Step);
                for (int i = 0; i < 4; i++) x[i] = Math.Max(0, x[i] + Noise[i] * Math.Sqrt(Step) * g.Next());
                List<Reading<Sensor>> readings = [Read(0, Biomass), Read(3, Volume)];
                if (step % 4 == 0) readings.Add(Read(1, Substrate));
                moments.Add(new(feed, [.. x], [.. readings]));
            }
            return moments;

            Reading<Sensor> Read(int state, double uncertainty) =>
                new(new Sensor(state), x[state] + uncertainty * g.Next(), uncertainty * uncertainty);
        }
    }
}
