namespace Titer.Numerics;

/// <summary>
/// The dynamics between two nodes by Radau collocation, linearised at states of the collocation points that need not satisfy their equations yet
/// (lifted
/// integrator: R. Quirynen, S. Gros, B. Houska, M. Diehl, Math. Program. Comput. 9 (2017) 527). The points are eliminated, so that the quadratic
/// program sees an affine map
/// from (x, u) to the next x and the exact Hessian of the Lagrangian. Owns its workspace; not thread-safe.
/// </summary>
internal sealed class CollocationStage<TModel> where TModel : IOptimalControlModel
{
    private readonly int _n, _m, _d, _s, _elements, _width;
    private readonly double[] _times, _differentiation;  // by row, s x (s + 1)
    private readonly SecondOrder _second;
    private readonly SecondDual[] _x, _u, _p, _dx;
    private readonly PaddedLu _equations;                // of the points of each element
    private readonly double[] _f, _derivatives, _adjoint, _weight, _product;
    private double _h;

    public CollocationStage(int states, int inputs, int parameters, int elements, int points)
    {
        (_n, _m, _d, _s, _elements) = (states, inputs, states + inputs, points, elements);
        _width = PaddedRows.Width(_d + 1);
        _times = [.. RadauCollocation.Points(points)];
        _differentiation = [.. RadauCollocation.Differentiation(points).Cast<double>()];
        _second = new SecondOrder(_d, Structure(states, inputs, parameters));
        (_x, _u, _p, _dx) = (new SecondDual[_n], new SecondDual[_m], new SecondDual[parameters], new SecondDual[_n]);
        (_f, _derivatives) = (new double[Points * _n], new double[Points * _n * _second.Size]);
        _equations = new PaddedLu(_s * _n, elements);
        (_adjoint, _weight, _product) = (new double[_equations.Stride + _n], new double[_d * _d], new double[_d * _width]);
    }

    private static Dependence[] Structure(int states, int inputs, int parameters)
    {
        Dependence[] x = [.. Enumerable.Range(0, states).Select(Dependence.Variable)];
        Dependence[] u = [.. Enumerable.Range(states, inputs).Select(Dependence.Variable)];
        var dx = new Dependence[states];
        TModel.Derivatives<Dependence>(default, x, u, new Dependence[parameters], dx);
        return dx;
    }

    /// <summary>Time between the two nodes that the next call is about.</summary>
    public double Step { set => _h = value / _elements; }

    /// <summary>Collocation points between two nodes.</summary>
    public int Points => _elements * _s;

    /// <summary>Length of a row of sensitivities: d, the constant, and zeros up to a whole number of vectors.</summary>
    public int Width => _width;

    /// <summary>Doubles that <see cref="Linearise"/> writes for the change of the points: a row per state of a point.</summary>
    public int Sensitivities => Points * _n * _width;

    /// <summary>
    /// Linearises. The change of the states of the points is Z w + z for a change w of (x, u); the last n rows lead to the next node.
    /// </summary>
    /// <param name="t">Time of the node.</param>
    /// <param name="x">State of the node, n.</param>
    /// <param name="u">Input, m.</param>
    /// <param name="p">Parameters.</param>
    /// <param name="points">States of the points, points x n.</param>
    /// <param name="multiplier">Multiplier of the dynamics: gradient of the cost to go at the next node, n.</param>
    /// <param name="sensitivities">Rows (Z, z), points n x <see cref="Width"/>.</param>
    /// <param name="hessian">
    /// The Hessian of the Lagrangian with respect to (x, u) is added, d rows of <see cref="Width"/>, and in column d what the unsatisfied equations
    /// add to the gradient.
    /// </param>
    public void Linearise(
        double t, ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> p, ReadOnlySpan<double> points,
        ReadOnlySpan<double> multiplier, Span<double> sensitivities, Span<double> hessian)
    {
        Differentiate(t, u, p, points);
        for (int e = 0; e < _elements; e++) Solve(e, x, points, sensitivities);
        multiplier.CopyTo(_adjoint.AsSpan(_equations.Stride));
        for (int e = _elements - 1; e >= 0; e--) AddCurvature(e, sensitivities, hessian);
    }

    /// <summary>Sum of the absolute residuals of the collocation equations, in the unit of x, weighted; no derivatives.</summary>
    public double Residual(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> p, ReadOnlySpan<double> points,
        ReadOnlySpan<double> scale)
    {
        double sum = 0;
        Span<double> f = _f.AsSpan(0, _n);
        for (int e = 0; e < _elements; e++)
        {
            for (int j = 0; j < _s; j++)
            {
                TModel.Derivatives<Real>(Time(t, e, j), Point(points, e, j).AsReal(), u.AsReal(), p.AsReal(), f.AsReal());
                for (int i = 0; i < _n; i++) sum += Math.Abs(_h * f[i] - Derivative(e, j, i, x, points)) / scale[i];
            }
        }
        return sum;
    }

    /// <summary>Where a point lies between the two nodes, 0 to 1.</summary>
    public double Part(int point) => (point / _s + _times[point % _s]) / _elements;

    private double Time(double t, int element, int point) => t + (element + _times[point]) * _h;

