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
    /// <summary>
    /// Fits b + v t + c t^2 to the window by least squares; c only where it is significant, because a free curvature costs four times
    /// the uncertainty of the slope.
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
        (double[] curved, double[] u) = Polynomial(times[..n], responses[..n], 3);
        if (Math.Abs(curved[2]) > 2.5 * u[2]) return new InitialRate(curved[1], u[1], true);
        (double[] straight, double[] deviation) = Polynomial(times[..n], responses[..n], 2);
        // What the curvature that was left out may do to the slope at the start: half a window's worth of its own uncertainty.
        double bias = 0.5 * u[2] * window;
        return new InitialRate(straight[1], Math.Sqrt(deviation[1] * deviation[1] + bias * bias), false);
    }

    private static (double[] Coefficients, double[] Uncertainties) Polynomial(ReadOnlySpan<double> times, ReadOnlySpan<double> responses, int terms)
    {
        int n = times.Length;
        double[] rows = new double[n * terms], residuals = new double[n], p = new double[terms];
        double scale = times[^1];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < terms; j++) rows[i * terms + j] = Math.Pow(times[i] / scale, j);
        // The problem is linear: one Newton step from zero through the normal equations of the scaled columns.
        double[] normal = new double[terms * terms];
        for (int i = 0; i < n; i++)
        {
            for (int a = 0; a < terms; a++)
            {
                p[a] += rows[i * terms + a] * responses[i];
                for (int b = 0; b < terms; b++) normal[a * terms + b] += rows[i * terms + a] * rows[i * terms + b];
            }
        }
        int[] pivots = new int[terms];
        Numerics.Lu.Factorise(normal, pivots, terms);
        Numerics.Lu.Solve(normal, pivots, p, terms);
        double squares = 0;
        for (int i = 0; i < n; i++)
        {
            double fitted = 0;
            for (int j = 0; j < terms; j++) fitted += rows[i * terms + j] * p[j];
            residuals[i] = fitted - responses[i];
            squares += residuals[i] * residuals[i];
        }
        var covariance = new TitrationCovariance(terms);
        covariance.Add(times, rows, NoiseEstimation.OfCycle(times, rows, terms, residuals));
        covariance.Solve(squares / Math.Max(1, n - terms));
        double[] u = new double[terms], gradient = new double[terms];
        for (int j = 0; j < terms; j++)
        {
            Array.Clear(gradient);
            gradient[j] = 1;
            double unit = Math.Pow(scale, -j);
            (p[j], u[j]) = (p[j] * unit, covariance.Deviation(gradient) * unit);
        }
        return (p, u);
    }
}
