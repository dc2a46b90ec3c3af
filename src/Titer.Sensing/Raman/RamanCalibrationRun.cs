using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Regression;
using static Titer.Sensing.Raman.RamanPreprocessing;

namespace Titer.Sensing.Raman;

/// <summary>
/// A calibration run: samples spiked so that no two analytes go together, as a batch alone would make them, read by several probes
/// and analysed in the laboratory; PLS per analyte, latent variables chosen by leaving one probe out; more probes, kept out of
/// the training, set the limits of validity.
/// </summary>
public static class RamanCalibrationRun
{
    private const int Probes = 12, PerProbe = 16, MostComponents = 18, ValidationProbes = 6, ValidationSpectra = 12;
    /// <summary>Principal components kept for the domain of validity: analytes, background and axis errors.</summary>
    private const int DomainComponents = 16;
    // Fewest latent variables whose error is within this factor of the best (the parsimony of A. Lorber, B. Kowalski 1990).
    private const double Parsimony = 1.02;
    private const double DomainMargin = 1.5;

    /// <summary>Calibration for a CHO culture.</summary>
    public static RamanCalibration Make(ulong seed) => Make(seed, CultureRaman.Application);

    public static RamanCalibration Make(ulong seed, RamanApplication application)
    {
        string stream = application.Stream;
        Gaussian design = Gaussian.Stream(seed, $"{stream}/design"), laboratory = Gaussian.Stream(seed, $"{stream}/laboratory");
        var features = new List<double[]>();
        var references = new List<double[]>();
        var counts = new List<ImmutableArray<double>>();
        double water = 0;
        var preprocessing = new RamanPreprocessing();
        for (int probe = 0; probe < Probes; probe++)
        {
            var chip = new SimulatedRaman(Gaussian.Stream(seed, $"{stream}/probe-{probe}"), application);
            for (int i = 0; i < PerProbe; i++)
            {
                Broth broth = application.Mixture(design);
                counts.Add(chip.Read(design.Uniform(0, application.Hours), broth)[0].Values);
                var feature = new double[Features];
                water += preprocessing.Apply(counts[^1].AsSpan(), feature) / (Probes * PerProbe);
                features.Add(feature);
                references.Add([.. application.References(broth).Select((c, a) =>
                    c * (1 + application.ReferenceRelative * laboratory.Next()) + application.ReferenceFloor[a] * laboratory.Next())]);
            }
        }
        RowMatrix x = RowMatrix.Of(features);
        double[] mean = x.Mean();
        RowMatrix centred = x.Minus(mean);
        (double[][] loadings, double[] variances) = PrincipalComponents.Of(centred, DomainComponents);
        var domain = new RamanDomain(loadings, variances);
        (double t2, double q) = Limits(seed, application, design, mean, domain);
        return new RamanCalibration
        {
            TrainingHash = Hash(counts, references),
            Preprocessing = RamanCalibration.PreprocessingName,
            Samples = features.Count,
            Mean = [.. mean],
            Loadings = [.. loadings.Select(l => l.ToImmutableArray())],
            Variances = [.. variances],
            T2Limit = t2,
            QLimit = q,
            WaterBand = water,
            Analytes = [.. Enumerable.Range(0, application.Analytes.Length).Select(a => Train(application, a, x, centred, references, counts))],
        };
    }

    private static RamanAnalyte Train(
        RamanApplication application, int analyte, RowMatrix x, RowMatrix centred, List<double[]> references, List<ImmutableArray<double>> counts)
    {
        (string name, Unit unit) = application.Analytes[analyte];
        double floor = application.ReferenceFloor[analyte];
        double[] y = [.. references.Select(r => r[analyte])];
        double[] press = CrossValidate(x, y);
        double best = press.Min();
        int components = 1 + Array.FindIndex(press, e => Math.Sqrt(e) <= Parsimony * Math.Sqrt(best));
        double rmsecv = Math.Sqrt(press[components - 1] / y.Length), mean = y.Average();
        double[] coefficients = PartialLeastSquares.Fit(centred, new RowMatrix([.. y.Select(v => v - mean)], y.Length, 1), components)[^1];

        double known = 0; // mean square of reference error and shot noise
        double[] onCounts = OnCounts(coefficients);
        for (int i = 0; i < y.Length; i++)
        {
            double relative = application.ReferenceRelative * y[i], shot = RamanSensor.ShotNoise(onCounts, counts[i].AsSpan());
            known += (relative * relative + floor * floor + shot * shot) / y.Length;
        }
        // The model is never better than a third of what cross-validation shows; with so few probes its variance is that of
        // Student's distribution (JCGM 101:2008, 6.4.9.4).
        double model = Math.Sqrt(Math.Max(rmsecv * rmsecv - known, rmsecv * rmsecv / 9) * Probes / (Probes - 2));
        return new RamanAnalyte(name, mean, [.. coefficients], components, rmsecv, model, y.Min(), y.Max(),
            unit == Unit.Millimolar ? null : unit.Code);
    }

    /// <summary>Sum of squared errors of prediction per number of components, leaving one probe out at a time.</summary>
    private static double[] CrossValidate(RowMatrix x, double[] y)
    {
        var probes = new Folds([.. Enumerable.Range(0, y.Length).Select(i => i / PerProbe)]);
        RowMatrix[] predictions = PlsCrossValidation.Predict(x, new RowMatrix(y, y.Length, 1), probes, MostComponents);
        return [.. predictions.Select(p => y.Select((v, i) => (p.Values[i] - v) * (p.Values[i] - v)).Sum())];
    }

    /// <summary>Largest T2 and Q of probes that were not in the training, with a margin.</summary>
    private static (double T2, double Q) Limits(
        ulong seed, RamanApplication application, Gaussian design, double[] mean, RamanDomain domain)
    {
        double t2 = 0, q = 0;
        var x = new double[Features];
        var preprocessing = new RamanPreprocessing();
        SimulatedRaman? chip = null;
        for (int i = 0; i < ValidationProbes * ValidationSpectra; i++)
        {
            if (i % ValidationSpectra == 0)
                chip = new SimulatedRaman(Gaussian.Stream(seed, $"{application.Stream}/validation-{i / ValidationSpectra}"), application);
            ImmutableArray<double> counts = chip!.Read(design.Uniform(0, application.Hours), application.Mixture(design))[0].Values;
            double water = preprocessing.Apply(counts.AsSpan(), x);
            FixedDot.Add(-1, mean, x);
            domain.Place(x, preprocessing.Clean, water, out double sampleT2, out double sampleQ);
            (t2, q) = (Math.Max(t2, sampleT2), Math.Max(q, sampleQ));
        }
        return (DomainMargin * t2, DomainMargin * q);
    }

    private static string Hash(List<ImmutableArray<double>> counts, List<double[]> references)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ImmutableArray<double> spectrum in counts) hash.AppendData(MemoryMarshal.AsBytes(spectrum.AsSpan()));
        foreach (double[] reference in references) hash.AppendData(MemoryMarshal.AsBytes(reference.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
