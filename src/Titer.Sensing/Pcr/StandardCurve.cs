using System.Text.Json.Serialization;
using Titer.Numerics;

namespace Titer.Sensing.Pcr;

/// <summary>
/// Cq against the logarithm of the quantity of standards, by least squares: Cq = intercept + slope log10(q). Inverse prediction with its
/// standard uncertainty and with Fieller's interval (E. C. Fieller, J. R. Stat. Soc. B 16 (1954) 175; ISO 8466-1 for the first form).
/// </summary>
/// <param name="Slope">Cycles per decade; -3.32 doubles in each cycle.</param>
/// <param name="Intercept">Cq of one copy per uL.</param>
/// <param name="Scatter">Standard deviation of a standard about the line, cycles.</param>
/// <param name="MeanLog">Mean of log10(q) of the standards.</param>
/// <param name="SumSquares">Sum of squares of log10(q) about its mean.</param>
/// <param name="Standards">How many.</param>
/// <param name="RSquared">Share of the variance of Cq that the line explains.</param>
/// <param name="Lowest">Smallest quantity of the standards, copies per uL.</param>
/// <param name="Highest">Largest.</param>
public sealed record StandardCurve(
    double Slope, double Intercept, double Scatter, double MeanLog, double SumSquares, int Standards, double RSquared, double Lowest, double Highest)
{
    /// <summary>Amplification efficiency 10^(-1/slope) - 1; 1 doubles in each cycle.</summary>
    [JsonIgnore] public double Efficiency => Math.Pow(10, -1 / Slope) - 1;

    /// <summary>Its standard uncertainty, from that of the slope.</summary>
    [JsonIgnore] public double EfficiencyUncertainty =>
        (1 + Efficiency) * Math.Log(10) / (Slope * Slope) * Scatter / Math.Sqrt(SumSquares);

    /// <summary>Fits; null where the standards do not have three wells on two levels or Cq does not fall with the quantity.</summary>
    /// <param name="quantities">Copies per uL, positive.</param>
    /// <param name="cqs">As many, finite.</param>
    public static StandardCurve? Fit(ReadOnlySpan<double> quantities, ReadOnlySpan<double> cqs)
    {
        int n = quantities.Length;
        if (n < 3) return null;
        double mx = 0, my = 0, xx = 0, xy = 0, yy = 0, lowest = double.PositiveInfinity, highest = 0;
        for (int i = 0; i < n; i++)
        {
            (mx, my) = (mx + Math.Log10(quantities[i]) / n, my + cqs[i] / n);
            (lowest, highest) = (Math.Min(lowest, quantities[i]), Math.Max(highest, quantities[i]));
        }
        for (int i = 0; i < n; i++)
        {
            double x = Math.Log10(quantities[i]) - mx, y = cqs[i] - my;
            (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
        }
        if (!(highest > lowest) || !(xy < 0)) return null;
        double slope = xy / xx, rest = Math.Max(0, yy - slope * xy);
        return new(slope, my - slope * mx, Math.Sqrt(rest / (n - 2)), mx, xx, n, 1 - rest / yy, lowest, highest);
    }

    /// <summary>Copies per uL at a Cq.</summary>
    public double Quantity(double cq) => Math.Pow(10, (cq - Intercept) / Slope);

    /// <summary>Standard uncertainty of log10 of the quantity.</summary>
    /// <param name="replicates">Wells that the Cq is the mean of.</param>
    /// <param name="cqUncertainty">Standard uncertainty that the Cq has of its own, cycles; the larger of it and the scatter counts.</param>
    public double LogUncertainty(double cq, int replicates = 1, double cqUncertainty = 0)
    {
        double reading = Math.Max(Scatter, cqUncertainty), x = (cq - Intercept) / Slope - MeanLog;
        return Math.Sqrt(reading * reading / replicates + Scatter * Scatter * (1.0 / Standards + x * x / SumSquares)) / Math.Abs(Slope);
    }

    /// <summary>Fieller's confidence interval of the quantity; zero and infinity where the slope is not significant.</summary>
    public (double Low, double High) Interval(double cq, int replicates = 1, double confidence = 0.95)
    {
        double t = StudentDistribution.Quantile(0.5 * (1 + confidence), Standards - 2);
        double g = t * t * Scatter * Scatter / (Slope * Slope * SumSquares);
        if (!(g < 1)) return (0, double.PositiveInfinity);
        double x = (cq - Intercept) / Slope - MeanLog;
        double half = t * Scatter / Math.Abs(Slope) * Math.Sqrt((1 - g) * (1.0 / replicates + 1.0 / Standards) + x * x / SumSquares);
        return (Math.Pow(10, MeanLog + (x - half) / (1 - g)), Math.Pow(10, MeanLog + (x + half) / (1 - g)));
    }
}
