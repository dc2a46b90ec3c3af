namespace Titer.Numerics;

/// <summary>
/// <see cref="Rodas"/> taken step by step, with its continuous extension of order 3 (Hairer and Wanner, Solving Ordinary Differential Equations
/// II, 2nd ed. 1996, sec. IV.7 and table 7.1). For stiff problems at moderate tolerances with events or output at given times; like
/// <see cref="Rodas"/> it takes df/dt as zero.
/// </summary>
/// <param name="size">Length of the state.</param>
/// <param name="tolerance">Local error demanded of a step.</param>
/// <param name="mass">M of M dx/dt = f, constant, row-major, singular for a system of index 1; null for the identity.</param>
public sealed class RodasSolver(int size, Tolerance tolerance, double[]? mass = null) : EmbeddedSolver(size, tolerance, 0, Rodas.Order)
{
    private static readonly double[] D2 =
        [0.1012623508344586e2, -0.7487995877610167e1, -0.3480091861555747e2, -0.7992771707568823e1, 0.1025137723295662e1];

    private static readonly double[] D3 =
        [-0.6762803392806898, 0.6087714651680015e1, 0.1643084320892478e2, 0.2476722511418386e2, -0.6594389125716872e1];

    private readonly double[] _workspace = new double[Rodas.WorkspaceSize(size)], _dense = new double[4 * size];
    private readonly int[] _pivots = new int[size];

    private protected override void Begin(ReadOnlySpan<double> slope)
    {
    }

    private protected override bool Attempt<TOde>(
        ref TOde ode, double t, ReadOnlySpan<double> x, double h, Span<double> next, Span<double> error) =>
        Rodas.Step(ref ode, t, x, h, next, error, _workspace, _pivots, mass);

    private protected override void KeepStep(ReadOnlySpan<double> x, ReadOnlySpan<double> next, double h)
    {
        int n = Size;
        ReadOnlySpan<double> stages = _workspace.AsSpan(n * n, 5 * n);
        for (int i = 0; i < n; i++)
        {
            double second = 0, third = 0;
            for (int j = 0; j < 5; j++)
            {
                second += D2[j] * stages[j * n + i];
                third += D3[j] * stages[j * n + i];
            }
            (_dense[i], _dense[n + i], _dense[2 * n + i], _dense[3 * n + i]) = (x[i], next[i], second, third);
        }
    }

    private protected override void Extend(double s, Span<double> x)
    {
        int n = Size;
        for (int i = 0; i < n; i++)
            x[i] = _dense[i] * (1 - s) + s * (_dense[n + i] + (1 - s) * (_dense[2 * n + i] + s * _dense[3 * n + i]));
    }
}
