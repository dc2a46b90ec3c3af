using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>Makes a calibration from spectra with reference values, and what it predicts for each of them when they are left out.</summary>
public static class SpectralCalibrationRun
{
    // A spike stands far above the scatter of its neighbourhood; bands that do so stand in most spectra and are protected.
    private const double SpikeLimit = 12;
    // T2 and Q of this part of the spectra left out, times the margin, end the domain.
    private const double DomainPart = 0.99, DomainMargin = 1.5;

    /// <param name="sets">Preprocessings to choose from; <see cref="FeatureLibrary"/> unless something is known.</param>
    /// <param name="progress">Told how many parts of the outer cross-validation are done, and of how many; by any thread.</param>
    /// <returns>The calibration, and the values of the outer cross-validation.</returns>
    public static (SpectralCalibration Calibration, double[] Predicted) Make(
        TrainingSet data, ImmutableArray<FeatureSet>? sets = null, double? ceiling = null, Action<int, int>? progress = null)
    {
        var despike = (Despike)new Despike(SpikeLimit).Learn(data.Spectra, data.Axis);
        string hash = data.Hash();
        data = data with { Spectra = new Pipeline([despike], data.Axis).Apply(data.Spectra) };
        var store = new GramStore(data, sets ?? FeatureLibrary.For(data.Axis));
        var pool = new SearchPool(data, store);
        var outer = new Folds(data.Fold);
        OuterPredictions left = NestedCrossValidation.Run(data, store, pool, outer, progress);
        int[] all = [.. Enumerable.Range(0, data.Samples)];
        var trained = new TrainedPart(data, store, pool, all);
        double[] errors = [.. left.Value.Zip(data.Reference, (p, r) => p - r)];
        double[] sizes = [.. errors.Select((e, i) => Math.Abs(e) / Scale(left.T2[i], data.Samples))];
        (double t2, double q) = (End(left.T2), End(left.Q));
        int rejected = all.Count(i => left.T2[i] > t2 || left.Q[i] > q);
        return (new SpectralCalibration
        {
            Format = SpectralCalibration.FormatName,
            Target = data.Target,
            Unit = data.Unit.Code,
            TrainingHash = hash,
            Samples = data.Samples,
            Level = trained.Level,
            Lowest = data.Reference.Min(),
            Highest = data.Reference.Max(),
            Axis = data.Axis.Wavenumbers,
            Ceiling = ceiling,
            Despike = despike,
            Models = [.. trained.Members.Select(m => Model(store, m, all))],
            Domain = Domain(store, trained.DomainSet, all, pool.Of(all).InSet, t2, q),
            Uncertainty = new SpectralUncertainty(ConformalInterval.Quantile(sizes)),
            Validation = Validate(data, outer, errors, sizes, rejected),
        }, left.Value);
    }

    private static double Scale(double t2, int samples) => Math.Sqrt(1 + 1.0 / samples + t2 / (samples - 1));

    /// <summary>Weights on samples become directions in the features: X' times them, because their sum is zero.</summary>
    private static SpectralModel Model(GramStore store, Member member, int[] all)
    {
        Candidate candidate = member.Candidate;
        ImmutableArray<SpectralStep> steps = store.Learned(candidate.Set, all);
        RowMatrix features = store.Features(steps), weights = RowMatrix.Of(member.OnSamples), directions = new(weights.Rows, features.Columns);
        MatrixProduct.Multiply(weights.Values, weights.Rows, features.Values, features.Columns, features.Rows, directions.Values);
        double[] mean = features.Mean();
        int[] components = [.. Enumerable.Range(0, weights.Rows)];
        return new SpectralModel(store.Sets[candidate.Set].Name, steps, candidate.Regressor, candidate.Rmse, member.Weight,
            [.. components.Select(a => -FixedDot.Of(directions.Row(a), mean))],
            [.. components.Select(a => directions.Row(a).ToArray().ToImmutableArray())], member.Model);
    }

    private static SpectralDomain Domain(GramStore store, int set, int[] all, int[] points, double t2, double q)
    {
        ImmutableArray<SpectralStep> steps = store.Learned(set, all);
        RowMatrix features = store.Features(steps).Take(points);
        double[] mean = features.Mean();
        RowMatrix centred = features.Minus(mean);
        int components = new GramDomain(new GramRidge(centred.Gram()), points.Length).Components;
        (double[][] loadings, double[] variances) = PrincipalComponents.Of(centred, components);
        return new SpectralDomain(steps, [.. mean], [.. loadings.Select(l => l.ToImmutableArray())], [.. variances], t2, q);
    }

    /// <summary>Where the domain ends: beyond nearly all spectra that were left out, with a margin for those that are still to come.</summary>
    private static double End(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return Math.Max(DomainMargin * sorted[(int)Math.Ceiling(DomainPart * sorted.Length) - 1], double.Epsilon);
    }

    private static SpectralValidation Validate(TrainingSet data, Folds outer, double[] errors, double[] sizes, int rejected)
    {
        double mean = data.Reference.Average(), squares = errors.Sum(e => e * e), spread = data.Reference.Sum(r => (r - mean) * (r - mean));
        int inside = 0;
        for (int f = 0; f < outer.Count; f++)
        {
            double quantile = ConformalInterval.Quantile(outer.Training[f].Select(i => sizes[i]));
            inside += outer.Test[f].Count(i => sizes[i] <= quantile);
        }
        return new SpectralValidation(outer.Count, Math.Sqrt(squares / errors.Length), errors.Average(), spread > 0 ? 1 - squares / spread
            : double.NaN,
            (double)inside / errors.Length, rejected);
    }
}
