using Titer.Numerics;

namespace Titer.Control.Predictive;

/// <summary>What a planner plans with, its inputs and parameters filled in, as the integrators want it. The Jacobian is exact, by dual
/// numbers.</summary>
public readonly struct PlannedOde<TModel>(int states, double[] inputs, double[] parameters) : IOde where TModel : IDynamics
{
    public int States => states;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => TModel.Derivatives<Real>(
        t, x.AsReal(), new ReadOnlySpan<double>(inputs).AsReal(), new ReadOnlySpan<double>(parameters).AsReal(), dx.AsReal());

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian)
    {
        int n = x.Length;
        Span<Dual> state = stackalloc Dual[n], dx = stackalloc Dual[n], u = stackalloc Dual[inputs.Length], p = stackalloc Dual[parameters.Length];
        for (int i = 0; i < u.Length; i++) u[i] = inputs[i];
        for (int i = 0; i < p.Length; i++) p[i] = parameters[i];
        for (int first = 0; first < n; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, n - first);
            for (int i = 0; i < n; i++) state[i] = i >= first && i < first + count ? Dual.Variable(x[i], i - first) : x[i];
            TModel.Derivatives<Dual>(t, state, u, p, dx);
            for (int i = 0; i < n; i++)
                for (int d = 0; d < count; d++) jacobian[i * n + first + d] = dx[i].Gradient[d];
        }
    }
}