    private ReadOnlySpan<double> Point(ReadOnlySpan<double> points, int element, int point) => points.Slice((element * _s + point) * _n, _n);

    /// <summary>Derivative of the interpolating polynomial of an element at its point j, times the length of the element.</summary>
    private double Derivative(int element, int j, int state, ReadOnlySpan<double> x, ReadOnlySpan<double> points)
    {
        double sum = _differentiation[j * (_s + 1)] * (element == 0 ? x[state] : points[(element * _s - 1) * _n + state]);
        for (int r = 0; r < _s; r++) sum += _differentiation[j * (_s + 1) + r + 1] * points[(element * _s + r) * _n + state];
        return sum;
    }

    private void Differentiate(double t, ReadOnlySpan<double> u, ReadOnlySpan<double> p, ReadOnlySpan<double> points)
    {
        for (int i = 0; i < _p.Length; i++) _p[i] = p[i];
        for (int pass = 0; pass < _second.Passes; pass++)
        {
            for (int i = 0; i < _m; i++) _u[i] = _second.Seed(pass, _n + i, u[i]);
            for (int point = 0; point < Points; point++)
            {
                for (int i = 0; i < _n; i++) _x[i] = _second.Seed(pass, i, points[point * _n + i]);
                TModel.Derivatives<SecondDual>(Time(t, point / _s, point % _s), _x, _u, _p, _dx);
                for (int i = 0; i < _n; i++)
                {
                    _f[point * _n + i] = _dx[i].Value;
                    _second.Keep(pass, in _dx[i], Derivatives(point * _n + i));
                }
            }
        }
    }

    /// <summary>What all passes gave of one state of one point.</summary>
    private Span<double> Derivatives(int row) => _derivatives.AsSpan(row * _second.Size, _second.Size);

    /// <summary>The rows (Z, z) of one element, from those at its start.</summary>
    private void Solve(int e, ReadOnlySpan<double> x, ReadOnlySpan<double> points, Span<double> sensitivities)
    {
        int block = _s * _n, width = _width, stride = _equations.Stride;
        Span<double> matrix = _equations.Matrix(e), sides = sensitivities.Slice(e * block * width, block * width);
        matrix.Clear();
        sides.Clear();
        for (int j = 0; j < _s; j++)
        {
            double fromStart = _differentiation[j * (_s + 1)];
            for (int i = 0; i < _n; i++)
            {
                int row = j * _n + i;
                ReadOnlySpan<double> own = Derivatives(e * block + row);
                Span<double> equation = matrix.Slice(row * stride, stride), side = sides.Slice(row * width, width);
                for (int k = 0; k < _n; k++) equation[j * _n + k] = _h * _second.Gradient(k, own);
                for (int r = 0; r < _s; r++) equation[r * _n + i] -= _differentiation[j * (_s + 1) + r + 1];
                for (int k = 0; k < _m; k++) side[_n + k] = -_h * _second.Gradient(_n + k, own);
                side[_d] = Derivative(e, j, i, x, points) - _h * _f[e * block + row];
                if (e == 0) side[i] += fromStart;
                else PaddedRows.Add(fromStart, sensitivities.Slice((e * block - _n + i) * width, width), side);
            }
        }
        // A matrix that cannot be factorised leaves numbers that are not finite, which the quadratic program notices.
        if (!_equations.Factorise(e)) sides.Fill(double.NaN);
        else _equations.Solve(e, sides, width);
    }

    /// <summary>Adds an element's part of the Lagrangian's Hessian; the adjoint at its end becomes that at its start.</summary>
    private void AddCurvature(int e, ReadOnlySpan<double> sensitivities, Span<double> hessian)
    {
        int block = _s * _n;
        Span<double> adjoint = _adjoint.AsSpan(0, _equations.Stride), end = _adjoint.AsSpan(_equations.Stride, _n);
        adjoint.Clear();
        end.CopyTo(adjoint[(block - _n)..]);
        _equations.SolveTransposed(e, adjoint);
        end.Clear();
        for (int j = 0; j < _s; j++)
        {
            _weight.AsSpan().Clear();
            for (int i = 0; i < _n; i++)
            {
                double mu = adjoint[j * _n + i];
                end[i] += _differentiation[j * (_s + 1)] * mu;
                _second.AddHessian(i, -_h * mu, Derivatives(e * block + j * _n + i), _weight, _d);
            }
            AddProjected(sensitivities.Slice((e * block + j * _n) * _width, _n * _width), hessian);
        }
    }

    /// <summary>Adds C' W (C, c), where (C, c) are the changes of a point's state, above those of the inputs.</summary>
    private void AddProjected(ReadOnlySpan<double> rows, Span<double> hessian)
    {
        int width = _width;
        Span<double> product = _product;
        product.Clear();
        PaddedRows.AddProduct(_weight, _d, 1, _d, _n, rows, product, width);
        for (int i = 0; i < _d; i++)
            for (int k = _n; k < _d; k++) product[i * width + k] += _weight[i * _d + k];
        PaddedRows.AddProduct(rows, 1, width, _d, _n, product, hessian, width);
        PaddedRows.Add(1, product[(_n * width)..], hessian[(_n * width)..]);
    }
}
