namespace Titer.Numerics.Tests.Integration;

/// <summary>x' = lambda x by its real two-dimensional form: rotation and decay with lambda = re + i im.</summary>
internal readonly struct Linear(double re, double im) : IOde, IDynamics
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => Derivatives<Real>(t, x.AsReal(), [], [re, im], dx.AsReal());

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        (dx[0], dx[1]) = (p[0] * x[0] - p[1] * x[1], p[1] * x[0] + p[0] * x[1]);

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) => (j[0], j[1], j[2], j[3]) = (re, -im, im, re);
}

/// <summary>Logistic growth and what it consumes: x' = x (1 - x), y' = -x y. Closed form, non-linear, coupled.</summary>
internal readonly struct Logistic : IOde, IDynamics
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => Derivatives<Real>(t, x.AsReal(), [], [], dx.AsReal());

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T> =>
        (dx[0], dx[1]) = (x[0] * (1.0 - x[0]), -x[0] * x[1]);

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

/// <summary>Van der Pol's oscillator x'' = mu (1 - x^2) x' - x.</summary>
internal readonly struct VanDerPol(double mu) : IOde
{
    public int States => 2;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => (dx[0], dx[1]) = (x[1], mu * (1 - x[0] * x[0]) * x[1] - x[0]);

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> j) =>
        (j[0], j[1], j[2], j[3]) = (0, 1, -2 * mu * x[0] * x[1] - 1, mu * (1 - x[0] * x[0]));
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
