namespace Titer.Numerics;

/// <summary>
/// The classical Runge-Kutta step of order 4 (Kutta 1901), for short steps of fixed length where an estimator needs the same
/// smooth map from every sigma point and adaptive steps would make it jump.
/// </summary>
public static class RungeKutta4
{
    public const int Order = 4;

    public static int WorkspaceSize(int n) => 5 * n;

    public static void Step<TOde>(ref TOde ode, double t, Span<double> x, double h, Span<double> workspace) where TOde : struct, IOde
    {
        int n = x.Length;
        Span<double> k1 = workspace[..n], k2 = workspace.Slice(n, n), k3 = workspace.Slice(2 * n, n), k4 = workspace.Slice(3 * n, n);
        Span<double> y = workspace.Slice(4 * n, n);
        ode.Derivatives(t, x, k1);
        for (int i = 0; i < n; i++) y[i] = x[i] + 0.5 * h * k1[i];
        ode.Derivatives(t + 0.5 * h, y, k2);
        for (int i = 0; i < n; i++) y[i] = x[i] + 0.5 * h * k2[i];
        ode.Derivatives(t + 0.5 * h, y, k3);
        for (int i = 0; i < n; i++) y[i] = x[i] + h * k3[i];
        ode.Derivatives(t + h, y, k4);
        for (int i = 0; i < n; i++) x[i] += h / 6 * (k1[i] + 2 * (k2[i] + k3[i]) + k4[i]);
    }
}
