using System.Runtime.Intrinsics;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// A binding model together with the derivatives of its states by the logarithms of its four parameters: the variational equations
/// dS/dt = f_x S + f_p, which one pass of dual numbers through the model gives, because a state carries its row of S as its gradient.
/// Order of the extended state: for each state its value, then its four derivatives.
/// </summary>
internal struct VariationalOde<TModel>(double[] parameters, double[] work) : IOde where TModel : struct, IBindingOde
{
    private const int Width = 1 + Dual.Directions;

    /// <summary>mol/L in the flow.</summary>
    public double Concentration { get; set; }

    public readonly int States => TModel.States * Width;

    public readonly void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        Span<Dual> states = stackalloc Dual[TModel.States], rates = stackalloc Dual[TModel.States], p = stackalloc Dual[Dual.Directions];
        for (int i = 0; i < states.Length; i++)
            states[i] = new Dual(x[i * Width], Vector256.Create(x.Slice(i * Width + 1, Dual.Directions)));
        for (int i = 0; i < p.Length; i++)
            p[i] = new Dual(parameters[i], Vector256<double>.Zero.WithElement(i, parameters[i]));
        TModel.Derivatives<Dual>(states, p, Concentration, rates);
        for (int i = 0; i < states.Length; i++)
        {
            dx[i * Width] = rates[i].Value;
            for (int j = 0; j < Dual.Directions; j++) dx[i * Width + 1 + j] = rates[i].Gradient[j];
        }
    }

    /// <summary>By central differences: only a step of the implicit integrator needs it, when a fit tries rates far too fast for the data.</summary>
    public readonly void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian)
    {
        int n = States;
        Span<double> moved = work.AsSpan(0, n), up = work.AsSpan(n, n), down = work.AsSpan(2 * n, n);
        for (int j = 0; j < n; j++)
        {
            x.CopyTo(moved);
            double h = 1e-6 * Math.Max(1e-3, Math.Abs(x[j]));
            moved[j] = x[j] + h;
            Derivatives(t, moved, up);
            moved[j] = x[j] - h;
            Derivatives(t, moved, down);
            for (int i = 0; i < n; i++) jacobian[i * n + j] = (up[i] - down[i]) / (2 * h);
        }
    }
}
