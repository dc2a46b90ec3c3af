namespace Titer.Sensing.Pcr;

/// <summary>
/// A normal peak with a width of its own on each side of its mode (two-piece normal; S. John, Commun. Stat. A11 (1982) 879). Droplets
/// that amplify late make the positive peak lean to the low side, which a symmetric peak would take for a wider one.
/// </summary>
/// <param name="Mode">Amplitude of the peak.</param>
/// <param name="Left">Standard deviation of the low side.</param>
/// <param name="Right">Standard deviation of the high side.</param>
/// <param name="Weight">Droplets in it.</param>
public readonly record struct TwoPieceNormal(double Mode, double Left, double Right, double Weight)
{
    public bool Exists => Weight > 0;

    /// <summary>Droplets per amplitude.</summary>
    public double Density(double x)
    {
        double z = (x - Mode) / (x < Mode ? Left : Right);
        return Weight * 0.797884560802865 / (Left + Right) * Math.Exp(-0.5 * z * z);
    }

    /// <summary>
    /// Maximum likelihood on weighted bins of equal width. For a given mode the widths follow in closed form from the sums of squares
    /// on both sides, and the best mode has the smallest sum of their cube roots; every bin is tried.
    /// </summary>
    internal static TwoPieceNormal Fit(ReadOnlySpan<double> weights, double low, double step)
    {
        double n = 0, first = 0, second = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double x = i * step;
            n += weights[i];
            first += weights[i] * x;
            second += weights[i] * x * x;
        }
        if (!(n > 0)) return default;
        double below = 0, belowFirst = 0, belowSecond = 0, least = double.PositiveInfinity, mode = 0, left = 0, right = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double x = i * step;
            below += weights[i];
            belowFirst += weights[i] * x;
            belowSecond += weights[i] * x * x;
            // A mode at the very end would have no droplets on one side.
            if (weights[i] <= 0 || below < 0.02 * n) continue;
            if (below > 0.98 * n && left > 0) break;
            double squaresLeft = Math.Max(0, belowSecond - 2 * x * belowFirst + x * x * below);
            double squaresRight = Math.Max(0, second - belowSecond - 2 * x * (first - belowFirst) + x * x * (n - below));
            double a = Math.Cbrt(squaresLeft), b = Math.Cbrt(squaresRight);
            if (a + b >= least) continue;
            least = a + b;
            mode = x;
            left = Math.Sqrt(a * a * least / n);
            right = Math.Sqrt(b * b * least / n);
        }
        // A peak is never narrower than the bins it was read from.
        return new(low + mode, Math.Max(left, step), Math.Max(right, step), n);
    }
}
