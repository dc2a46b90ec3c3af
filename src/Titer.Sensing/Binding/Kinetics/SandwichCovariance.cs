namespace Titer.Sensing.Binding;

/// <summary>
/// Covariance of a least-squares fit whose residuals are correlated in time: (J'J)^-1 J'RJ (J'J)^-1 with R the covariance of the
/// residuals (P. J. Huber, Proc. 5th Berkeley Symp. 1 (1967) 221; for correlated readings R. E. Chandler and S. Bate, Biometrika 94 (2007) 167).
/// The usual s^2 (J'J)^-1 counts every reading of 10 a second as new knowledge and is far too small. Cycles are independent of each other.
/// </summary>
internal static class SandwichCovariance
{
    /// <summary>Adds J'RJ of one cycle, with the noise's variance.</summary>
    /// <param name="jacobian">Row-major, readings x n.</param>
    public static void AddMeat(ReadOnlySpan<double> times, ReadOnlySpan<double> jacobian, int n, ResidualNoise noise, Span<double> meat)
    {
        // A_t = sum over s < t of exp(-(t - s) / tau) J_s is a recursion, and J'RJ = sum J_t J_t' + share (J_t A_t' + A_t J_t').
        Span<double> earlier = stackalloc double[n];
        earlier.Clear();
        for (int i = 0; i < times.Length; i++)
        {
            ReadOnlySpan<double> row = jacobian.Slice(i * n, n);
            if (i > 0)
            {
                ReadOnlySpan<double> before = jacobian.Slice((i - 1) * n, n);
                double rho = Math.Exp(-(times[i] - times[i - 1]) / noise.Tau);
                for (int a = 0; a < n; a++) earlier[a] = rho * (earlier[a] + before[a]);
            }
            for (int a = 0; a < n; a++)
            {
                double ja = noise.Variance * row[a], ea = noise.Variance * noise.SlowShare * earlier[a];
                if (ja == 0 && ea == 0) continue;
                for (int b = 0; b < n; b++) meat[a * n + b] += ja * (row[b] + noise.SlowShare * earlier[b]) + ea * row[b];
            }
        }
    }
}
