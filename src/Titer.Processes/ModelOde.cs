using Titer.Numerics;

namespace Titer.Processes;

/// <summary>A process model with its inputs and parameters filled in, as the integrators want it. The Jacobian is exact, by dual numbers.</summary>
public readonly struct ModelOde<TModel>(double[] inputs, double[] parameters) : IOde where TModel : IProcessModel
{
    public int States => TModel.Description.States.Length;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) =>
        TModel.Derivatives<Real>(
            t, x.AsReal(), new ReadOnlySpan<double>(inputs).AsReal(), new ReadOnlySpan<double>(parameters).AsReal(), dx.AsReal());

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian) => Differentiate(t, x, x.Length, byParameter: false, jacobian);

    /// <inheritdoc/>
    public void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian) =>
        Differentiate(t, x, parameters.Length, byParameter: true, jacobian);

    // Columns of df/dx or df/dp, as many at a time as a dual number has directions.
    private void Differentiate(double t, ReadOnlySpan<double> x, int columns, bool byParameter, Span<double> jacobian)
    {
        int n = x.Length;
        Span<Dual> xd = stackalloc Dual[n], dx = stackalloc Dual[n], u = stackalloc Dual[inputs.Length], p = stackalloc Dual[parameters.Length];
        for (int i = 0; i < n; i++) xd[i] = x[i];
        for (int i = 0; i < u.Length; i++) u[i] = inputs[i];
        for (int i = 0; i < p.Length; i++) p[i] = parameters[i];
        Span<Dual> by = byParameter ? p : xd;
        ReadOnlySpan<double> values = byParameter ? parameters : x;
        for (int first = 0; first < columns; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, columns - first);
            for (int d = 0; d < count; d++) by[first + d] = Dual.Variable(values[first + d], d);
            TModel.Derivatives<Dual>(t, xd, u, p, dx);
            for (int d = 0; d < count; d++) by[first + d] = values[first + d];
            for (int i = 0; i < n; i++)
                for (int d = 0; d < count; d++) jacobian[i * columns + first + d] = dx[i].Gradient[d];
        }
    }
}
