namespace Titer.Numerics;

/// <summary>Student's t distribution with nu degrees of freedom, not necessarily whole; infinite nu is the normal distribution.</summary>
public static class StudentDistribution
{
    /// <summary>Quantile of probability p in (0, 1). Its square at (1 + c) / 2 is the quantile c of F(1, nu).</summary>
    public static double Quantile(double p, double nu)
    {
        if (!(nu > 0) || double.IsNaN(p)) return double.NaN;
        if (nu > 1e8) return NormalDistribution.Quantile(p);
        if (p == 0.5) return 0;
        double tail = Math.Min(p, 1 - p);
        // x = nu / (nu + t^2) follows beta(nu / 2, 1/2); y = 1 - x is inverted where x is close to 1, so that no digits are lost.
        double t;
        if (tail < 0.25)
        {
            double x = BetaDistribution.Quantile(2 * tail, nu / 2, 0.5);
            t = Math.Sqrt(nu * (1 - x) / x);
        }
        else
        {
            double y = BetaDistribution.Quantile(1 - 2 * tail, 0.5, nu / 2);
            t = Math.Sqrt(nu * y / (1 - y));
        }
        return p < 0.5 ? -t : t;
    }
}
