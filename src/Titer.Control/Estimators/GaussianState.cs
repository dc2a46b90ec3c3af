using System.Numerics.Tensors;
using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Mean m and square root S of the covariance P = S S' of a state, which every estimator here carries: the covariance itself is never formed, so it
/// cannot lose symmetry or sign (Kailath, Sayed and Hassibi, Linear Estimation 2000, ch. 12). Covariances are added by the triangle of a stack of
/// roots (<see cref="Gather"/>) and scalar measurements taken by Potter's update (<see cref="Correct"/>). Not thread-safe.
/// </summary>
public class GaussianState
{
    private readonly double[] _mean, _root; // _root: rows = states, columns = directions
    private readonly double[] _moved, _triangle;
    private double[] _stacked = [];

    public GaussianState(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviations)
    {
        States = mean.Length;
        _mean = mean.ToArray();
        _root = new double[States * States];
        (_moved, _triangle) = (new double[States], new double[States]);
        for (int i = 0; i < States; i++) _root[i * States + i] = standardDeviations[i];
    }

    public int States { get; }

    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>A square root of the covariance, row-major, rows are states.</summary>
    public ReadOnlySpan<double> Root => _root;

    public void CopyTo(Span<double> mean, Span<double> root)
    {
        _mean.CopyTo(mean);
        _root.CopyTo(root);
    }

    public void Restore(ReadOnlySpan<double> mean, ReadOnlySpan<double> root)
    {
        mean.CopyTo(_mean);
        root.CopyTo(_root);
    }

    public double Variance(int state)
    {
        double sum = 0;
        foreach (double s in _root.AsSpan(state * States, States)) sum += s * s;
        return sum;
    }

    /// <summary>Covariance as its lower triangle by rows, n(n+1)/2 numbers.</summary>
    public void Covariance(Span<double> lower) => PackedGram(_root, States, lower);

    /// <summary>The lower triangle of root * root' by rows.</summary>
    /// <param name="rows">Of the root.</param>
    public static void PackedGram(ReadOnlySpan<double> root, int rows, Span<double> lower)
    {
        int n = root.Length / rows;
        for (int i = 0, at = 0; i < rows; i++)
            for (int j = 0; j <= i; j++, at++)
                lower[at] = TensorPrimitives.Dot(root.Slice(i * n, n), root.Slice(j * n, n));
    }

    /// <summary>
    /// Takes a scalar measurement: Potter's update (Bierman, Factorization Methods for Discrete Sequential Estimation 1977, ch. II.9),
    /// S+ = S (I - a d d'), without subtraction of covariances.
    /// </summary>
    /// <param name="sensitivity">d = S'h, what the measurement does along each direction.</param>
    /// <param name="innovation">Measured - expected.</param>
    /// <param name="innovationVariance">Of the innovation, d'd and the noise of the measurement.</param>
    public void Correct(ReadOnlySpan<double> sensitivity, double innovation, double innovationVariance)
    {
        double explained = 0;
        foreach (double d in sensitivity) explained += d * d;
        // I - a d d' has the determinant 1 - explained / innovationVariance > 0
        double a = 1 / (innovationVariance + Math.Sqrt(innovationVariance * Math.Max(innovationVariance - explained, 0)));
        double gain = innovation / innovationVariance;
        for (int i = 0; i < States; i++)
        {
            Span<double> row = _root.AsSpan(i * States, States);
            double covariance = 0;
            for (int k = 0; k < States; k++) covariance += row[k] * sensitivity[k];
            _mean[i] += covariance * gain;
            double factor = a * covariance;
            for (int k = 0; k < States; k++) row[k] -= factor * sensitivity[k];
        }
    }

    /// <summary>
    /// Takes this mean, and as root the lower triangle of a stack of directions (rows of <paramref name="stacked"/>, each n), whose sum of outer
    /// products is the covariance. The stack is overwritten.
    /// </summary>
    protected internal void Gather(ReadOnlySpan<double> mean, Span<double> stacked, int rows, Span<double> workspace)
    {
        mean.CopyTo(_mean);
        HouseholderTriangle.Reduce(stacked, rows, States, workspace);
        for (int i = 0; i < States; i++)
            for (int j = 0; j < States; j++) _root[i * States + j] = stacked[j * States + i];
    }

    /// <summary>
    /// Moves the mean and adds to the covariance the outer products of <paramref name="directions"/>, one row of n numbers each: what a normal
    /// distribution with the mean and the spread of a mixture of normal ones does.
    /// </summary>
    public void Widen(ReadOnlySpan<double> shift, ReadOnlySpan<double> directions)
    {
        int n = States, rows = n + directions.Length / n;
        if (_stacked.Length < rows * n) _stacked = new double[2 * rows * n];
        for (int i = 0; i < n; i++)
        {
            _moved[i] = _mean[i] + shift[i];
            for (int k = 0; k < n; k++) _stacked[k * n + i] = _root[i * n + k];
        }
        directions.CopyTo(_stacked.AsSpan(n * n));
        Gather(_moved, _stacked.AsSpan(0, rows * n), rows, _triangle);
    }
}
