using static Titer.Numerics.RadauCoefficients;

namespace Titer.Numerics;

/// <summary>
/// RADAU5: Radau IIA of order 5, L-stable and stiffly accurate, for long stiff runs and for M dx/dt = f(t, x) with a constant, possibly
/// singular M (differential-algebraic of index 1). Simplified Newton on the transformed stages with one real and one complex LU, an embedded
/// error of order 3, the step control of Gustafsson, Jacobian and factors kept while Newton contracts fast: Hairer and Wanner, Solving Ordinary
/// Differential Equations II, 2nd ed. 1996, sec. IV.8, and J. Comput. Appl. Math. 111 (1999) 93. Dense output is the collocation polynomial.
/// </summary>
public sealed partial class RadauSolver : IStepSolver
{
    public const int Order = 5;
    private const double Rounding = 2.2e-16, Safety = 0.9, LargestShrink = 5, LargestGrowth = 8, KeepFactors = 1.2, FastContraction = 1e-3;

    private readonly int _n;
    private readonly Tolerance _tolerance; // the given one brought to the order of the error estimate
    private readonly double _newtonGoal;
    private readonly double[]? _mass;
    private readonly double[] _x, _slope, _scale;
    private readonly double[] _stage1, _stage2, _stage3; // increments of the three stages, states and sensitivities
    private readonly double[] _dense1, _dense2, _dense3; // divided differences of the collocation polynomial from the step's end
    private double _h, _lastSize, _lastError, _theta, _contraction;
    private bool _first, _rejected, _factorised, _freshJacobian, _dense;

    /// <param name="states">Length n of x.</param>
    /// <param name="tolerance">
    /// Error demanded of a step. As in RADAU5 it is brought to the power 2/3 inside, because the estimate has order 3 and the solution 5.
    /// </param>
    /// <param name="mass">M, row-major n x n; empty for the identity.</param>
    /// <param name="sensitivities">Sensitivities to carry; null for none.</param>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public RadauSolver(int states, Tolerance tolerance, ReadOnlySpan<double> mass = default, SensitivityOptions? sensitivities = null)
    {
        if (mass.Length != 0 && mass.Length != states * states)
            throw new ArgumentException($"The mass matrix of {states} states has {states * states} elements, not {mass.Length}.", nameof(mass));
        if (sensitivities is { } s && !(s.Parameters >= 0 && s.Columns >= s.Parameters))
            throw new ArgumentException($"{s.Columns} columns cannot hold {s.Parameters} parameters.", nameof(sensitivities));
        _n = states;
        _tolerance = ToEstimate(tolerance);
        _newtonGoal = Math.Max(10 * Rounding / _tolerance.Relative, Math.Min(0.03, Math.Sqrt(_tolerance.Relative)));
        _mass = mass.Length == 0 ? null : mass.ToArray();
        (_parameters, _columns) = (sensitivities?.Parameters ?? 0, sensitivities?.Columns ?? 0);
        _sensitivityTolerance = sensitivities?.Tolerance is { } t ? ToEstimate(t) : null;
        Size = states * (1 + _columns);
        (_x, _slope, _scale) = (new double[Size], new double[states], new double[states]);
        (_stage1, _stage2, _stage3) = (new double[Size], new double[Size], new double[Size]);
        (_dense1, _dense2, _dense3) = (new double[Size], new double[Size], new double[Size]);
        (_w1, _w2, _w3) = (new double[states], new double[states], new double[states]);
        (_f1, _f2, _f3) = (new double[states], new double[states], new double[states]);
        (_y, _error) = (new double[states], new double[states]);
        (_jacobian, _real) = (new double[states * states], new double[states * states]);
        (_complexRe, _complexIm) = (new double[states * states], new double[states * states]);
        (_realPivots, _complexPivots) = (new int[states], new int[states]);
        if (_columns == 0) return;
        (_stageMatrix, _stagePivots, _stageRight) = (new double[9 * states * states], new int[3 * states], new double[3 * states]);
        (_sensitivitySlope, _nextSlope) = (new double[states * _columns], new double[states * _columns]);
        (_stageJacobians, _stageParameters) = (new double[3 * states * states], new double[3 * states * _parameters]);
    }

    public int Size { get; }
    public double StepStart { get; private set; }
    public double Time { get; private set; }
    public ReadOnlySpan<double> State => _x;

    /// <summary>
    /// When set, steps have exactly this length (the last one may be shorter) and no error is estimated; a step whose Newton iteration does
    /// not converge fails. For work where the same smooth map is needed from every start.
    /// </summary>
    public double? FixedStep { get; init; }

    /// <inheritdoc/>
    public int MaximumSteps { get; init; } = 100_000;

    /// <summary>Counts since construction.</summary>
    public long Accepted { get; private set; }
    public long Rejected { get; private set; }
    public long Factorisations { get; private set; }
    public long Jacobians { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="x"/> has not the length <see cref="Size"/>.</exception>
    public IntegrationStatus Start<TOde>(ref TOde ode, double t, ReadOnlySpan<double> x) where TOde : struct, IOde
    {
        if (x.Length != Size) throw new ArgumentException($"The start has {x.Length} values, not {Size}.", nameof(x));
        x.CopyTo(_x);
        (Time, StepStart, _h, _first, _rejected, _dense) = (t, t, 0, true, false, false);
        (_factorised, _freshJacobian, _contraction, _theta) = (false, false, 1, FastContraction);
        return Refresh(ref ode);
    }

    /// <inheritdoc/>
    public void Interpolate(double t, Span<double> x)
    {
        if (!_dense || t >= Time)
        {
            _x.CopyTo(x);
            return;
        }
        double s = (t - Time) / (Time - StepStart);
        for (int i = 0; i < Size; i++)
            x[i] = _x[i] + s * (_dense1[i] + (s - (C2 - 1)) * (_dense2[i] + (s - (C1 - 1)) * _dense3[i]));
    }

    /// <inheritdoc/>
    public IntegrationStatus Truncate<TOde>(ref TOde ode, double t) where TOde : struct, IOde
    {
        if (t >= Time) return IntegrationStatus.Success;
        Interpolate(t, _stage1);
        _stage1.CopyTo(_x, 0);
        (Time, _dense, _factorised, _freshJacobian, _first) = (t, false, false, false, true);
        return Refresh(ref ode);
    }

    // f and the scale at (Time, x); the slope of each sensitivity there.
    private IntegrationStatus Refresh<TOde>(ref TOde ode) where TOde : struct, IOde
    {
        ode.Derivatives(Time, _x.AsSpan(0, _n), _slope);
        foreach (double f in _slope)
            if (!double.IsFinite(f)) return IntegrationStatus.NotFinite;
        Rescale();
        if (_columns > 0) StartSensitivities(ref ode);
        return IntegrationStatus.Success;
    }

    private void Rescale()
    {
        for (int i = 0; i < _scale.Length; i++) _scale[i] = _tolerance.Absolute + _tolerance.Relative * Math.Abs(_x[i]);
    }

    private static Tolerance ToEstimate(Tolerance t)
    {
        double relative = 0.1 * Math.Cbrt(t.Relative * t.Relative);
        return new(relative, relative * (t.Absolute / t.Relative));
    }
}
