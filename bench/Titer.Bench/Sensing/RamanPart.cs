using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Titer.Numerics;
using Titer.Sensing.Raman.Regression;

namespace Titer.Bench.Sensing;

/// <summary>Raman: PLS against scikit-learn, and calibrations of the published sets as <c>titer calibrate raman</c> makes them.</summary>
internal sealed class RamanPart : ISensingPart
{
    // As in bench/references/raman_pls.py.
    private const int Samples = 500, Channels = 2000, Components = 20, FoldCount = 10, Times = 5;

    public string Name => "raman";

    public void Run(Dictionary<string, object?> figures)
    {
        figures["pls_speedup"] = Speed();
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

    private static double[] Numbers(JsonElement reference, string name) => [.. reference.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

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
