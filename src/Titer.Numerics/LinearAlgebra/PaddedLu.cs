namespace Titer.Numerics;

/// <summary>
/// LU factorisation with partial pivoting (Golub and Van Loan, alg. 3.4.1) of a matrix of <see cref="PaddedRows"/>, whole rows at a time. Owns its
/// memory, several factorisations side by side.
/// </summary>
internal sealed class PaddedLu
{
    private readonly int _n, _width;
    private readonly double[] _upper, _lower, _inverse, _solution;
    private readonly int[] _pivots;

    /// <param name="count">Matrices kept at once.</param>
    public PaddedLu(int n, int count)
    {
        (_n, _width) = (n, PaddedRows.Width(n));
        (_upper, _lower) = (new double[count * n * _width], new double[count * n * _width]);
        (_inverse, _pivots, _solution) = (new double[count * n], new int[count * n], new double[_width]);
    }

    /// <summary>From a row of a matrix to the next.</summary>
    public int Stride => _width;

    /// <summary>The matrix, to be filled before <see cref="Factorise"/>, which overwrites it.</summary>
    public Span<double> Matrix(int which) => _upper.AsSpan(which * _n * _width, _n * _width);

    private Span<double> Lower(int which) => _lower.AsSpan(which * _n * _width, _n * _width);

    /// <summary>False when a pivot is zero or not finite. An almost singular matrix passes: its solution is large.</summary>
    public bool Factorise(int which)
    {
        Span<double> a = Matrix(which), lower = Lower(which), inverses = _inverse.AsSpan(which * _n, _n);
        Span<int> pivots = _pivots.AsSpan(which * _n, _n);
        lower.Clear();
        for (int k = 0; k < _n; k++)
        {
            int pivot = k;
            double largest = Math.Abs(a[k * _width + k]);
            for (int i = k + 1; i < _n; i++)
            {
                double candidate = Math.Abs(a[i * _width + k]);
                if (candidate > largest) (largest, pivot) = (candidate, i);
            }
            if (!(largest > 0) || double.IsInfinity(largest)) return false;
            pivots[k] = pivot;
            if (pivot != k)
            {
                PaddedRows.Swap(a.Slice(k * _width, _width), a.Slice(pivot * _width, _width));
                PaddedRows.Swap(lower.Slice(k * _width, _width), lower.Slice(pivot * _width, _width));
            }
            double inverse = inverses[k] = 1 / a[k * _width + k];
            // What stands left of the diagonal is not looked at again; factors are kept apart.
            int from = k / 8 * 8;
            ReadOnlySpan<double> row = a.Slice(k * _width + from, _width - from);
            for (int i = k + 1; i < _n; i++)
            {
                double factor = lower[i * _width + k] = a[i * _width + k] * inverse;
                PaddedRows.Add(-factor, row, a.Slice(i * _width + from, _width - from));
            }
        }
        return true;
    }

    /// <summary>Solves for the columns of <paramref name="b"/>, n padded rows of <paramref name="width"/>.</summary>
    public void Solve(int which, Span<double> b, int width)
    {
        ReadOnlySpan<double> upper = Matrix(which), lower = Lower(which), inverses = _inverse.AsSpan(which * _n, _n);
        ReadOnlySpan<int> pivots = _pivots.AsSpan(which * _n, _n);
        for (int k = 0; k < _n; k++)
            if (pivots[k] != k) PaddedRows.Swap(b.Slice(k * width, width), b.Slice(pivots[k] * width, width));
        for (int k = 0; k < _n; k++)
        {
            ReadOnlySpan<double> row = b.Slice(k * width, width);
            for (int i = k + 1; i < _n; i++) PaddedRows.Add(-lower[i * _width + k], row, b.Slice(i * width, width));
        }
        for (int k = _n - 1; k >= 0; k--)
        {
            Span<double> row = b.Slice(k * width, width);
            FixedDot.Scale(inverses[k], row);
            for (int i = 0; i < k; i++) PaddedRows.Add(-upper[i * _width + k], row, b.Slice(i * width, width));
        }
    }

    /// <summary>Solves with the transposed matrix; <paramref name="b"/>, n filled up to <see cref="Stride"/>, becomes the solution.</summary>
    public void SolveTransposed(int which, Span<double> b)
    {
        ReadOnlySpan<double> upper = Matrix(which), lower = Lower(which), inverses = _inverse.AsSpan(which * _n, _n);
        ReadOnlySpan<int> pivots = _pivots.AsSpan(which * _n, _n);
        Span<double> solution = _solution;
        for (int i = 0; i < _n; i++)
        {
            solution[i] = b[i] * inverses[i];
            PaddedRows.Add(-solution[i], upper.Slice(i * _width, _width), b);
        }
        for (int i = _n - 1; i > 0; i--) PaddedRows.Add(-solution[i], lower.Slice(i * _width, _width), solution);
        solution.CopyTo(b);
        for (int k = _n - 1; k >= 0; k--)
            if (pivots[k] != k) (b[k], b[pivots[k]]) = (b[pivots[k]], b[k]);
    }
}
