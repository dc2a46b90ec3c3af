namespace Titer.Numerics;

/// <summary>What is known of an input quantity, as a distribution to draw from (JCGM 101:2008, 6.4 and table 1).</summary>
public readonly record struct InputDistribution
{
    private enum Form : byte { Normal, Rectangular, Student, Triangular, Arcsine, Trapezoidal, Beta }

    private readonly Form _form;
    private readonly double _a, _b, _c;

    private InputDistribution(Form form, double a, double b, double c = 0) => (_form, _a, _b, _c) = (form, a, b, c);

    /// <summary>Best estimate and standard uncertainty.</summary>
    public static InputDistribution Normal(double mean, double sigma) => new(Form.Normal, mean, sigma);

    /// <summary>Only the limits are known.</summary>
    public static InputDistribution Rectangular(double low, double high) => new(Form.Rectangular, low, high);

    /// <summary>The mean of n readings: scale s / sqrt(n), n - 1 degrees of freedom (6.4.9).</summary>
    public static InputDistribution Student(double mean, double scale, double degreesOfFreedom) => new(Form.Student, mean, scale, degreesOfFreedom);

    /// <summary>Sum of two rectangular quantities of the same width.</summary>
    public static InputDistribution Triangular(double low, double high) => new(Form.Triangular, low, high);

    /// <summary>A quantity that cycles sinusoidally between its limits (6.4.6).</summary>
    public static InputDistribution Arcsine(double low, double high) => new(Form.Arcsine, low, high);

    /// <summary>Sum of two rectangular quantities (6.4.4).</summary>
    /// <param name="beta">Width of the top over that of the base, 0 to 1.</param>
    public static InputDistribution Trapezoidal(double low, double high, double beta) => new(Form.Trapezoidal, low, high, beta);

    /// <summary>A share, known from k of n: Jeffreys' posterior is Beta(k + 1/2, n - k + 1/2).</summary>
    public static InputDistribution Beta(double a, double b) => new(Form.Beta, a, b);

    internal bool IsNormal => _form == Form.Normal;

    public double Draw(Gaussian random) => _form switch
    {
        Form.Normal => FromStandard(random.Next()),
        Form.Rectangular => random.Uniform(_a, _b),
        Form.Student => _a + _b * random.Next() / Math.Sqrt(2 * Gamma(_c / 2, random) / _c),
        Form.Triangular => _a + 0.5 * (_b - _a) * (random.Uniform() + random.Uniform()),
        Form.Arcsine => 0.5 * (_a + _b) + 0.5 * (_b - _a) * Math.Sin(2 * Math.PI * random.Uniform()),
        Form.Trapezoidal => _a + 0.5 * (_b - _a) * ((1 + _c) * random.Uniform() + (1 - _c) * random.Uniform()),
        _ => Share(Gamma(_a, random), Gamma(_b, random)),
    };

    /// <summary>The normal quantity at a standard normal number, which may be correlated with others.</summary>
    internal double FromStandard(double z) => _a + _b * z;

    private static double Share(double x, double y) => x / (x + y);

    /// <summary>Gamma number of unit scale (Marsaglia and Tsang, ACM Trans. Math. Softw. 26, 363, 2000).</summary>
    private static double Gamma(double shape, Gaussian random)
    {
        if (shape < 1) return Gamma(shape + 1, random) * Math.Pow(1 - random.Uniform(), 1 / shape);
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.Next(), v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1 - random.Uniform()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return d * v;
        }
    }
}
