namespace Titer.Numerics;

public static partial class Rodas
{
    // Of a central difference of an exact Jacobian, the cube root of the rounding.
    private const double Difference = 6e-6;

    internal static int SensitivityWorkspaceSize(int n, int parameters, int columns) => 6 * n * columns + 3 * n * (n + parameters) + 4 * n;

    /// <summary>
    /// The sensitivities over the step that was just made: the same method on the system with ds/dt = J s + f_p appended, whose stage equations have
    /// the
    /// factors of the state's. The derivative of J s + f_p along each stage, which the order needs, is a central difference of the exact Jacobians.
    /// </summary>
    /// <param name="columns">The sensitivities at the start, column after column.</param>
    /// <param name="step">Workspace of <see cref="Step"/> with what it left.</param>
    /// <param name="workspace">Holds the stages of all columns first, 6 n each.</param>
    internal static void StepSensitivities<TOde>(
        ref TOde ode, double t, ReadOnlySpan<double> x, double h, int parameters, ReadOnlySpan<double> columns, Span<double> next, Span<double> error,
        ReadOnlySpan<double> step, ReadOnlySpan<int> pivots, ReadOnlySpan<double> mass, Span<double> workspace) where TOde : struct, IOde
    {
        int n = x.Length, count = columns.Length / n, block = n * (n + parameters);
        ReadOnlySpan<double> matrix = step[..(n * n)], stages = step.Slice(n * n, 6 * n);
        Span<double> kept = workspace[..(6 * n * count)], rest = workspace[(6 * n * count)..];
        Span<double> here = rest[..block], above = rest.Slice(block, block), below = rest.Slice(2 * block, block);
        Span<double> y = rest.Slice(3 * block, n), s = rest.Slice(3 * block + n, n), sum = rest.Slice(3 * block + 2 * n, n),
            slope = rest.Slice(3 * block + 3 * n, n);
        for (int stage = 0, row = 0; stage < 6; row += stage, stage++)
        {
            ReadOnlySpan<double> u = stages.Slice(stage * n, n);
            double length = 0, size = 0;
            for (int i = 0; i < n; i++) (length, size) = (Math.Max(length, Math.Abs(u[i])), Math.Max(size, Math.Abs(x[i])));
            double part = length > 0 ? Difference * Math.Max(size, length) / length : 0;
            Add(x, u, part, y);
            Slopes(ref ode, t, y, parameters, above);
            Add(x, u, -part, y);
            Slopes(ref ode, t, y, parameters, below);
            x.CopyTo(y);
            for (int j = 0; j < stage; j++) FixedDot.Add(A[row + j], stages.Slice(j * n, n), y);
            Slopes(ref ode, t + Alpha[stage] * h, y, parameters, here);
            for (int column = 0; column < count; column++)
            {
                ReadOnlySpan<double> start = columns.Slice(column * n, n);
                Span<double> own = kept.Slice(column * 6 * n, 6 * n), k = own.Slice(stage * n, n);
                start.CopyTo(s);
                sum.Clear();
                for (int j = 0; j < stage; j++)
                {
                    FixedDot.Add(A[row + j], own.Slice(j * n, n), s);
                    FixedDot.Add(C[row + j] / h, own.Slice(j * n, n), sum);
                }
                Apply(here, s, column, parameters, k);
                if (part > 0)
                {
                    Apply(above, start, column, parameters, slope);
                    FixedDot.Add(0.5 / part, slope, k);
                    Apply(below, start, column, parameters, slope);
                    FixedDot.Add(-0.5 / part, slope, k);
                }
                if (mass.IsEmpty) FixedDot.Add(1, sum, k);
                else
                    for (int i = 0; i < n; i++) k[i] += FixedDot.Of(mass.Slice(i * n, n), sum);
                Lu.Solve(matrix, pivots, k, n);
                if (stage < 5) continue;
                for (int i = 0; i < n; i++) next[column * n + i] = s[i] + k[i];
                k.CopyTo(error[(column * n)..]);
            }
        }
    }

    private static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> direction, double part, Span<double> sum)
    {
        x.CopyTo(sum);
        FixedDot.Add(part, direction, sum);
    }

    // J, then f_p.
    private static void Slopes<TOde>(ref TOde ode, double t, ReadOnlySpan<double> x, int parameters, Span<double> slopes) where TOde : struct, IOde
    {
        int n = x.Length;
        ode.Jacobian(t, x, slopes[..(n * n)]);
        if (parameters > 0) ode.ParameterJacobian(t, x, slopes[(n * n)..]);
    }

    // J s + f_p.
    private static void Apply(ReadOnlySpan<double> slopes, ReadOnlySpan<double> s, int column, int parameters, Span<double> result)
    {
        int n = s.Length;
        for (int i = 0; i < n; i++)
            result[i] = FixedDot.Of(slopes.Slice(i * n, n), s) + (column < parameters ? slopes[n * n + i * parameters + column] : 0);
    }
}
