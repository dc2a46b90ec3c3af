namespace Titer.Numerics;

/// <summary>
/// Step by step integration with a one-step method that has an embedded error and a continuous extension: what
/// <see cref="DormandPrinceSolver"/> and <see cref="RodasSolver"/> share.
/// </summary>
public abstract class EmbeddedSolver : IStepSolver
{
    private readonly int _states, _controlled, _order;
    private readonly Tolerance _tolerance;
    private readonly double[] _x, _next, _error, _slope;
    private double _h;

    /// <param name="states">Leading values that the system knows; what follows them is the method's own.</param>
    private protected EmbeddedSolver(int size, Tolerance tolerance, int controlled, int order, int states)
    {
        (Size, _tolerance, _order, _states) = (size, tolerance, order, states);
        _controlled = controlled > 0 ? Math.Min(controlled, size) : size;
        (_x, _next, _error, _slope) = (new double[size], new double[size], new double[size], new double[size]);
    }

    public int Size { get; }
    public double StepStart { get; private set; }
    public double Time { get; private set; }
    public ReadOnlySpan<double> State => _x;

    /// <summary>When set, steps have exactly this length and no error is looked at.</summary>
    public double? FixedStep { get; init; }

    /// <inheritdoc/>
    public int MaximumSteps { get; init; } = 1_000_000;

    public long Accepted { get; private set; }
    public long Rejected { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="x"/> has not the length <see cref="Size"/>.</exception>
    public IntegrationStatus Start<TOde>(ref TOde ode, double t, ReadOnlySpan<double> x) where TOde : struct, IOde
    {
        if (x.Length != Size) throw new ArgumentException($"The start has {x.Length} values, not {Size}.", nameof(x));
        x.CopyTo(_x);
        (Time, StepStart, _h) = (t, t, 0);
        return Refresh(ref ode);
    }

    /// <inheritdoc/>
    public IntegrationStatus Step<TOde>(ref TOde ode, double limit) where TOde : struct, IOde
    {
        if (!(limit > Time)) return IntegrationStatus.Success;
        if (!double.IsFinite(limit)) return IntegrationStatus.NotFinite;
        _h = FixedStep ?? (_h > 0 ? _h : InitialStep(limit - Time));
        bool rejected = false;
        for (int attempt = 0; attempt < MaximumSteps; attempt++)
        {
            bool last = Time + _h * 1.000001 >= limit;
            double h = last ? limit - Time : _h;
            if (!last && Time + 0.1 * h <= Time) return IntegrationStatus.StepTooSmall;
            double norm = Attempt(ref ode, Time, _x, h, _next, _error)
                ? _tolerance.Norm(_error.AsSpan(0, _controlled), _x.AsSpan(0, _controlled), _next.AsSpan(0, _controlled))
                : double.PositiveInfinity;
            if (FixedStep is not null) norm = double.IsFinite(norm) ? 0 : norm;
            double factor = double.IsFinite(norm) ? 0.9 * Math.Pow(Math.Max(norm, 1e-10), -1.0 / _order) : 0.1;
            if (norm <= 1)
            {
                KeepStep(_x, _next, h);
                _next.CopyTo(_x, 0);
                (StepStart, Time) = (Time, last ? limit : Time + h);
                Accepted++;
                double next = h * Math.Clamp(factor, 0.2, rejected ? 1 : 5);
                _h = last ? Math.Max(next, Math.Min(_h, 5 * h)) : next; // a step cut short at the limit says little about the next
                return IntegrationStatus.Success;
            }
            if (FixedStep is not null) return IntegrationStatus.StepTooSmall;
            Rejected++;
            rejected = true;
            _h = h * Math.Clamp(factor, 0.1, 0.9);
        }
        return IntegrationStatus.TooManySteps;
    }

    /// <inheritdoc/>
    public void Interpolate(double t, Span<double> x)
    {
        if (!(Time > StepStart) || t >= Time)
        {
            _x.CopyTo(x);
            return;
        }
        Extend((t - StepStart) / (Time - StepStart), x);
    }

    /// <inheritdoc/>
    public IntegrationStatus Truncate<TOde>(ref TOde ode, double t) where TOde : struct, IOde
    {
        if (t >= Time) return IntegrationStatus.Success;
        Interpolate(t, _next);
        _next.CopyTo(_x, 0);
        (Time, StepStart) = (t, t);
        return Refresh(ref ode);
    }

    private IntegrationStatus Refresh<TOde>(ref TOde ode) where TOde : struct, IOde
    {
        ode.Derivatives(Time, _x.AsSpan(0, _states), _slope.AsSpan(0, _states));
        foreach (double f in _slope)
            if (!double.IsFinite(f)) return IntegrationStatus.NotFinite;
        Begin(_slope);
        return IntegrationStatus.Success;
    }

    private double InitialStep(double span) => _tolerance.InitialStep(_x.AsSpan(0, _controlled), _slope.AsSpan(0, _controlled), span);

    /// <summary>Called with f(t, x) before the first step from a new state.</summary>
    private protected abstract void Begin(ReadOnlySpan<double> slope);

    /// <summary>A step of size h, with its error; false when it cannot be computed.</summary>
    private protected abstract bool Attempt<TOde>(
        ref TOde ode, double t, ReadOnlySpan<double> x, double h, Span<double> next, Span<double> error) where TOde : struct, IOde;

    /// <summary>Keeps what the continuous extension of the accepted step needs.</summary>
    private protected abstract void KeepStep(ReadOnlySpan<double> x, ReadOnlySpan<double> next, double h);

    /// <summary>The continuous extension at the fraction s in [0, 1) of the last step.</summary>
    private protected abstract void Extend(double s, Span<double> x);
}
