namespace Titer.Numerics;

/// <summary>Logarithm of the gamma function.</summary>
public static class LogGamma
{
    /// <summary>ln Gamma(x) for x &gt; 0, by Stirling's series (DLMF 5.11.1) after the recurrence has brought x above 10.</summary>
    public static double Of(double x)
    {
        double shift = 0;
        if (x < 10)
        {
            double product = 1;
            for (; x < 10; x++) product *= x;
            shift = Math.Log(product);
        }
        double i = 1 / x, s = i * i;
        double series = i * (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360 - s / 156))))));
        return (x - 0.5) * Math.Log(x) - x + 0.91893853320467274178 + series - shift;
    }
}
