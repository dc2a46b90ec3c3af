using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// A binding model given by its differential equation, integrated together with its derivatives from node to node; readings between
/// the nodes are taken from cubic Hermite polynomials, whose error is (k h)^4 / 384 of a mode exp(-k t). Nodes begin a tenth of the
/// shortest time constant apart and widen with the time since the flow changed, as fast modes die: 1e-7 of the response. Not thread-safe.
/// </summary>
internal sealed class OdeKinetics<TModel> : IBindingKinetics where TModel : struct, IBindingOde
{
    private const int Width = 1 + Dual.Directions;
    private const double FirstSpacing = 0.1, Widening = 0.05;
    private static readonly Tolerance Accuracy = new(1e-8, 1e-11);

    private readonly double[] _parameters = new double[Dual.Directions];
    private readonly double[] _state = new double[TModel.States * Width], _slope = new double[TModel.States * Width];
    private readonly double[] _work = new double[3 * TModel.States * Width];
    private readonly Integrator _integrator = new(TModel.States * Width, Accuracy);

    public string Name => TModel.Name;
    public int Rates => TModel.Rates;

    public bool Respond(
        ReadOnlySpan<double> logRates, double rmax, double concentration, double association,
        ReadOnlySpan<double> times, Span<double> responses, Span<double> derivatives)
    {
        Array.Clear(_parameters);
        for (int i = 0; i < Rates; i++) _parameters[i] = Math.Exp(logRates[i]);
        if (TModel.RmaxMatters) _parameters[3] = rmax;
        Array.Clear(_state);
        var ode = new VariationalOde<TModel>(_parameters, _work);
        int next = 0;
        return Phase(ref ode, concentration, 0, association, rmax, times, ref next, responses, derivatives)
            && (next == times.Length || Phase(ref ode, 0, association, times[^1], rmax, times, ref next, responses, derivatives));
    }

    private bool Phase(
        ref VariationalOde<TModel> ode, double concentration, double from, double to, double rmax,
        ReadOnlySpan<double> times, ref int next, Span<double> responses, Span<double> derivatives)
    {
        ode.Concentration = concentration;
        double fastest = _parameters[0] * concentration + _parameters[1] + (TModel.RmaxMatters ? 0 : _parameters[2] + _parameters[3]);
        Span<double> x0 = stackalloc double[Width], v0 = stackalloc double[Width], x1 = stackalloc double[Width], v1 = stackalloc double[Width];
        Node(ref ode, from, x0, v0);
        double at = from;
        while (next < times.Length && times[next] <= to)
        {
            double end = Math.Min(to, at + Math.Max(FirstSpacing / fastest, Widening * (at - from)));
            if (end > at && _integrator.Advance(ref ode, at, end, _state) != IntegrationStatus.Success) return false;
            Node(ref ode, end, x1, v1);
            for (; next < times.Length && times[next] <= end; next++)
                Reading(times[next], at, end - at, rmax, x0, v0, x1, v1, ref responses[next],
                    derivatives.IsEmpty ? [] : derivatives.Slice(next * (Rates + 2), Rates + 2));
            x1.CopyTo(x0);
            v1.CopyTo(v0);
            at = end;
        }
        // The next phase begins at the end of this one, wherever its last reading was.
        return at >= to || _integrator.Advance(ref ode, at, to, _state) == IntegrationStatus.Success;
    }

    /// <summary>Sum over the states of the fraction occupied and of its derivatives, with their rates of change.</summary>
    private void Node(ref VariationalOde<TModel> ode, double at, Span<double> x, Span<double> v)
    {
        ode.Derivatives(at, _state, _slope);
        x.Clear();
        v.Clear();
        for (int s = 0; s < TModel.States; s++)
        {
            for (int j = 0; j < Width; j++)
            {
                x[j] += _state[s * Width + j];
                v[j] += _slope[s * Width + j];
            }
        }
    }

    private void Reading(
        double time, double at, double h, double rmax,
        ReadOnlySpan<double> x0, ReadOnlySpan<double> v0, ReadOnlySpan<double> x1, ReadOnlySpan<double> v1, ref double response, Span<double> d)
    {
        double s = h > 0 ? (time - at) / h : 1, r = 1 - s;
        double a0 = (1 + 2 * s) * r * r, a1 = s * s * (3 - 2 * s), b0 = s * r * r * h, b1 = -s * s * r * h;
        double occupied = a0 * x0[0] + a1 * x1[0] + b0 * v0[0] + b1 * v1[0];
        response = rmax * occupied;
        if (d.IsEmpty) return;
        for (int j = 0; j < Rates; j++) d[j] = rmax * (a0 * x0[j + 1] + a1 * x1[j + 1] + b0 * v0[j + 1] + b1 * v1[j + 1]);
        // Rmax is the fourth parameter by its logarithm: dR/dRmax = x + dx/dlnRmax.
        d[Rates] = occupied + (TModel.RmaxMatters ? a0 * x0[4] + a1 * x1[4] + b0 * v0[4] + b1 * v1[4] : 0);
        d[Rates + 1] = rmax * (h > 0 ? 6 * s * r / h * (x1[0] - x0[0]) + r * (1 - 3 * s) * v0[0] + s * (3 * s - 2) * v1[0] : v1[0]);
    }
}
