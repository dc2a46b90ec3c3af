namespace Titer.Numerics;

/// <summary>
/// <see cref="Rodas"/> taken step by step, with its continuous extension of order 3 (Hairer and Wanner, Solving Ordinary Differential Equations
/// II, 2nd ed. 1996, sec. IV.7 and table 7.1), for M dx/dt = f and with forward sensitivities behind the state. For stiff problems at moderate
/// tolerances with events or output at given times; like <see cref="Rodas"/> it takes df/dt as zero. Many sensitivities are cheaper with
/// <see cref="RadauSolver"/>: here each step takes 18 more Jacobians.
/// </summary>
public sealed class RodasSolver : EmbeddedSolver
{
    private static readonly double[] D2 =
        [0.1012623508344586e2, -0.7487995877610167e1, -0.3480091861555747e2, -0.7992771707568823e1, 0.1025137723295662e1];

    private static readonly double[] D3 =
        [-0.6762803392806898, 0.6087714651680015e1, 0.1643084320892478e2, 0.2476722511418386e2, -0.6594389125716872e1];

    private readonly int _n, _parameters, _columns;
    private readonly Tolerance _tolerance;
    private readonly Tolerance? _sensitivityTolerance;
    private readonly double[] _mass, _workspace, _columnWorkspace, _dense;
    private readonly int[] _pivots;

    /// <param name="states">Length n of x.</param>
    /// <param name="tolerance">Local error demanded of a step.</param>
    /// <param name="mass">M, constant, row-major n x n, singular for a system of index 1; empty for the identity.</param>
    /// <param name="sensitivities">Sensitivities to carry; null for none.</param>
    public RodasSolver(int states, Tolerance tolerance, ReadOnlySpan<double> mass = default, SensitivityOptions? sensitivities = null)
        : base(states * (1 + (sensitivities?.Columns ?? 0)), tolerance, sensitivities is { Tolerance: null } ? states : 0, Rodas.Order, states)
    {
        (_n, _parameters, _columns) = (states, sensitivities?.Parameters ?? 0, sensitivities?.Columns ?? 0);
        (_tolerance, _sensitivityTolerance, _mass) = (tolerance, sensitivities?.Tolerance, mass.ToArray());
        (_workspace, _dense, _pivots) = (new double[Rodas.WorkspaceSize(states)], new double[4 * Size], new int[states]);
        _columnWorkspace = _columns > 0 ? new double[Rodas.SensitivityWorkspaceSize(states, _parameters, _columns)] : [];
    }

    /// <summary>Column j of the sensitivities carried, n values.</summary>
    public ReadOnlySpan<double> Sensitivity(int j) => State.Slice(_n + j * _n, _n);

    private protected override void Begin(ReadOnlySpan<double> slope)
    {
    }

    private protected override bool Attempt<TOde>(
        ref TOde ode, double t, ReadOnlySpan<double> x, double h, Span<double> next, Span<double> error)
    {
        int n = _n;
        if (!Rodas.Step(ref ode, t, x[..n], h, next[..n], error[..n], _workspace, _pivots, _mass)) return false;
        if (_columns == 0) return true;
        Rodas.StepSensitivities(
            ref ode, t, x[..n], h, _parameters, x[n..], next[n..], error[n..], _workspace, _pivots, _mass, _columnWorkspace);
        if (_sensitivityTolerance is not { } own) return true;
        // The step control knows one tolerance: errors of the columns are brought to it.
        for (int i = n; i < x.Length; i++)
        {
            double size = Math.Max(Math.Abs(x[i]), Math.Abs(next[i]));
            error[i] *= (_tolerance.Absolute + _tolerance.Relative * size) / (own.Absolute + own.Relative * size);
        }
        return true;
    }

    private protected override void KeepStep(ReadOnlySpan<double> x, ReadOnlySpan<double> next, double h)
    {
        Keep(x, next, 0, _workspace.AsSpan(_n * _n, 5 * _n));
        for (int j = 0; j < _columns; j++) Keep(x, next, _n + j * _n, _columnWorkspace.AsSpan(j * 6 * _n, 5 * _n));
    }

    private void Keep(ReadOnlySpan<double> x, ReadOnlySpan<double> next, int first, ReadOnlySpan<double> stages)
    {
        for (int i = 0; i < _n; i++)
        {
            double second = 0, third = 0;
            for (int j = 0; j < 5; j++)
            {
                second += D2[j] * stages[j * _n + i];
                third += D3[j] * stages[j * _n + i];
            }
            int at = first + i;
            (_dense[at], _dense[Size + at], _dense[2 * Size + at], _dense[3 * Size + at]) = (x[at], next[at], second, third);
        }
    }

    private protected override void Extend(double s, Span<double> x)
    {
        int n = Size;
        for (int i = 0; i < n; i++)
            x[i] = _dense[i] * (1 - s) + s * (_dense[n + i] + (1 - s) * (_dense[2 * n + i] + s * _dense[3 * n + i]));
    }
}
