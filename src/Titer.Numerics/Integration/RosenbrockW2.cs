namespace Titer.Numerics;

/// <summary>
/// The linearly implicit step of order 2 that keeps its order with any matrix in the place of the Jacobian (ROS2, a W-method; Verwer, Spee, Blom
/// and Hundsdorfer, SIAM J. Sci. Comput. 20 (1999) 1456; gamma = 1 - 1/sqrt(2), L-stable). For a model of which a few states, named by the caller,
/// make it stiff: the matrix has the columns of these states, by differences, and nothing else, so that each stage solves a system of that few
/// unknowns. Like <see cref="RungeKutta4"/> a short step of fixed length where an estimator needs the same smooth map from every sigma point. Over
/// the scalar: with dual numbers it gives the derivatives of the step itself, the matrix held.
/// </summary>
public static class RosenbrockW2
{
    public const int Order = 2;
    private const double Gamma = 0.29289321881345254;

    // Of a stiff state, relative and absolute: where the columns are taken.
    private const double Relative = 1e-5, Absolute = 1e-7;

    public static int WorkspaceSize(int n) => 3 * n;

    /// <summary>In plain numbers, whatever the scalar.</summary>
    public static int PlainWorkspaceSize(int n, int inputs, int parameters, int stiff) => 2 * n + inputs + parameters + stiff * n + stiff * stiff;

    /// <param name="stiff">Positions of the stiff states.</param>
    /// <param name="workspace">As many as <see cref="WorkspaceSize"/>.</param>
    /// <param name="plain">As many as <see cref="PlainWorkspaceSize"/>.</param>
    public static void Step<TModel, T>(
        double t, Span<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, ReadOnlySpan<int> stiff, double h, Span<T> workspace, Span<double> plain)
        where TModel : IDynamics where T : struct, IScalar<T>
    {
        int n = x.Length, s = stiff.Length;
        Span<T> first = workspace[..n], second = workspace.Slice(n, n), y = workspace.Slice(2 * n, n);
        Span<double> columns = plain[..(s * n)], system = plain.Slice(s * n, s * s);
        TModel.Derivatives<T>(t, x, u, p, first);
        Columns<TModel, T>(t, x, u, p, stiff, first, columns, plain[(s * n + s * s)..]);
        for (int i = 0; i < s; i++)
            for (int j = 0; j < s; j++) system[i * s + j] = (i == j ? 1 : 0) - Gamma * h * columns[j * n + stiff[i]];
        Invert(system, s);

        Solve(first, stiff, columns, system, Gamma * h, y);
        T whole = h;
        for (int i = 0; i < n; i++) y[i] = x[i] + whole * first[i];
        TModel.Derivatives<T>(t + h, y, u, p, second);
        for (int i = 0; i < n; i++) second[i] -= first[i] + first[i];
        Solve(second, stiff, columns, system, Gamma * h, y);
        T threeHalves = 1.5 * h, half = 0.5 * h;
        for (int i = 0; i < n; i++) x[i] += threeHalves * first[i] + half * second[i];
    }

    private static void Columns<TModel, T>(double t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, ReadOnlySpan<int> stiff,
        ReadOnlySpan<T> at, Span<double> columns, Span<double> plain)
        where TModel : IDynamics where T : struct, IScalar<T>
    {
        int n = x.Length;
        Span<double> point = plain[..n], moved = plain.Slice(n, n), inputs = plain.Slice(2 * n, u.Length);
        Span<double> parameters = plain.Slice(2 * n + u.Length, p.Length);
        for (int i = 0; i < n; i++) point[i] = x[i].Value;
        for (int i = 0; i < u.Length; i++) inputs[i] = u[i].Value;
        for (int i = 0; i < p.Length; i++) parameters[i] = p[i].Value;
        for (int j = 0; j < stiff.Length; j++)
        {
            double kept = point[stiff[j]], step = Relative * Math.Abs(kept) + Absolute;
            point[stiff[j]] = kept + step;
            TModel.Derivatives<Real>(t, point.AsReal(), inputs.AsReal(), parameters.AsReal(), moved.AsReal());
            point[stiff[j]] = kept;
            for (int i = 0; i < n; i++) columns[j * n + i] = (moved[i] - at[i].Value) / step;
        }
    }

    // (I - g A) k = b with A = sum of columns: the stiff ones first, by the inverse of their small system, the others follow.
    private static void Solve<T>(Span<T> b, ReadOnlySpan<int> stiff, ReadOnlySpan<double> columns, ReadOnlySpan<double> inverse, double g,
        Span<T> solved)
        where T : struct, IScalar<T>
    {
        int n = b.Length, s = stiff.Length;
        for (int i = 0; i < s; i++)
        {
            T sum = 0;
            for (int j = 0; j < s; j++) sum += inverse[i * s + j] * b[stiff[j]];
            solved[i] = sum;
        }
        for (int j = 0; j < s; j++)
            for (int i = 0; i < n; i++) b[i] += g * columns[j * n + i] * solved[j];
        for (int j = 0; j < s; j++) b[stiff[j]] = solved[j];
    }

    // Gauss-Jordan without pivots: the matrix is I plus what a stable process damps.
    private static void Invert(Span<double> a, int n)
    {
        for (int k = 0; k < n; k++)
        {
            double pivot = 1 / a[k * n + k];
            a[k * n + k] = 1;
            for (int j = 0; j < n; j++) a[k * n + j] *= pivot;
            for (int i = 0; i < n; i++)
            {
                if (i == k) continue;
                double factor = a[i * n + k];
                a[i * n + k] = 0;
                for (int j = 0; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
            }
        }
    }
}
