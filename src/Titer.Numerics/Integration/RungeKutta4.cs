namespace Titer.Numerics;

/// <summary>
/// The classical Runge-Kutta step of order 4 (Kutta 1901), for short steps of fixed length where an estimator needs the same
/// smooth map from every sigma point and adaptive steps would make it jump. Over the scalar: with dual numbers it gives the exact derivatives of
/// the step itself.
/// </summary>
public static class RungeKutta4
{
    public const int Order = 4;

    public static int WorkspaceSize(int n) => 5 * n;

    public static void Step<TModel, T>(double t, Span<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, double h, Span<T> workspace)
        where TModel : IDynamics where T : struct, IScalar<T>
    {
        int n = x.Length;
        Span<T> k1 = workspace[..n], k2 = workspace.Slice(n, n), k3 = workspace.Slice(2 * n, n), k4 = workspace.Slice(3 * n, n);
        Span<T> y = workspace.Slice(4 * n, n);
        T half = 0.5 * h, whole = h, sixth = h / 6;
        TModel.Derivatives<T>(t, x, u, p, k1);
        for (int i = 0; i < n; i++) y[i] = x[i] + half * k1[i];
        TModel.Derivatives<T>(t + 0.5 * h, y, u, p, k2);
        for (int i = 0; i < n; i++) y[i] = x[i] + half * k2[i];
        TModel.Derivatives<T>(t + 0.5 * h, y, u, p, k3);
        for (int i = 0; i < n; i++) y[i] = x[i] + whole * k3[i];
        TModel.Derivatives<T>(t + h, y, u, p, k4);
        for (int i = 0; i < n; i++)
        {
            T middle = k2[i] + k3[i];
            x[i] += sixth * (k1[i] + (middle + middle) + k4[i]);
        }
    }
}
