namespace Titer.Numerics;

/// <summary>
/// RODAS: L-stable, stiffly accurate Rosenbrock method of order 4(3) with six stages and one LU factorisation a step.
/// Hairer and Wanner, Solving Ordinary Differential Equations II, 2nd ed. 1996, sec. IV.7 and table 7.1 (coefficients transformed
/// to avoid the matrix-vector products). Written for autonomous right-hand sides or ones that vary slowly in t: df/dt is taken as zero,
/// which the loop guarantees because inputs are constant over a step.
/// </summary>
public static partial class Rodas
{
    public const int Order = 4;
    private const double Gamma = 0.25;

    private static readonly double[] A =
    [
        1.544000000000000,
        0.9466785280815826, 0.2557011698983284,
        3.314825187068521, 2.896124015972201, 0.9986419139977817,
        1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950,
        1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1,
    ];

    private static readonly double[] C =
    [
        -5.668800000000000,
        -2.430093356833875, -0.2063599157091915,
        -0.1073529058151375, -9.594562251023355, -20.47028614809616,
        7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160,
        8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054,
    ];

    private static readonly double[] Alpha = [0, 0.386, 0.21, 0.63, 1, 1];

    public static int WorkspaceSize(int n) => n * n + 8 * n;

    /// <summary>One step from (t, x); false when the matrix M/(h gamma) - J cannot be factorised.</summary>
    /// <param name="mass">M of M dx/dt = f, constant, row-major n x n, singular for a system of index 1; empty for the identity.</param>
    public static bool Step<TOde>(
        ref TOde ode, double t, ReadOnlySpan<double> x, double h, Span<double> next, Span<double> error, Span<double> workspace, Span<int> pivots,
        ReadOnlySpan<double> mass = default)
        where TOde : struct, IOde
    {
        int n = x.Length;
        Span<double> matrix = workspace[..(n * n)], stages = workspace.Slice(n * n, 6 * n);
        Span<double> y = workspace.Slice(n * n + 6 * n, n), f = workspace.Slice(n * n + 7 * n, n);
        ode.Jacobian(t, x, matrix);
        for (int i = 0; i < n * n; i++) matrix[i] = -matrix[i];
        if (mass.IsEmpty)
            for (int i = 0; i < n; i++) matrix[i * n + i] += 1 / (h * Gamma);
        else FixedDot.Add(1 / (h * Gamma), mass, matrix);
        if (!Lu.Factorise(matrix, pivots, n)) return false;

        for (int s = 0, row = 0; s < 6; row += s, s++)
        {
            x.CopyTo(y);
            for (int j = 0; j < s; j++)
            {
                double a = A[row + j];
                for (int i = 0; i < n; i++) y[i] += a * stages[j * n + i];
            }
            ode.Derivatives(t + Alpha[s] * h, y, f);
            Span<double> u = stages.Slice(s * n, n);
            f.CopyTo(u);
            Span<double> sum = mass.IsEmpty ? u : f;
            if (!mass.IsEmpty) f.Clear();
            for (int j = 0; j < s; j++)
            {
                double c = C[row + j] / h;
                for (int i = 0; i < n; i++) sum[i] += c * stages[j * n + i];
            }
            for (int i = 0; i < n && !mass.IsEmpty; i++) u[i] += FixedDot.Of(mass.Slice(i * n, n), f);
            Lu.Solve(matrix, pivots, u, n);
        }
        Span<double> last = stages[(5 * n)..];
        for (int i = 0; i < n; i++)
        {
            next[i] = y[i] + last[i]; // y is already the embedded third-order solution
            error[i] = last[i];
        }
        return true;
    }
}
