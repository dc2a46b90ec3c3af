namespace Titer.Numerics.Tests.Integration;

/// <summary>x' = lambda x by its real two-dimensional form: rotation and decay with lambda = re + i im.</summary>
internal readonly struct Linear(double re, double im) : IOde
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => (dx[0], dx[1]) = (re * x[0] - im * x[1], im * x[0] + re * x[1]);

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1], j[2], j[3]) = (re, -im, im, re);
}

/// <summary>Logistic growth and what it consumes: x' = x (1 - x), y' = -x y. Closed form, non-linear, coupled.</summary>
internal readonly struct Logistic : IOde
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => (dx[0], dx[1]) = (x[0] * (1 - x[0]), -x[0] * x[1]);

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1], j[2], j[3]) = (1 - 2 * x[0], 0, -x[1], -x[0]);

    public static double[] Start => [0.1, 1];

    public static double[] Exact(double t)
    {
        double s = 1 + 0.1 * (Math.Exp(t) - 1);
        return [0.1 * Math.Exp(t) / s, 1 / s];
    }
}

/// <summary>Kaps' problem (Dekker and Verwer 1984): as stiff as 1/epsilon, and exp(-2t), exp(-t) whatever epsilon is.</summary>
internal readonly struct Kaps(double epsilon) : IOde
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) =>
        (dx[0], dx[1]) = (-2 * x[0] + (x[1] * x[1] - x[0]) / epsilon, x[0] - x[1] * (1 + x[1]));

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) =>
        (j[0], j[1], j[2], j[3]) = (-2 - 1 / epsilon, 2 * x[1] / epsilon, 1, -1 - 2 * x[1]);

    public static double[] Start => [1, 1];

    public static double[] Exact(double t) => [Math.Exp(-2 * t), Math.Exp(-t)];
}

/// <summary>Planar two-body problem of unit masses and unit semi-axis: period 2 pi.</summary>
internal readonly struct Kepler : IOde
{
    public int States => 4;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        double r = Math.Sqrt(x[0] * x[0] + x[1] * x[1]), cube = r * r * r;
        (dx[0], dx[1], dx[2], dx[3]) = (x[2], x[3], -x[0] / cube, -x[1] / cube);
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => throw new InvalidOperationException("Kepler's problem is not stiff.");

    public static double[] Start(double eccentricity) => [1 - eccentricity, 0, 0, Math.Sqrt((1 + eccentricity) / (1 - eccentricity))];
}

/// <summary>Arenstorf's closed orbit of a satellite of earth and moon (Hairer, Norsett and Wanner, Solving ODEs I, sec. II.0).</summary>
internal readonly struct Arenstorf : IOde
{
    private const double Moon = 0.012277471, Earth = 1 - Moon;
    public const double Period = 17.0652165601579625588917206249;

    public static double[] Start => [0.994, 0, 0, -2.00158510637908252240537862224];

    public int States => 4;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        double d1 = Math.Pow((x[0] + Moon) * (x[0] + Moon) + x[1] * x[1], 1.5), d2 = Math.Pow((x[0] - Earth) * (x[0] - Earth) + x[1] * x[1], 1.5);
        dx[0] = x[2];
        dx[1] = x[3];
        dx[2] = x[0] + 2 * x[3] - Earth * (x[0] + Moon) / d1 - Moon * (x[0] - Earth) / d2;
        dx[3] = x[1] - 2 * x[2] - Earth * x[1] / d1 - Moon * x[1] / d2;
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => throw new InvalidOperationException("Arenstorf's problem is not stiff.");
}

/// <summary>Robertson's autocatalytic reaction (Hairer and Wanner, Solving ODEs II, sec. IV.1).</summary>
internal readonly struct Robertson : IOde
{
    public int States => 3;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        dx[0] = -0.04 * x[0] + 1e4 * x[1] * x[2];
        dx[2] = 3e7 * x[1] * x[1];
        dx[1] = -dx[0] - dx[2];
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
    {
        (j[0], j[1], j[2]) = (-0.04, 1e4 * x[2], 1e4 * x[1]);
        (j[3], j[4], j[5]) = (0.04, -1e4 * x[2] - 6e7 * x[1], -1e4 * x[1]);
        (j[6], j[7], j[8]) = (0, 6e7 * x[1], 0);
    }
}

/// <summary>Van der Pol's oscillator x'' = mu (1 - x^2) x' - x.</summary>
internal readonly struct VanDerPol(double mu) : IOde
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => (dx[0], dx[1]) = (x[1], mu * (1 - x[0] * x[0]) * x[1] - x[0]);

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) =>
        (j[0], j[1], j[2], j[3]) = (0, 1, -2 * mu * x[0] * x[1] - 1, mu * (1 - x[0] * x[0]));
}

/// <summary>HIRES, photomorphogenesis of plants, eight reactions (Schaefer 1975; Test Set for IVP Solvers, release 2.4, II-1).</summary>
internal readonly struct Hires : IOde
{
    public const double End = 321.8122;

    public static double[] Start => [1, 0, 0, 0, 0, 0, 0, 0.0057];

    /// <summary>At <see cref="End"/>: Test Set for IVP Solvers, release 2.4 (RADAU5 in quadruple precision).</summary>
    public static readonly double[] Reference =
    [
        0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2,
        0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2,
    ];

    public int States => 8;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        double pair = 280 * x[5] * x[7];
        dx[0] = -1.71 * x[0] + 0.43 * x[1] + 8.32 * x[2] + 0.0007;
        dx[1] = 1.71 * x[0] - 8.75 * x[1];
        dx[2] = -10.03 * x[2] + 0.43 * x[3] + 0.035 * x[4];
        dx[3] = 8.32 * x[1] + 1.71 * x[2] - 1.12 * x[3];
        dx[4] = -1.745 * x[4] + 0.43 * (x[5] + x[6]);
        dx[5] = -pair + 0.69 * x[3] + 1.71 * x[4] - 0.43 * x[5] + 0.69 * x[6];
        dx[6] = pair - 1.81 * x[6];
        dx[7] = -dx[6];
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
    {
        j.Clear();
        (j[0], j[1], j[2]) = (-1.71, 0.43, 8.32);
        (j[8], j[9]) = (1.71, -8.75);
        (j[18], j[19], j[20]) = (-10.03, 0.43, 0.035);
        (j[25], j[26], j[27]) = (8.32, 1.71, -1.12);
        (j[36], j[37], j[38]) = (-1.745, 0.43, 0.43);
        double a = 280 * x[7], b = 280 * x[5];
        (j[43], j[44], j[45], j[46], j[47]) = (0.69, 1.71, -a - 0.43, 0.69, -b);
        (j[53], j[54], j[55]) = (a, -1.81, b);
        (j[61], j[62], j[63]) = (-a, 1.81, -b);
    }
}

/// <summary>Any scalar right-hand side, with counters of its evaluations.</summary>
internal readonly struct Scalar(Func<double, double, double> f, Func<double, double, double>? slope = null, int[]? counts = null) : IOde
{
    public int States => 1;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        if (counts is not null) counts[0]++;
        dx[0] = f(t, x[0]);
    }

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j)
    {
        if (counts is not null) counts[1]++;
        j[0] = slope!(t, x[0]);
    }
}
