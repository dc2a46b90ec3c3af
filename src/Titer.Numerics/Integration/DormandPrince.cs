namespace Titer.Numerics;

/// <summary>
/// Explicit Runge-Kutta pair of order 5(4) with seven stages, the last being the first of the next step: Dormand and Prince,
/// J. Comput. Appl. Math. 6 (1980) 19. For non-stiff problems; <see cref="Integrator"/> notices stiffness and changes to <see cref="Rodas"/>.
/// </summary>
public static class DormandPrince
{
    public const int Order = 5;
    internal const int Stages = 7;

    /// <summary>Doubles of workspace that <see cref="Step"/> needs for n states.</summary>
    public static int WorkspaceSize(int n) => (Stages + 1) * n;

    /// <summary>
    /// One step of size <paramref name="h"/> from (t, x). workspace[0..n] must hold f(t, x) and afterwards stages 2 to 7 follow it;
    /// stage 7 is f(t + h, next). Returns an estimate of |h lambda| of the dominant eigenvalue (Solving ODEs II, sec. IV.2).
    /// </summary>
    public static double Step<TOde>(
        ref TOde ode, double t, ReadOnlySpan<double> x, double h, Span<double> next, Span<double> error, Span<double> workspace)
        where TOde : struct, IOde
    {
        int n = x.Length;
        Span<double> k1 = workspace[..n], k2 = workspace.Slice(n, n), k3 = workspace.Slice(2 * n, n), k4 = workspace.Slice(3 * n, n);
        Span<double> k5 = workspace.Slice(4 * n, n), k6 = workspace.Slice(5 * n, n), k7 = workspace.Slice(6 * n, n), y = workspace.Slice(7 * n, n);

        for (int i = 0; i < n; i++) y[i] = x[i] + h * (1.0 / 5 * k1[i]);
        ode.Derivatives(t + h / 5, y, k2);
        for (int i = 0; i < n; i++) y[i] = x[i] + h * (3.0 / 40 * k1[i] + 9.0 / 40 * k2[i]);
        ode.Derivatives(t + 3 * h / 10, y, k3);
        for (int i = 0; i < n; i++) y[i] = x[i] + h * (44.0 / 45 * k1[i] - 56.0 / 15 * k2[i] + 32.0 / 9 * k3[i]);
        ode.Derivatives(t + 4 * h / 5, y, k4);
        for (int i = 0; i < n; i++)
            y[i] = x[i] + h * (19372.0 / 6561 * k1[i] - 25360.0 / 2187 * k2[i] + 64448.0 / 6561 * k3[i] - 212.0 / 729 * k4[i]);
        ode.Derivatives(t + 8 * h / 9, y, k5);
        for (int i = 0; i < n; i++)
            y[i] = x[i] + h * (9017.0 / 3168 * k1[i] - 355.0 / 33 * k2[i] + 46732.0 / 5247 * k3[i] + 49.0 / 176 * k4[i] - 5103.0 / 18656 * k5[i]);
        ode.Derivatives(t + h, y, k6);
        for (int i = 0; i < n; i++)
            next[i] = x[i] + h * (35.0 / 384 * k1[i] + 500.0 / 1113 * k3[i] + 125.0 / 192 * k4[i] - 2187.0 / 6784 * k5[i] + 11.0 / 84 * k6[i]);
        ode.Derivatives(t + h, next, k7);

        double numerator = 0, denominator = 0;
        for (int i = 0; i < n; i++)
        {
            error[i] = h * (71.0 / 57600 * k1[i] - 71.0 / 16695 * k3[i] + 71.0 / 1920 * k4[i]
                - 17253.0 / 339200 * k5[i] + 22.0 / 525 * k6[i] - 1.0 / 40 * k7[i]);
            double df = k7[i] - k6[i], dx = next[i] - y[i];
            numerator += df * df;
            denominator += dx * dx;
        }
        return denominator > 0 ? h * Math.Sqrt(numerator / denominator) : 0;
    }
}
