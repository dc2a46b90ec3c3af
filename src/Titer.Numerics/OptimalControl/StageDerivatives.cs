namespace Titer.Numerics;

/// <summary>
/// Derivatives of the state at the end of a collocated stage by the state at its start, its input and chosen parameters, by the implicit function
/// theorem along a plan, with exact derivatives of the model: what an estimate's covariance becomes along the plan. Owns its workspace; not
/// thread-safe.
/// </summary>
public sealed class StageDerivatives<TModel> where TModel : IDynamics
{
    private readonly int _n, _m, _s, _elements, _columns;
    private readonly int[] _parameters, _pivots;
    private readonly double[] _times, _slopes, _matrix, _sides;
    private readonly double[,] _differentiation;
    private readonly Dual[] _x, _u, _p, _dx;

    /// <param name="problem">Sizes and collocation.</param>
    /// <param name="parameters">Positions of the parameters to differentiate by.</param>
    public StageDerivatives(OptimalControlProblem problem, int[] parameters)
    {
        (_n, _m, _s, _elements, _parameters) = (problem.States, problem.Inputs, problem.Points, problem.Elements, parameters);
        _columns = _n + _m + parameters.Length;
        _times = [.. RadauCollocation.Points(_s)];
        _differentiation = RadauCollocation.Differentiation(_s);
        int block = _s * _n;
        (_slopes, _matrix, _sides, _pivots) = (new double[block * _columns], new double[block * block], new double[block * _columns], new int[block]);
        (_x, _u, _p, _dx) = (new Dual[_n], new Dual[_m], new Dual[problem.Parameters[0].Length], new Dual[_n]);
    }

    /// <summary>Length of a row of the result: n by the state, m by the input, then the parameters.</summary>
    public int Columns => _columns;

    /// <summary>The derivatives, n rows of <see cref="Columns"/>; not finite where the stage's equations are singular.</summary>
    /// <param name="t">Start of the stage.</param>
    /// <param name="points">States of the collocation points, points x n.</param>
    internal void Of(double t, double step, ReadOnlySpan<double> u, ReadOnlySpan<double> p, ReadOnlySpan<double> points, Span<double> result)
    {
        int block = _s * _n, c = _columns;
        double h = step / _elements;
        result.Clear();
        for (int i = 0; i < _n; i++) result[i * c + i] = 1;
        for (int e = 0; e < _elements; e++)
        {
            _matrix.AsSpan().Clear();
            _sides.AsSpan().Clear();
            for (int j = 0; j < _s; j++)
            {
                Differentiate(t + (e + _times[j]) * h, points.Slice((e * _s + j) * _n, _n), u, p, _slopes.AsSpan(j * _n * c, _n * c));
                for (int i = 0; i < _n; i++)
                {
                    int row = j * _n + i;
                    ReadOnlySpan<double> slopes = _slopes.AsSpan(row * c, c);
                    Span<double> equation = _matrix.AsSpan(row * block, block), side = _sides.AsSpan(row * c, c);
                    for (int k = 0; k < _n; k++) equation[j * _n + k] = h * slopes[k];
                    for (int r = 0; r < _s; r++) equation[r * _n + i] -= _differentiation[j, r + 1];
                    FixedDot.Add(-h, slopes[_n..], side[_n..]);
                    FixedDot.Add(_differentiation[j, 0], result.Slice(i * c, c), side);
                }
            }
            if (Lu.Factorise(_matrix, _pivots, block)) Lu.SolveMany(_matrix, _pivots, _sides, block, c);
            else _sides.AsSpan().Fill(double.NaN);
            _sides.AsSpan((block - _n) * c, _n * c).CopyTo(result);
        }
    }

    /// <summary>Derivatives of the right-hand side at a point, n rows.</summary>
    private void Differentiate(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> p, Span<double> slopes)
    {
        for (int i = 0; i < _n; i++) _x[i] = x[i];
        for (int i = 0; i < _m; i++) _u[i] = u[i];
        for (int i = 0; i < p.Length; i++) _p[i] = p[i];
        for (int first = 0; first < _columns; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, _columns - first);
            for (int d = 0; d < count; d++) Seed(first + d) = Dual.Variable(Seed(first + d).Value, d);
            TModel.Derivatives<Dual>(t, _x, _u, _p, _dx);
            for (int d = 0; d < count; d++)
            {
                Seed(first + d) = Seed(first + d).Value;
                for (int i = 0; i < _n; i++) slopes[i * _columns + first + d] = _dx[i].Gradient[d];
            }
        }
    }

    private ref Dual Seed(int column)
    {
        if (column < _n) return ref _x[column];
        column -= _n;
        if (column < _m) return ref _u[column];
        return ref _p[_parameters[column - _m]];
    }
}
