using Titer.Control;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Horizon;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Bench.Decide.Estimators;

/// <summary>
/// Two days of the CHO culture whose plant has drawn its own parameters (<see cref="PlantDraw"/>: +-20 % and +-15 %), read every half hour by chips
/// with biases of their own, and by the laboratory every twelve hours. The estimators carry the 31 states of <see cref="AdaptiveState"/>.
/// </summary>
internal static class CultureRun
{
    private const double Step = 0.5, Hours = 48;

    private static readonly (Tag Tag, double U, int Bias)[] Chips =
    [
        (Tags.PH, 0.01, A.PHBias), (Tags.DissolvedOxygen, 1, -1), (Tags.Temperature, 0.1, -1), (Tags.Volume, 0.5, -1),
        (Tags.Biovolume, 0.02, A.CellVolume), (Tags.Glucose, 0.8, A.GlucoseBias), (Tags.Lactate, 0.8, A.LactateBias),
        (Tags.Glutamine, 0.3, A.GlutamineBias), (Tags.Ammonia, 0.5, A.AmmoniaBias),
    ];

    public static EstimatorProblem<ChoDynamics, ChoMeasurement> Problem(int runs)
    {
        double[] nominal = ChoFedBatch.Description.DefaultParameters(), start = ChoFedBatch.Description.DefaultStates();
        (start[X.ViableCells], start[X.DeadCells], start[X.Antigen]) = (2, 0.1, 0.05);
        double[] low = new double[A.Count];
        Array.Fill(low, double.NegativeInfinity);
        for (int i = 0; i <= X.Volume; i++) low[i] = 0;
        double[] mean = ChoPrior.Mean(start), sigma = ChoPrior.StandardDeviations(start);
        // Errors in multiples of a laboratory result's uncertainty at 2 10^9 cells/L, 20 mmol/L and 0.2 g/L.
        return new("cho", new ChoDynamics(nominal), mean, sigma, [X.ViableCells, X.Glucose, X.Antigen], [0.1, 0.6, 0.01], Step, 1.0 / 60,
            new HorizonOptions { Nodes = 49, StateLow = low }, RealTime: true, runs, seed => Run(seed, start, nominal, sigma));
    }

    private static List<Moment<ChoMeasurement>> Run(ulong seed, double[] start, double[] nominal, double[] sigma)
    {
        Gaussian g = Gaussian.Stream(seed, "estimators");
        PlantDraw draw = PlantDraw.From(seed, start);
        // The plant in the estimators' own state: factors at 0, because its parameters are its own; biases as drawn.
        var plant = new ChoDynamics(draw.Parameters);
        double[] x = new double[A.Count];
        draw.Start.CopyTo(x, 0);
        x[X.Antigen] = start[X.Antigen] * (1 + 0.02 * g.Next());
        foreach ((_, _, int bias) in Chips)
            if (bias >= 0) x[bias] = sigma[bias] * g.Next();
        for (int i = A.LabCells; i < A.Count; i++) x[i] = sigma[i] * g.Next();
        double[] u = ChoFedBatch.Description.DefaultInputs();
        (u[U.Agitation], u[U.Air]) = (110, 6);
        var moments = new List<Moment<ChoMeasurement>>();
        for (int step = 1; step <= Hours / Step; step++)
        {
            u[U.Feed] = Math.Clamp(0.03 * x[X.ViableCells] + 0.03 * (20 - x[X.Glucose]), 0, 2);
            u[U.OxygenGas] = Math.Clamp(0.2 * (45 - ChoFedBatch.OxygenSaturation(x)), 0, 10);
            u[U.CarbonDioxideGas] = Math.Clamp(10 * (ChoFedBatch.PH(x, draw.Parameters) - 7), 0, 3);
            u.CopyTo(plant.Inputs);
            plant.Propagate(x.AsSpan().AsReal(), Step);
            var readings = new List<Reading<ChoMeasurement>>();
            foreach ((Tag tag, double s, _) in Chips) Read(tag, s);
            if (step % 24 == 0)
            {
                Read(Tags.LabViableCells, 0.05 * x[X.ViableCells]);
                Read(Tags.LabGlucose, 0.03 * x[X.Glucose]);
                Read(Tags.LabTitre, 0.05 * x[X.Antigen]);
                Read(Tags.LabLactate, 0.2);
                Read(Tags.LabAmmonia, 0.1);
            }
            moments.Add(new([.. u], [.. x], [.. readings]));

            void Read(Tag tag, double uncertainty)
            {
                // What the plant's sensor reads is by the plant's own chemistry; what the estimator believes of it, by the nominal one.
                if (!ChoMeasurement.TryFor(tag, draw.Parameters, out ChoMeasurement real)) return;
                ChoMeasurement.TryFor(tag, nominal, out ChoMeasurement believed);
                double variance = real.Variance(uncertainty);
                readings.Add(new(believed, real.Read<Real>(x.AsSpan().AsReal()).Value + Math.Sqrt(variance) * g.Next(), variance));
            }
        }
        return moments;
    }
}
