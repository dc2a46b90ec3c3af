using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>
/// A function of the PLS contributions v of a spectrum: Constant + Slope.v + Bend * sum of Weights_i exp(-|v - v_i|^2 / (2 Length^2)).
/// </summary>
/// <param name="Slope">One per component that it sees.</param>
/// <param name="Weights">One per training sample; empty when it does not bend.</param>
public sealed record ScoreFunction(double Constant, ImmutableArray<double> Slope, double Bend, double Length, ImmutableArray<double> Weights);

/// <summary>The mean of several functions of PLS contributions, centred on the mean of the response.</summary>
/// <param name="Scores">Contributions of the training samples, one row per sample; empty when no function bends.</param>
public sealed record ScoreModel(ImmutableArray<ImmutableArray<double>> Scores, ImmutableArray<ScoreFunction> Functions)
{
    /// <summary>Plain PLS: the sum of the first contributions.</summary>
    /// <param name="deviation">By which contributions were divided.</param>
    public static ScoreModel Sum(int components, double deviation) =>
        new([], [new ScoreFunction(0, [.. Enumerable.Repeat(deviation, components)], 0, 1, [])]);

    /// <summary>The mean of Gaussian processes of these settings.</summary>
    /// <param name="training">Contributions over the standard deviation of y.</param>
    /// <param name="y">Centred response.</param>
    /// <param name="points">Training samples on which the processes rest; all when null.</param>
    public static ScoreModel Processes(RowMatrix training, double[] y, ImmutableArray<ProcessSetting> settings, int[]? points = null)
    {
        RowMatrix rest = points is null || points.Length == training.Rows ? training : training.Take(points);
        var functions = new ScoreFunction[settings.Length];
        Parallel.For(0, settings.Length, s =>
        {
            ProcessSetting setting = settings[s];
            double[] weights = rest == training ? ScoreProcess.Fit(training, y, setting) : ScoreProcess.FitOn(rest, training, y, setting);
            // The constant and the linear part of the kernel need no samples once the weights are known.
            var slope = new double[Math.Min(setting.Components, training.Columns)];
            for (int i = 0; i < weights.Length; i++) FixedDot.Add(weights[i], rest.Row(i)[..slope.Length], slope);
            functions[s] = new ScoreFunction(weights.Sum(), [.. slope], setting.Bend, setting.Length, setting.Bend > 0 ? [.. weights] : []);
        });
        bool bends = functions.Any(f => f.Bend > 0);
        return new ScoreModel(bends ? [.. Enumerable.Range(0, rest.Rows).Select(i => rest.Row(i).ToArray().ToImmutableArray())] : [],
            [.. functions]);
    }

    public double At(ReadOnlySpan<double> contributions)
    {
        double all = 0;
        foreach (ScoreFunction function in Functions)
        {
            ReadOnlySpan<double> v = contributions[..function.Slope.Length];
            double sum = function.Constant + FixedDot.Of(v, function.Slope.AsSpan()), scale = -0.5 / (function.Length * function.Length), bent = 0;
            for (int i = 0; i < function.Weights.Length; i++)
            {
                ReadOnlySpan<double> z = Scores[i].AsSpan();
                double squares = 0;
                for (int k = 0; k < v.Length; k++) squares += (v[k] - z[k]) * (v[k] - z[k]);
                bent += function.Weights[i] * Math.Exp(scale * squares);
            }
            all += sum + function.Bend * bent;
        }
        return all / Functions.Length;
    }
}
