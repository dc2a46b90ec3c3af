using Titer.Numerics;

namespace Titer.Control.Tests.Predictive;

/// <summary>A model as the plant of a closed loop, with its Jacobian by dual numbers.</summary>
internal readonly struct PlantOde<TModel>(double[] inputs, double[] parameters) : IOde where TModel : IDynamics
{
    public int States => 0;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => TModel.Derivatives<Real>(
        t, x.AsReal(), new ReadOnlySpan<double>(inputs).AsReal(), new ReadOnlySpan<double>(parameters).AsReal(), dx.AsReal());

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian)
    {
        int n = x.Length;
        Dual[] u = [.. inputs.Select(v => (Dual)v)], p = [.. parameters.Select(v => (Dual)v)], xd = new Dual[n], dx = new Dual[n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++) xd[i] = i == j ? Dual.Variable(x[i], 0) : x[i];
            TModel.Derivatives<Dual>(t, xd, u, p, dx);
            for (int i = 0; i < n; i++) jacobian[i * n + j] = dx[i].Gradient[0];
        }
    }
}
