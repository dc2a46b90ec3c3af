namespace Titer.Numerics.Tests.LeastSquares;

/// <summary>Model minus observation for a model given as a function.</summary>
internal readonly struct FunctionResiduals(Func<double, double[], double> model, double[] x, double[] y, int parameters) : IResidualFunction
{
    public int Count => x.Length;

    public int Parameters => parameters;

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals)
    {
        double[] b = p.ToArray();
        for (int i = 0; i < x.Length; i++) residuals[i] = model(x[i], b) - y[i];
    }
}
