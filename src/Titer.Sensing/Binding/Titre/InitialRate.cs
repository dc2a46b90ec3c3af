namespace Titer.Sensing.Binding;

/// <summary>
/// The slope of a sensorgram at the beginning of the injection. It is proportional to the concentration whether the reaction limits,
/// dR/dt = ka Rmax C, or transport does, dR/dt = km C, or both, ka Rmax C / (1 + ka Rmax / km): no equilibrium has to be waited for
/// (R. Karlsson and others, J. Immunol. Methods 166 (1993) 75; E. Pol, R. Karlsson, H. Roos and others, J. Mol. Recognit. 20 (2007) 22).
/// </summary>
/// <param name="Value">Response per s, extrapolated to the start of the injection.</param>
/// <param name="StandardUncertainty">With correlated residuals.</param>
/// <param name="IsCurved">The curvature within the window is significant: the surface fills while the slope is taken.</param>
public readonly record struct InitialRate(double Value, double StandardUncertainty, bool IsCurved)
{
    private const double Significant = 2.5, MostFilling = 6;

    /// <summary>
    /// Fits b + v (1 - exp(-k t)) / k to the window by least squares; where k is not significant a straight line, because a free
    /// curvature costs four times the uncertainty of the slope.
    /// </summary>
    /// <param name="times">s after the start of the injection, the edge already left out.</param>
    /// <param name="responses">One per time.</param>
    /// <param name="window">Length of the beginning that is used, s.</param>
    /// <returns>Null when fewer than five readings are in the window.</returns>
    public static InitialRate? Of(ReadOnlySpan<double> times, ReadOnlySpan<double> responses, double window)
    {
        int n = 0;
        while (n < times.Length && times[n] <= window) n++;
        if (n < 5) return null;
        ReadOnlySpan<double> t = times[..n], r = responses[..n];
        double k = Filling(t, r);
        (double slope, double u, double uFilling) = Fit(t, r, k);
        if (k > Significant * uFilling) return new InitialRate(slope, u, true);
        (double straight, double deviation, double uStraight) = Fit(t, r, 0);
        // What a filling that does not show may do to the slope: half a window's worth.
        double bias = 0.5 * uStraight * t[^1] * straight;
        return new InitialRate(straight, Math.Sqrt(deviation * deviation + bias * bias), false);
    }

    /// <summary>The k of the least sum of squares, by golden sections; 0 where the curve bends the wrong way.</summary>
    private static double Filling(ReadOnlySpan<double> t, ReadOnlySpan<double> r)
    {
        const double Golden = 0.6180339887498949;
        double low = 0, high = MostFilling / t[^1];
        double a = high - Golden * (high - low), b = low + Golden * (high - low), atA = Squares(t, r, a), atB = Squares(t, r, b);
        for (int i = 0; i < 40; i++)
        {
            if (atA < atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - Golden * (high - low);
                atA = Squares(t, r, a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + Golden * (high - low);
                atB = Squares(t, r, b);
            }
        }
        double k = 0.5 * (low + high);
        return Squares(t, r, k) < Squares(t, r, 0) ? k : 0;
    }

    private static double Squares(ReadOnlySpan<double> t, ReadOnlySpan<double> r, double k)
    {
        (double b, double v) = Line(t, r, k);
        double sum = 0;
        for (int i = 0; i < t.Length; i++)
        {
            double d = b + v * Rise(t[i], k) - r[i];
            sum += d * d;
        }
        return sum;
    }

    private static (double Level, double Slope) Line(ReadOnlySpan<double> t, ReadOnlySpan<double> r, double k)
    {
        double meanG = 0, meanR = 0, gg = 0, gr = 0;
        for (int i = 0; i < t.Length; i++) (meanG, meanR) = (meanG + Rise(t[i], k) / t.Length, meanR + r[i] / t.Length);
        for (int i = 0; i < t.Length; i++)
        {
            double g = Rise(t[i], k) - meanG;
            (gg, gr) = (gg + g * g, gr + g * (r[i] - meanR));
        }
        return (meanR - gr / gg * meanG, gr / gg);
    }

    /// <summary>Slope at the start with its uncertainty, and the uncertainty of k.</summary>
    private static (double Slope, double Uncertainty, double FillingUncertainty) Fit(ReadOnlySpan<double> t, ReadOnlySpan<double> r, double k)
    {
        const int Terms = 3;
        (double b, double v) = Line(t, r, k);
        // The straight line has two parameters; its third column only measures what a filling could hide.
        int used = k > 0 ? Terms : Terms - 1;
        double[] rows = new double[t.Length * Terms], own = new double[t.Length * used], residuals = new double[t.Length];
        for (int i = 0; i < t.Length; i++)
        {
            (rows[i * Terms], rows[i * Terms + 1], rows[i * Terms + 2]) = (1, Rise(t[i], k), v * Bend(t[i], k));
            rows.AsSpan(i * Terms, used).CopyTo(own.AsSpan(i * used));
            residuals[i] = b + v * rows[i * Terms + 1] - r[i];
        }
        ResidualNoise noise = NoiseEstimation.OfCycle(t, rows, Terms, residuals);
        double filling = Deviation(t, rows, Terms, noise, 2);
        return (v, Deviation(t, own, used, noise, 1), filling);
    }

    private static double Deviation(ReadOnlySpan<double> t, double[] rows, int terms, ResidualNoise noise, int of)
    {
        var covariance = new TitrationCovariance(terms);
        covariance.Add(t, rows, noise);
        covariance.Solve(noise.Variance);
        double[] gradient = new double[terms];
        gradient[of] = 1;
        return covariance.Deviation(gradient);
    }

    /// <summary>(1 - exp(-k t)) / k.</summary>
    private static double Rise(double t, double k) => k * t < 1e-4 ? t * (1 - 0.5 * k * t) : (1 - Math.Exp(-k * t)) / k;

    /// <summary>Its derivative by k.</summary>
    private static double Bend(double t, double k) =>
        k * t < 1e-3 ? t * t * (k * t / 3 - 0.5) : (t * Math.Exp(-k * t) - (1 - Math.Exp(-k * t)) / k) / k;
}
