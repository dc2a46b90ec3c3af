using Titer.Control.Estimators;
using Titer.Control.Estimators.Horizon;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Numerics;
using A = Titer.Control.Estimators.AdaptiveState;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Estimators;

/// <summary>The moving horizon on the whole CHO model with its clone factors and biases, 31 states, by real-time iterations.</summary>
public class CultureHorizonTests
{
    [Fact]
    public void A_horizon_over_the_culture_sees_what_the_filter_sees_also_from_a_late_sample()
    {
        const int minutes = 15, nodes = 12, steps = 16;
        double[] mean = ChoPrior.Mean(PriorCulture.Intended), sigma = ChoPrior.StandardDeviations(PriorCulture.Intended), low = new double[A.Count];
        Array.Fill(low, double.NegativeInfinity, X.Volume, A.Count - X.Volume);
        var culture = new PriorCulture(31);
        var horizon = new MovingHorizonEstimator<ChoDynamics, ChoMeasurement>(new ChoDynamics(PriorCulture.Nominal), Scene.Start, mean, sigma,
            new HorizonOptions { Nodes = nodes, StateLow = low });
        var filter = new RewindingFilter<ChoDynamics, ChoMeasurement>(
            new ExtendedFilter(mean, sigma), new ChoDynamics(PriorCulture.Nominal), Scene.Start, TimeSpan.FromHours(12), TimeSpan.FromMinutes(minutes));
        List<Measurement> sample = [];
        for (int step = 1; step <= steps; step++)
        {
            culture.Pass(minutes);
            horizon.Advance(culture.Now, culture.Inputs);
            filter.Advance(culture.Now, culture.Inputs);
            foreach (Measurement m in culture.ReadChips()) Take(m);
            if (step == 6) sample = culture.Sample();
            if (step == 12)
            {
                filter.GoBackTo(sample[0].Time);
                foreach (Measurement m in sample) Take(m);
                filter.Return();
            }
            Assert.Equal(SqpStatus.Iterated, horizon.Iterate());
        }
        foreach (int i in new[] { X.ViableCells, X.Glucose, X.Lactate, X.Antigen, A.Growth, A.GlucoseUptake, A.PHBias, A.LabTitre })
        {
            double spread = Math.Sqrt(filter.Filter.Variance(i));
            Assert.Equal(filter.Filter.Mean[i], horizon.Mean[i], 0.5 * spread);
            Assert.Equal(spread, Math.Sqrt(FixedDot.Of(horizon.Root.Slice(i * A.Count, A.Count), horizon.Root.Slice(i * A.Count, A.Count))), 0.1 * spread);
        }

        void Take(Measurement m)
        {
            Assert.True(ChoMeasurement.TryFor(m.Tag, PriorCulture.Nominal, out ChoMeasurement model));
            double variance = model.Variance(m.StandardUncertainty);
            Assert.True(horizon.Take(m.Time, m.Value, variance, model));
            filter.Expect(ref model);
            filter.Take(m.Value, variance, model);
        }
    }
}
