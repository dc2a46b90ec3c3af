using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Regression;

namespace Titer.Bench.Sensing;

/// <summary>Raman: PLS against scikit-learn, and calibrations of the published sets as <c>titer calibrate raman</c> makes them.</summary>
internal sealed class RamanPart : ISensingPart
{
    // As in bench/references/raman_pls.py.
    private const int Samples = 500, Channels = 2000, Components = 20, FoldCount = 10, Times = 5;

    private static readonly string[] Analytes = ["glucose", "Na_acetate", "Mg_SO4"];

    public string Name => "raman";

    public void Run(Dictionary<string, object?> figures)
    {
        figures["pls_speedup"] = Speed();
        var coverage = new Dictionary<string, double?>();
        figures["raman_fermentation_rmse"] = Calibrate("fermentation-small-scale.csv", ["Glucose"], new("BatchID", null), coverage)?["Glucose"];
        figures["raman_532_rmse"] = Calibrate("aqueous-532nm.csv", Analytes, new(null, "fold_idx"), coverage);
        figures["raman_timegated_rmse"] = Calibrate("aqueous-timegated.csv", Analytes, new(null, "fold_idx"), coverage);
        figures["raman_coverage95"] = coverage.Count > 0 ? coverage : null;
    }

    /// <summary>RMSE of the outer cross-validation by analyte, as <c>titer calibrate raman</c> reports it; null where the data are absent.</summary>
    private static Dictionary<string, double>? Calibrate(string name, string[] targets, RamanParts parts, Dictionary<string, double?> coverage)
    {
        if (Folders.SharedData("raman") is not { } folder) return null;
        RamanSpectra spectra = RamanSpectra.Read(Path.Combine(folder, name));
        var rmse = new Dictionary<string, double>();
        foreach (string target in targets)
        {
            long start = Stopwatch.GetTimestamp();
            SpectralValidation found = SpectralCalibrationRun.Make(RamanTraining.Read(spectra, target, parts).Set).Calibration.Validation;
            (rmse[target], coverage[$"{Path.GetFileNameWithoutExtension(name)}/{target}"]) = (found.Rmse, found.Coverage95);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name} {target}: RMSE {found.Rmse:F3} g/L, bias {found.Bias:F3}, R2 {found.R2:F3}, coverage {found.Coverage95:P1}, "
                + $"{found.Rejected} outside the domain, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s."));
        }
        return rmse;
    }

    private static double? Speed()
    {
        (RowMatrix x, RowMatrix y) = Data();
        var folds = new Folds([.. Enumerable.Range(0, Samples).Select(i => i % FoldCount)]);
        double best = double.PositiveInfinity;
        RowMatrix[] predictions = [];
        for (int i = 0; i < Times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            predictions = PlsCrossValidation.Predict(x, y, folds, Components);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        if (PythonReference.Run("raman_pls.py") is not { } reference) return null;
        double[] rmse = [.. predictions.Select(p => Math.Sqrt(p.Values.Zip(y.Values, (a, b) => (a - b) * (a - b)).Average()))];
        double apart = rmse.Zip(Numbers(reference, "rmse"), (a, b) => Math.Abs(a - b)).Max();
        double[] coefficients = PartialLeastSquares.Fit(x.Minus(x.Mean()), y.Minus(y.Mean()), Components)[^1];
        double[] published = Numbers(reference, "coefficients");
        double off = coefficients.Zip(published, (a, b) => Math.Abs(a - b)).Max() / published.Max(Math.Abs);
        double seconds = reference.GetProperty("seconds").GetDouble();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"PLS, {FoldCount} folds, {Components} components, {Samples} x {Channels}: {best * 1000:F0} ms, scikit-learn {seconds * 1000:F0} ms; "
            + $"RMSECV differ by at most {apart:E1}, coefficients by {off:E1} of the largest."));
        return seconds / best;
    }

    private static double[] Numbers(JsonElement reference, string name) => [.. reference.GetProperty(name).EnumerateArray().Select(v =>
        v.GetDouble())];

    private static (RowMatrix X, RowMatrix Y) Data()
    {
        const int bands = 30;
        RowMatrix x = new(Samples, Channels), y = new(Samples, 1);
        for (int i = 0; i < Samples; i++)
        {
            for (int k = 0; k < bands; k++)
            {
                double score = Math.Sin(1.7 * (i + 1) * (k + 1)) + Math.Cos(0.31 * (i + 2) * (k + 3));
                for (int j = 0; j < Channels; j++)
                {
                    double d = (j - 33.0 - 66 * k) / 40;
                    x[i, j] += score * Math.Exp(-0.5 * d * d);
                }
                y[i, 0] += score / (1 + k);
            }
            for (int j = 0; j < Channels; j++) x[i, j] += 0.05 * Math.Sin(0.7 * (i + 1.0) * (i + 1.0) + 1.3 * ((j + 1.0) * (j + 1.0)) * (i + 1.0));
            y[i, 0] += 0.1 * Math.Sin(3.3 * i);
        }
        return (x, y);
    }
}
