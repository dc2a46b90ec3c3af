namespace Titer.Sensing.Impedance.Circuits;

/// <summary>By what the two parts of each residual are divided, that is how their noise is thought to grow.</summary>
public enum SpectrumWeighting
{
    /// <summary>The real parts by the largest real part of the spectrum, the imaginary parts by the largest imaginary part.</summary>
    Range,
    /// <summary>Both parts by |Z| at their frequency: noise proportional to the magnitude (Boukamp, Solid State Ionics 20 (1986) 31).</summary>
    Modulus,
    /// <summary>Both parts by one number, the largest |Z|: noise the same everywhere.</summary>
    Unit,
    /// <summary>Each part by its own magnitude, at least a thousandth of |Z|.</summary>
    Proportional,
}

/// <summary>The divisors of the residuals.</summary>
internal static class SpectrumWeights
{
    private const double SmallestPart = 1e-3;

    /// <param name="weighting">Which.</param>
    /// <param name="resistance">Ohm.</param>
    /// <param name="reactance">Ohm.</param>
    /// <param name="weights">One over the divisor, real and imaginary part of each frequency after each other.</param>
    public static void Write(SpectrumWeighting weighting, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, Span<double> weights)
    {
        double largestReal = 0, largestImaginary = 0, largest = 0;
        for (int k = 0; k < resistance.Length; k++)
        {
            largestReal = Math.Max(largestReal, Math.Abs(resistance[k]));
            largestImaginary = Math.Max(largestImaginary, Math.Abs(reactance[k]));
            largest = Math.Max(largest, Magnitude(resistance[k], reactance[k]));
        }
        for (int k = 0; k < resistance.Length; k++)
        {
            double magnitude = Magnitude(resistance[k], reactance[k]), smallest = SmallestPart * magnitude;
            (double real, double imaginary) = weighting switch
            {
                SpectrumWeighting.Range => (largestReal, largestImaginary),
                SpectrumWeighting.Modulus => (magnitude, magnitude),
                SpectrumWeighting.Unit => (largest, largest),
                _ => (Math.Max(Math.Abs(resistance[k]), smallest), Math.Max(Math.Abs(reactance[k]), smallest)),
            };
            weights[2 * k] = real > 0 ? 1 / real : 0;
            weights[2 * k + 1] = imaginary > 0 ? 1 / imaginary : 0;
        }
    }

    private static double Magnitude(double real, double imaginary) => Math.Sqrt(real * real + imaginary * imaginary);
}
