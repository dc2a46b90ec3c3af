namespace Titer.Numerics;

/// <summary>
/// <see cref="DormandPrince"/> taken step by step, with its continuous extension of order 4 (Hairer, Norsett and Wanner, Solving Ordinary
/// Differential Equations I, 2nd ed. 1993, sec. II.6, eq. 6.12 ff.). For non-stiff problems with events or output at given times.
/// </summary>
/// <param name="size">Length of the state.</param>
/// <param name="tolerance">Local error demanded of a step.</param>
/// <param name="controlled">
/// How many of the leading values the step control looks at; 0 for all. With <see cref="SensitivityOde{TOde}"/>, the number of its states
/// leaves the sensitivities out.
/// </param>
public sealed class DormandPrinceSolver(int size, Tolerance tolerance, int controlled = 0) : IStepSolver
{
    private readonly int _controlled = controlled > 0 ? Math.Min(controlled, size) : size;
    private readonly double[] _workspace = new double[DormandPrince.WorkspaceSize(size)];
    private readonly double[] _x = new double[size], _next = new double[size], _error = new double[size];
    private readonly double[] _dense = new double[5 * size];
    private double _h;

    public int Size => size;
    public double StepStart { get; private set; }
    public double Time { get; private set; }
    public ReadOnlySpan<double> State => _x;

    /// <summary>When set, steps have exactly this length and no error is looked at.</summary>
    public double? FixedStep { get; init; }

    /// <summary>Attempts that one call of <see cref="Step"/> or <see cref="Advance"/> may make.</summary>
    public int MaximumSteps { get; init; } = 1_000_000;

    public long Accepted { get; private set; }
    public long Rejected { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="x"/> has not the length <see cref="Size"/>.</exception>
    public IntegrationStatus Start<TOde>(ref TOde ode, double t, ReadOnlySpan<double> x) where TOde : struct, IOde
    {
        if (x.Length != size) throw new ArgumentException($"The start has {x.Length} values, not {size}.", nameof(x));
        x.CopyTo(_x);
        (Time, StepStart, _h) = (t, t, 0);
        return Refresh(ref ode);
    }

    /// <summary>Steps to exactly <paramref name="to"/>.</summary>
    public IntegrationStatus Advance<TOde>(ref TOde ode, double to) where TOde : struct, IOde
    {
        for (int i = 0; Time < to; i++)
        {
            if (i >= MaximumSteps) return IntegrationStatus.TooManySteps;
            IntegrationStatus status = Step(ref ode, to);
            if (status != IntegrationStatus.Success) return status;
        }
        return IntegrationStatus.Success;
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
            DormandPrince.Step(ref ode, Time, _x, h, _next, _error, _workspace);
            double norm = tolerance.Norm(_error.AsSpan(0, _controlled), _x.AsSpan(0, _controlled), _next.AsSpan(0, _controlled));
            if (FixedStep is not null) norm = double.IsFinite(norm) ? 0 : norm;
            double factor = double.IsFinite(norm) ? 0.9 * Math.Pow(Math.Max(norm, 1e-10), -1.0 / DormandPrince.Order) : 0.1;
            if (norm <= 1)
            {
                Accept(h, last ? limit : Time + h);
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
        double s = (t - StepStart) / (Time - StepStart), r = 1 - s;
        for (int i = 0; i < size; i++)
            x[i] = _dense[i] + s * (_dense[size + i] + r * (_dense[2 * size + i] + s * (_dense[3 * size + i] + r * _dense[4 * size + i])));
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

    private void Accept(double h, double t)
    {
        ReadOnlySpan<double> k = _workspace;
        ReadOnlySpan<double> k1 = k[..size], k3 = k.Slice(2 * size, size), k4 = k.Slice(3 * size, size);
        ReadOnlySpan<double> k5 = k.Slice(4 * size, size), k6 = k.Slice(5 * size, size), k7 = k.Slice(6 * size, size);
        for (int i = 0; i < size; i++)
        {
            double difference = _next[i] - _x[i], bend = h * k1[i] - difference;
            _dense[i] = _x[i];
            _dense[size + i] = difference;
            _dense[2 * size + i] = bend;
            _dense[3 * size + i] = difference - h * k7[i] - bend;
            _dense[4 * size + i] = h * (-12715105075.0 / 11282082432 * k1[i] + 87487479700.0 / 32700410799 * k3[i]
                - 10690763975.0 / 1880347072 * k4[i] + 701980252875.0 / 199316789632 * k5[i]
                - 1453857185.0 / 822651844 * k6[i] + 69997945.0 / 29380423 * k7[i]);
        }
        _next.CopyTo(_x, 0);
        k7.CopyTo(_workspace);
        (StepStart, Time) = (Time, t);
        Accepted++;
    }

    private IntegrationStatus Refresh<TOde>(ref TOde ode) where TOde : struct, IOde
    {
        Span<double> slope = _workspace.AsSpan(0, size);
        ode.Derivatives(Time, _x, slope);
        foreach (double f in slope)
            if (!double.IsFinite(f)) return IntegrationStatus.NotFinite;
        return IntegrationStatus.Success;
    }

    private double InitialStep(double span) =>
        tolerance.InitialStep(_x.AsSpan(0, _controlled), _workspace.AsSpan(0, _controlled), span);
}
