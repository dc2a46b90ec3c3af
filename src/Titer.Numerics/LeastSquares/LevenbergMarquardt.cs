namespace Titer.Numerics;

/// <summary>
/// Nonlinear least squares by Levenberg and Marquardt within bounds, with Gaussian priors and robust losses. Each step minimises the
/// damped linear model within the box exactly (<see cref="BoundedStep"/>); parameters are scaled by the largest column norms met
/// (More, Lect. Notes Math. 630, 105, 1978); the damping follows the gain ratio (Nielsen, IMM-REP-1999-05, DTU).
/// The object is the workspace: it grows to the largest problem met, and a further fit allocates nothing. Its vectors hold the last
/// fit until the next. Not thread-safe. The same input gives the same bits on every machine.
/// </summary>
/// <remarks>Never throws for numbers: a residual that is not finite makes the step shorter, or ends the fit with a status.</remarks>
public sealed partial class LevenbergMarquardt
{
    private int _m, _n, _evaluations, _iterations;
    private double[] _r = [], _rNext = [], _jacobian = [], _columns = [];
    private double[] _p = [], _pNext = [], _h = [], _d = [], _q = [], _qNext = [], _triangle = [], _triangleNext = [];
    private int[] _free = [];
    private FitParameter[] _box = [];
    private BoundedStep _step = new(0);
    private double _cost, _unreachable, _unreachableNext;

    /// <summary>Best parameters of the last fit.</summary>
    public ReadOnlySpan<double> Parameters => _p.AsSpan(0, _n);

    /// <summary>Residuals at <see cref="Parameters"/>, without loss and priors.</summary>
    public ReadOnlySpan<double> Residuals => _r.AsSpan(0, _m);

    /// <summary>Fits; the result's vectors are then in this object.</summary>
    /// <exception cref="ArgumentException">The parameters are not as many as the residuals want.</exception>
    public FitSummary Fit<T>(T residuals, ReadOnlySpan<FitParameter> parameters, FitOptions? options = null)
        where T : IResiduals, allows ref struct
    {
        options ??= FitOptions.Default;
        if (parameters.Length != residuals.Parameters)
            throw new ArgumentException($"{parameters.Length} parameters are given, the residuals have {residuals.Parameters}.", nameof(parameters));
        Reserve(residuals.Count, parameters.Length);
        parameters.CopyTo(_box);
        for (int i = 0; i < _n; i++) _p[i] = Clamp(i, parameters[i].Start);
        _evaluations = _iterations = 0;

        bool anyPrior = false;
        foreach (FitParameter p in parameters) anyPrior |= p.HasPrior;
        bool robust = options.Loss.Kind != LossKind.Square;
        bool scaleWanted = !options.SigmaKnown && (robust ? double.IsNaN(options.Loss.Sigma) : anyPrior);
        double scale = robust && !double.IsNaN(options.Loss.Sigma) ? options.Loss.Sigma : 1;
        FitStatus status = FitStatus.NonFinite;
        for (int round = 0; round < 30; round++)
        {
            if (scaleWanted && round == 0)
            {
                _evaluations++;
                residuals.Evaluate(_p.AsSpan(0, _n), _r.AsSpan(0, _m), default);
                scale = Floor(robust ? MedianDeviation() : RootMeanSquare());
                if (!double.IsFinite(scale)) break;
            }
            status = Minimise(ref residuals, options, scale);
            if (!scaleWanted || status == FitStatus.NonFinite) break;
            if (!robust)
            {
                _freeCount = _step.FreeAt(_p.AsSpan(0, _n), _box.AsSpan(0, _n), _triangle, _q, _free);
                Covary(options, scale);
            }
            double next = Floor(robust ? MedianDeviation() : Scale);
            bool settled = Math.Abs(next - scale) <= 1e-6 * scale;
            scale = next;
            if (settled || _iterations >= options.MaxIterations) break;
        }
        if (status == FitStatus.NonFinite) Unknown();
        else
        {
            _freeCount = _step.FreeAt(_p.AsSpan(0, _n), _box.AsSpan(0, _n), _triangle, _q, _free);
            if (robust)
            {
                // Huber's covariance is built on J'J without the weights of the last iteration.
                Evaluate(ref residuals, _p.AsSpan(0, _n), _r, jacobian: true);
                if (Triangulate(RobustLoss.None, scale, _p, _r)) (_triangle, _triangleNext) = (_triangleNext, _triangle);
            }
            Covary(options, scale);
        }
        return new FitSummary(status, _cost, SumOfSquares, DegreesOfFreedom, Scale, _iterations, _evaluations);
    }

    private void Reserve(int m, int n)
    {
        if (_step.Size != n) _step = new BoundedStep(n);
        (_m, _n) = (m, n);
        if (_p.Length < n)
        {
            _p = new double[n];
            _pNext = new double[n];
            _h = new double[n];
            _d = new double[n];
            _q = new double[n];
            _qNext = new double[n];
            _free = new int[n];
            _box = new FitParameter[n];
            _atBound = new bool[n];
        }
        if (_triangle.Length < n * n)
        {
            _triangle = new double[n * n];
            _triangleNext = new double[n * n];
            _covariance = new double[n * n];
            _inverse = new double[n * n];
        }
        if (_r.Length < m)
        {
            _r = new double[m];
            _rNext = new double[m];
        }
        if (_jacobian.Length < m * n) _jacobian = new double[m * n];
        if (_columns.Length < (m + n) * (n + 1)) _columns = new double[(m + n) * (n + 1)];
    }

    private double Clamp(int i, double value) => value <= _box[i].Lower ? _box[i].Lower : value >= _box[i].Upper ? _box[i].Upper : value;

    private double RootMeanSquare() => Math.Sqrt(FixedDot.Of(_r.AsSpan(0, _m), _r.AsSpan(0, _m)) / Math.Max(1, _m));

    /// <summary>1.4826 times the median absolute residual; the parameters' share is given back as in the degrees of freedom.</summary>
    private double MedianDeviation()
    {
        Span<double> sorted = _rNext.AsSpan(0, _m);
        for (int i = 0; i < _m; i++) sorted[i] = Math.Abs(_r[i]);
        sorted.Sort();
        if (_m == 0) return double.NaN;
        double median = 0.5 * (sorted[(_m - 1) / 2] + sorted[_m / 2]);
        return 1.4826 * median * Math.Sqrt(_m / (double)Math.Max(1, _m - _n));
    }

    // More than half of the residuals zero: the scale must not divide by zero.
    private double Floor(double scale) => scale > 0 ? scale : Math.Max(1e-12 * RootMeanSquare(), 1e-150);
}
