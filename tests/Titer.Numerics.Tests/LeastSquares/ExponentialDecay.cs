namespace Titer.Numerics.Tests.LeastSquares;

/// <summary>p0 exp(-p1 x) + p2 minus observation, over sigma.</summary>
internal readonly struct ExponentialDecay(double[] x, double[] y, double sigma = 1) : IResiduals
{
    public int Count => x.Length;

    public int Parameters => 3;

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(-p[1] * x[i]);
            residuals[i] = (p[0] * e + p[2] - y[i]) / sigma;
            if (jacobian.IsEmpty) continue;
            jacobian[3 * i] = e / sigma;
            jacobian[3 * i + 1] = -p[0] * x[i] * e / sigma;
            jacobian[3 * i + 2] = 1 / sigma;
        }
    }

    public static double[] Grid { get; } = [.. Enumerable.Range(0, 40).Select(i => 0.1 * i)];

    /// <summary>2 exp(-1.3 x) + 0.5 with noise.</summary>
    public static double[] Draw(Gaussian noise, double sigma) => [.. Grid.Select(x => 2 * Math.Exp(-1.3 * x) + 0.5 + sigma * noise.Next())];

    public static FitParameter[] Starts { get; } = [new(1), new(0.5), new(0)];
}
