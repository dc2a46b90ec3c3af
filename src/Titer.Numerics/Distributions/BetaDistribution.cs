namespace Titer.Numerics;

/// <summary>The beta distribution, whose quantiles are the exact limits of a proportion (Clopper and Pearson, Biometrika 26, 404, 1934).</summary>
public static class BetaDistribution
{
    /// <summary>Regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22) with Lentz's method.</summary>
    public static double Cumulative(double x, double a, double b)
    {
        if (!(x > 0)) return x <= 0 ? 0 : double.NaN;
        if (x >= 1) return 1;
        // The fraction converges fast below the mean only; above it the complement is taken.
        return x < (a + 1) / (a + b + 2) ? Front(x, a, b) * Fraction(x, a, b) / a : 1 - Front(1 - x, b, a) * Fraction(1 - x, b, a) / b;
    }

    /// <summary>x with I_x(a, b) = p: Newton's method within a bracket that is halved where Newton leaves it.</summary>
    public static double Quantile(double p, double a, double b)
    {
        if (!(p > 0)) return p <= 0 ? 0 : double.NaN;
        if (p >= 1) return 1;
        double low = 0, high = 1, x = a / (a + b);
        for (int i = 0; i < 200; i++)
        {
            double error = Cumulative(x, a, b) - p;
            if (error > 0) high = x;
            else low = x;
            double density = Front(x, a, b) / (x * (1 - x)), next = x - error / density;
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (Math.Abs(next - x) <= 1e-15 * x || next == x) return next;
            x = next;
        }
        return x;
    }

    /// <summary>x^a (1 - x)^b / B(a, b).</summary>
    private static double Front(double x, double a, double b) =>
        Math.Exp(LogGamma.Of(a + b) - LogGamma.Of(a) - LogGamma.Of(b) + a * Math.Log(x) + b * (x > 0.5 ? Math.Log(1 - x) : LogOnePlus(-x)));

    private static double LogOnePlus(double x)
    {
        // Exact to rounding for small x (Goldberg, ACM Comput. Surv. 23, 5, 1991, theorem 4).
        double one = 1 + x;
        return one == 1 ? x : Math.Log(one) * x / (one - 1);
    }

    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        double c = 1, d = 1 / NotZero(1 - (a + b) * x / (a + 1)), value = d;
        for (int m = 1; m <= 10_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / NotZero(1 + even * d);
            c = NotZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NotZero(1 + odd * d);
            c = NotZero(1 + odd / c);
            double factor = d * c;
            value *= factor;
            if (Math.Abs(factor - 1) < 1e-16) break;
        }
        return value;

        static double NotZero(double v) => Math.Abs(v) < Tiny ? Tiny : v;
    }
}
