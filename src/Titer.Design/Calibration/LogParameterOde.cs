using Titer.Numerics;
using Titer.Processes;

namespace Titer.Design.Calibration;

/// <summary>A process model whose parameter Jacobian is by the logarithms of some of its parameters, exact by dual numbers.</summary>
internal readonly struct LogParameterOde<TModel>(double[] inputs, double[] parameters, int[] free) : IOde where TModel : IProcessModel
{
    private readonly ModelOde<TModel> _model = new(inputs, parameters);

    public int States => _model.States;

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx) => _model.Derivatives(t, x, dx);

    public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian) => _model.Jacobian(t, x, jacobian);

    /// <summary>df / d ln p_j of the free parameters.</summary>
    public void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian)
    {
        int n = x.Length;
        Span<Dual> xd = stackalloc Dual[n], dx = stackalloc Dual[n], u = stackalloc Dual[inputs.Length], p = stackalloc Dual[parameters.Length];
        for (int i = 0; i < n; i++) xd[i] = x[i];
        for (int i = 0; i < u.Length; i++) u[i] = inputs[i];
        for (int i = 0; i < p.Length; i++) p[i] = parameters[i];
        for (int first = 0; first < free.Length; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, free.Length - first);
            for (int d = 0; d < count; d++)
            {
                double value = parameters[free[first + d]];
                p[free[first + d]] = new Dual(value, Dual.Variable(value, d).Gradient * value);
            }
            TModel.Derivatives<Dual>(t, xd, u, p, dx);
            for (int d = 0; d < count; d++) p[free[first + d]] = parameters[free[first + d]];
            for (int i = 0; i < n; i++)
                for (int d = 0; d < count; d++) jacobian[i * free.Length + first + d] = dx[i].Gradient[d];
        }
    }
}
