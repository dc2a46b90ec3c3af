namespace Titer.Numerics;

/// <summary>Which loss; the square is the loss of least squares.</summary>
public enum LossKind
{
    Square,
    /// <summary>Square to the threshold, linear beyond (Huber, 1964).</summary>
    Huber,
    /// <summary>Smooth passage from square to linear, 2 (sqrt(1 + z) - 1).</summary>
    SoftL1,
    /// <summary>Logarithmic, log(1 + z): far outliers lose all weight. Not convex: start near.</summary>
    Cauchy,
}

/// <summary>
/// A robust loss s^2 c^2 rho((r / (c s))^2) / 2 in place of r^2 / 2, minimised by iteratively reweighted least squares (Holland and
/// Welsch, Commun. Stat. A6, 813, 1977): each residual has the weight rho'. The threshold is c standard deviations s.
/// </summary>
/// <param name="Kind">Which loss.</param>
/// <param name="Tuning">c, in standard deviations. The defaults below keep 95 % efficiency on normal residuals.</param>
/// <param name="Sigma">
/// s, the standard deviation of a good residual; NaN: estimated from the median absolute residual, and the fit repeated until it stays.
/// </param>
public readonly record struct RobustLoss(LossKind Kind, double Tuning, double Sigma = double.NaN)
{
    public static RobustLoss None => default;

    public static RobustLoss Huber(double sigma = double.NaN) => new(LossKind.Huber, 1.345, sigma);

    public static RobustLoss SoftL1(double sigma = double.NaN) => new(LossKind.SoftL1, 1.287, sigma);

    public static RobustLoss Cauchy(double sigma = double.NaN) => new(LossKind.Cauchy, 2.385, sigma);

    /// <summary>rho(z) and its derivative, z = (r / threshold)^2.</summary>
    internal double Rho(double z, out double slope)
    {
        switch (Kind)
        {
            case LossKind.Huber when z > 1:
                double root = Math.Sqrt(z);
                slope = 1 / root;
                return 2 * root - 1;
            case LossKind.SoftL1:
                double soft = Math.Sqrt(1 + z);
                slope = 1 / soft;
                return 2 * (soft - 1);
            case LossKind.Cauchy:
                slope = 1 / (1 + z);
                return Math.Log(1 + z);
            default:
                slope = 1;
                return z;
        }
    }

    /// <summary>Derivative of the influence r rho'(z) by r.</summary>
    internal double InfluenceSlope(double z) => Kind switch
    {
        LossKind.Huber => z > 1 ? 0 : 1,
        LossKind.SoftL1 => 1 / ((1 + z) * Math.Sqrt(1 + z)),
        LossKind.Cauchy => (1 - z) / ((1 + z) * (1 + z)),
        _ => 1,
    };
}
