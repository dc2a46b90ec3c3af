using Titer.Numerics;

namespace Titer.Sensing.Hologram;

/// <summary>
/// The light without objects, as a second-order polynomial over the sensor: the beam of a point source is that smooth, and a polynomial cannot follow
/// the fringes. Fitted by iteratively reweighted least squares with Tukey's biweight, so that objects do not pull at it
/// (P. W. Holland, R. E. Welsch, Commun. Stat. A6 (1977) 813). A field that falls to zero inside the image is lifted to a tenth of its mean.
/// </summary>
internal sealed class IlluminationField
{
    private const int Terms = 6, Iterations = 6, PointsPerSide = 64;
    // Tukey's constant for 95 % efficiency with normal noise, and the factor from median absolute deviation to sigma.
    private const double Cutoff = 4.685, Sigma = 1.4826;

    private readonly double[] _coefficients = new double[Terms], _normal = new double[Terms * Terms];
    private readonly double[] _residuals = new double[PointsPerSide * PointsPerSide];
    private readonly double[] _sorted = new double[PointsPerSide * PointsPerSide];
    private double _mean;

    /// <summary>Fits the field to an image, row-major.</summary>
    public void Fit(ReadOnlySpan<double> pixels, int width, int height)
    {
        int nx = Math.Min(PointsPerSide, width), ny = Math.Min(PointsPerSide, height);
        double scale = double.PositiveInfinity;
        Array.Clear(_coefficients);
        Span<double> basis = stackalloc double[Terms], right = stackalloc double[Terms];
        for (int iteration = 0; iteration <= Iterations; iteration++)
        {
            Array.Clear(_normal);
            right.Clear();
            for (int j = 0, n = 0; j < ny; j++)
                for (int i = 0; i < nx; i++, n++)
                {
                    int x = (int)((i + 0.5) * width / nx), y = (int)((j + 0.5) * height / ny);
                    Basis(Unit(x, width), Unit(y, height), basis);
                    double weight = Weight(_residuals[n], scale);
                    for (int a = 0; a < Terms; a++)
                    {
                        right[a] += weight * basis[a] * pixels[y * width + x];
                        for (int b = 0; b < Terms; b++) _normal[a * Terms + b] += weight * basis[a] * basis[b];
                    }
                }
            Solve(right);
            _mean = 0;
            for (int j = 0, n = 0; j < ny; j++)
                for (int i = 0; i < nx; i++, n++)
                {
                    int x = (int)((i + 0.5) * width / nx), y = (int)((j + 0.5) * height / ny);
                    double field = Polynomial(x, y, width, height);
                    _mean += field / (nx * ny);
                    _residuals[n] = pixels[y * width + x] - field;
                    _sorted[n] = Math.Abs(_residuals[n]);
                }
            Array.Sort(_sorted, 0, nx * ny);
            scale = Cutoff * Sigma * Math.Max(_sorted[nx * ny / 2], 1e-9);
        }
    }

    /// <summary>The light at a pixel, in the unit of the image.</summary>
    public double At(int x, int y, int width, int height) => Math.Max(Polynomial(x, y, width, height), 0.1 * _mean);

    private double Polynomial(int x, int y, int width, int height)
    {
        double u = Unit(x, width), v = Unit(y, height);
        return _coefficients[0] + u * (_coefficients[1] + u * _coefficients[3] + v * _coefficients[4])
            + v * (_coefficients[2] + v * _coefficients[5]);
    }

    private void Solve(Span<double> right)
    {
        // A ridge that only acts on an image too narrow for six terms.
        for (int a = 0; a < Terms; a++) _normal[a * Terms + a] += 1e-9 * (_normal[0] + 1e-9);
        Cholesky.Factorise(_normal, Terms);
        Cholesky.Solve(_normal, right, Terms);
        right.CopyTo(_coefficients);
    }

    private static double Unit(int at, int length) => 2 * (at + 0.5) / length - 1;

    private static double Weight(double residual, double scale)
    {
        if (double.IsInfinity(scale)) return 1;
        double z = residual / scale;
        return Math.Abs(z) >= 1 ? 0 : (1 - z * z) * (1 - z * z);
    }

    private static void Basis(double u, double v, Span<double> basis)
    {
        basis[0] = 1;
        basis[1] = u;
        basis[2] = v;
        basis[3] = u * u;
        basis[4] = u * v;
        basis[5] = v * v;
    }
}
