using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>A binding model given by its differential equation, integrated with its derivatives from reading to reading. Not thread-safe.</summary>
internal sealed class OdeKinetics<TModel> : IBindingKinetics where TModel : struct, IBindingOde
{
    private const int Width = 1 + Dual.Directions;
    private static readonly Tolerance Accuracy = new(1e-8, 1e-11);

    private readonly double[] _parameters = new double[Dual.Directions];
    private readonly double[] _state = new double[TModel.States * Width], _work = new double[3 * TModel.States * Width];
    private readonly double[] _slope = new double[TModel.States * Width];
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
        var ode = new VariationalOde<TModel>(_parameters, _work) { Concentration = concentration };
        double at = 0;
        for (int i = 0; i < times.Length; i++)
        {
            if (at < association && times[i] > association)
            {
                if (_integrator.Advance(ref ode, at, association, _state) != IntegrationStatus.Success) return false;
                (at, ode.Concentration) = (association, 0);
            }
            if (_integrator.Advance(ref ode, at, times[i], _state) != IntegrationStatus.Success) return false;
            at = times[i];
            double occupied = 0;
            for (int s = 0; s < TModel.States; s++) occupied += _state[s * Width];
            responses[i] = rmax * occupied;
            if (derivatives.IsEmpty) continue;
            ode.Derivatives(at, _state, _slope);
            Span<double> d = derivatives.Slice(i * (Rates + 2), Rates + 2);
            d.Clear();
            for (int s = 0; s < TModel.States; s++)
            {
                for (int j = 0; j < Rates; j++) d[j] += rmax * _state[s * Width + 1 + j];
                // Rmax is the fourth parameter by its logarithm: dR/dRmax = x + dx/dlnRmax.
                d[Rates] += _state[s * Width] + (TModel.RmaxMatters ? _state[s * Width + 4] : 0);
                d[Rates + 1] += rmax * _slope[s * Width];
            }
        }
        return true;
    }
}
