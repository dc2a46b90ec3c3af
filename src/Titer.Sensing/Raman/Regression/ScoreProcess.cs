using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Regression;

/// <summary>One setting of a <see cref="ScoreProcess"/>.</summary>
/// <param name="Components">PLS components that the process sees.</param>
/// <param name="Bend">Variance of the squared-exponential part beside that of the linear part; 0 is linear.</param>
/// <param name="Length">Its length, in standard deviations of the response.</param>
/// <param name="Noise">Variance of the noise beside that of the linear part.</param>
public readonly record struct ProcessSetting(int Components, double Bend, double Length, double Noise);

/// <summary>
/// Gaussian process on the contributions of PLS components (what each adds to the prediction, over the standard deviation of the response): k(v,
/// w) = 1 +
/// v.w + bend exp(-|v - w|^2 / (2 length^2)) (C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning, 2006; a bent PLS inner
/// relation as in S. Wold, N. Kettaneh-Wold, B. Skagerberg, Chemom. Intell. Lab. Syst. 7 (1989) 53-65). Contributions, not scores: distance then
/// counts only what matters to the response.
/// </summary>
public static class ScoreProcess
{
    private const double Jitter = 1e-10; // over the mean of the diagonal
    private static readonly int[] Components = [2, 4, 6, 8, 10, 12];
    private static readonly (double Bend, double Length)[] Shapes = [(0, 1), (0.3, 1), (0.3, 2), (1, 1), (1, 2)];
    private static readonly double[] Noises = [1e-3, 1e-2, 3e-2, 0.1, 0.3, 1];

    /// <summary>Settings tried, in the order of <see cref="Predict"/>.</summary>
    public static ImmutableArray<ProcessSetting> Settings { get; } = [.. from components in Components from shape in Shapes from noise in Noises
        select new ProcessSetting(components, shape.Bend, shape.Length, noise)];

    public static int MostComponents => Components[^1];

    /// <summary>For each setting the centred prediction of each test sample; zero where no process could be fitted.</summary>
    /// <param name="training">Contributions over the standard deviation of y, n x components; fewer than a setting asks for are all there
    /// are.</param>
    /// <param name="test">The same of the test samples.</param>
    /// <param name="y">Centred response of the training samples.</param>
    public static double[][] Predict(RowMatrix training, RowMatrix test, double[] y)
    {
        var predictions = new double[Settings.Length][];
        int n = training.Rows, point = 0;
        double[] kernel = new double[n * n], coefficients = new double[n], row = new double[n];
        foreach (int components in Components)
        {
            (RowMatrix inner, RowMatrix apart) = Products(training, training, components, lower: true);
            (RowMatrix innerTest, RowMatrix apartTest) = Products(test, training, components, lower: false);
            foreach ((double bend, double length) in Shapes)
            {
                RowMatrix smooth = Kernel(inner, apart, bend, length, lower: true), cross = Kernel(innerTest, apartTest, bend, length, lower: false);
                foreach (double noise in Noises)
                {
                    smooth.Values.CopyTo(kernel, 0);
                    for (int i = 0; i < n; i++) kernel[i * n + i] += noise;
                    y.CopyTo(coefficients, 0);
                    var predicted = new double[test.Rows];
                    if (Cholesky.Factorise(kernel, n))
                    {
                        Cholesky.Solve(kernel, coefficients, n);
                        for (int i = 0; i < predicted.Length; i++) predicted[i] = FixedDot.Of(cross.Row(i), coefficients);
                    }
                    predictions[point++] = predicted;
                }
            }
        }
        return predictions;
    }

    /// <summary>Coefficients on the kernel of the training samples.</summary>
    public static double[] Fit(RowMatrix training, double[] y, ProcessSetting setting)
    {
        int n = training.Rows;
        (RowMatrix inner, RowMatrix apart) = Products(training, training, setting.Components, lower: true);
        double[] kernel = Kernel(inner, apart, setting.Bend, setting.Length, lower: true).Values, coefficients = [.. y];
        for (int i = 0; i < n; i++) kernel[i * n + i] += setting.Noise;
        if (!Cholesky.Factorise(kernel, n)) return new double[n];
        Cholesky.Solve(kernel, coefficients, n);
        return coefficients;
    }

    /// <summary>
    /// Coefficients on the kernel of fewer points that fit all training samples best, (K_mn K_nm + noise K_mm)^-1 K_mn y: the subset of
    /// regressors (Rasmussen and Williams, 8.3.1). Costs n m^2 instead of n^3, and is the process itself when the points are all samples.
    /// </summary>
    public static double[] FitOn(RowMatrix points, RowMatrix training, double[] y, ProcessSetting setting)
    {
        int m = points.Rows;
        (RowMatrix inner, RowMatrix apart) = Products(points, training, setting.Components, lower: false);
        RowMatrix cross = Kernel(inner, apart, setting.Bend, setting.Length, lower: false);
        (inner, apart) = Products(points, points, setting.Components, lower: true);
        RowMatrix own = Kernel(inner, apart, setting.Bend, setting.Length, lower: true), normal = cross.Gram();
        double[] coefficients = new double[m];
        double diagonal = 0;
        for (int i = 0; i < m; i++)
        {
            coefficients[i] = FixedDot.Of(cross.Row(i), y);
            for (int j = 0; j <= i; j++) normal[i, j] += setting.Noise * own[i, j];
            diagonal += normal[i, i] / m;
        }
        // Without the bent part the rank is that of the components: what the response does not reach is kept at zero.
        for (int i = 0; i < m; i++) normal[i, i] += Jitter * diagonal;
        if (!Cholesky.Factorise(normal.Values, m)) return new double[m];
        Cholesky.Solve(normal.Values, coefficients, m);
        return coefficients;
    }

    private static (RowMatrix Inner, RowMatrix Apart) Products(RowMatrix a, RowMatrix b, int components, bool lower)
    {
        int used = Math.Min(components, a.Columns);
        RowMatrix inner = new(a.Rows, b.Rows), apart = new(a.Rows, b.Rows);
        for (int i = 0; i < a.Rows; i++)
        {
            ReadOnlySpan<double> x = a.Row(i)[..used];
            for (int j = 0; j < (lower ? i + 1 : b.Rows); j++)
            {
                ReadOnlySpan<double> z = b.Row(j)[..used];
                double product = 0, squares = 0;
                for (int k = 0; k < used; k++)
                {
                    product += x[k] * z[k];
                    squares += (x[k] - z[k]) * (x[k] - z[k]);
                }
                (inner[i, j], apart[i, j]) = (product, squares);
            }
        }
        return (inner, apart);
    }

    private static RowMatrix Kernel(RowMatrix inner, RowMatrix apart, double bend, double length, bool lower)
    {
        var kernel = new RowMatrix(inner.Rows, inner.Columns);
        double scale = -0.5 / (length * length);
        for (int i = 0; i < inner.Rows; i++)
            for (int j = 0; j < (lower ? i + 1 : inner.Columns); j++)
                kernel[i, j] = 1 + inner[i, j] + (bend > 0 ? bend * Math.Exp(scale * apart[i, j]) : 0);
        return kernel;
    }
}
