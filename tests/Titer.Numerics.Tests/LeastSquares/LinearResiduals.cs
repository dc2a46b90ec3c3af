namespace Titer.Numerics.Tests.LeastSquares;

/// <summary>A x - b with its Jacobian A, row-major.</summary>
internal readonly struct LinearResiduals(double[] a, double[] b, int parameters) : IResiduals
{
    public int Count => b.Length;

    public int Parameters => parameters;

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        for (int i = 0; i < b.Length; i++)
        {
            residuals[i] = -b[i];
            for (int j = 0; j < parameters; j++) residuals[i] += a[i * parameters + j] * p[j];
        }
        if (!jacobian.IsEmpty) a.CopyTo(jacobian);
    }
}
