namespace Titer.Numerics;

/// <summary>The chi-square distribution with k degrees of freedom, k not necessarily whole.</summary>
public static class ChiSquareDistribution
{
    /// <summary>
    /// Probability of a value below x: the regularised incomplete gamma function P(k/2, x/2) by its series (DLMF 8.11.4) below the mean and by its
    /// continued fraction (DLMF 8.9.2, evaluated after Lentz) above; relative error of the smaller tail below 1e-12.
    /// </summary>
    public static double Cumulative(double x, double k)
    {
        if (!(k > 0) || double.IsNaN(x)) return double.NaN;
        if (x <= 0) return 0;
        double a = 0.5 * k, z = 0.5 * x;
        double factor = Math.Exp(a * Math.Log(z) - z - LogGamma.Of(a));
        return z < a + 1 ? factor * Series(a, z) : 1 - factor * Fraction(a, z);
    }

    /// <summary>Quantile of probability p in (0, 1), by Newton's method inside a bracket from the approximation of Wilson and Hilferty
    /// (1931).</summary>
    public static double Quantile(double p, double k)
    {
        if (!(k > 0) || !(p >= 0 && p <= 1)) return double.NaN;
        if (p is 0 or 1) return p == 0 ? 0 : double.PositiveInfinity;
        double c = 2 / (9 * k), x = k * Math.Pow(Math.Max(1 - c + NormalDistribution.Quantile(p) * Math.Sqrt(c), 1e-3), 3);
        double low = 0, high = double.PositiveInfinity;
        for (int i = 0; i < 200; i++)
        {
            double error = Cumulative(x, k) - p;
            if (error > 0) high = x;
            else low = x;
            double density = Math.Exp((0.5 * k - 1) * Math.Log(0.5 * x) - 0.5 * x - LogGamma.Of(0.5 * k)) / 2;
            double next = x - error / density;
            if (!(next > low && next < high)) next = double.IsFinite(high) ? 0.5 * (low + high) : 2 * x;
            if (Math.Abs(next - x) <= 1e-15 * x) return next;
            x = next;
        }
        return x;
    }

    // Sum of z^n / (a (a+1) ... (a+n)).
    private static double Series(double a, double z)
    {
        double term = 1 / a, sum = term;
        for (double n = a + 1; term > 1e-17 * sum; n++)
        {
            term *= z / n;
            sum += term;
        }
        return sum;
    }

    private static double Fraction(double a, double z)
    {
        const double tiny = 1e-300;
        double b = z + 1 - a, c = 1 / tiny, d = 1 / b, value = d;
        for (int i = 1; i < 10_000; i++)
        {
            double numerator = -i * (i - a);
            b += 2;
            d = numerator * d + b;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = b + numerator / c;
            if (Math.Abs(c) < tiny) c = tiny;
            double change = d * c;
            value *= change;
            if (Math.Abs(change - 1) < 1e-16) break;
        }
        return value;
    }
}
