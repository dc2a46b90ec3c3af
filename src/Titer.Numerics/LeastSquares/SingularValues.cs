namespace Titer.Numerics;

/// <summary>Singular values of a small matrix by one-sided Jacobi rotations (Hestenes, J. SIAM 6, 51, 1958).</summary>
internal static class SingularValues
{
    /// <summary>Largest over smallest singular value of n columns of length m, one below the other; the columns are overwritten.</summary>
    public static double Ratio(Span<double> columns, int m, int n)
    {
        for (int sweep = 0; sweep < 40; sweep++)
        {
            bool rotated = false;
            for (int a = 0; a < n; a++)
                for (int b = a + 1; b < n; b++) rotated |= Rotate(columns.Slice(a * m, m), columns.Slice(b * m, m));
            if (!rotated) break;
        }
        double smallest = double.PositiveInfinity, largest = 0;
        for (int a = 0; a < n; a++)
        {
            double norm = Math.Sqrt(FixedDot.Of(columns.Slice(a * m, m), columns.Slice(a * m, m)));
            smallest = Math.Min(smallest, norm);
            largest = Math.Max(largest, norm);
        }
        return largest / smallest;
    }

    private static bool Rotate(Span<double> a, Span<double> b)
    {
        double aa = FixedDot.Of(a, a), bb = FixedDot.Of(b, b), ab = FixedDot.Of(a, b);
        if (!(Math.Abs(ab) > 1e-15 * Math.Sqrt(aa * bb))) return false;
        double zeta = (bb - aa) / (2 * ab), t = Math.Sign(zeta) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
        if (zeta == 0) t = 1;
        double c = 1 / Math.Sqrt(1 + t * t), s = c * t;
        for (int i = 0; i < a.Length; i++) (a[i], b[i]) = (c * a[i] - s * b[i], s * a[i] + c * b[i]);
        return true;
    }
}
