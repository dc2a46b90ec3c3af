namespace Titer.Sensing.Binding;

/// <summary>
/// 1:1 binding A + B &lt;-&gt; AB with the analyte A at constant concentration, in closed form:
/// association R(t) = Rmax ka C / k (1 - exp(-k t)) with k = ka C + kd, dissociation R(t) = R(T) exp(-kd (t - T)).
/// R. Karlsson, A. Michaelsson, L. Mattsson, J. Immunol. Methods 145 (1991) 229. Derivatives are analytic.
/// </summary>
public sealed class Langmuir : IBindingKinetics
{
    public string Name => "1:1";
    public int Rates => 2;

    public bool Respond(
        ReadOnlySpan<double> logRates, double rmax, double concentration, double association,
        ReadOnlySpan<double> times, Span<double> responses, Span<double> derivatives)
    {
        double on = Math.Exp(logRates[0]) * concentration, kd = Math.Exp(logRates[1]), k = on + kd, equilibrium = on / k;
        for (int i = 0; i < times.Length; i++)
        {
            double t = Math.Min(times[i], association), after = Math.Max(0, times[i] - association);
            double left = Math.Exp(-k * t), reached = 1 - left, decay = after > 0 ? Math.Exp(-kd * after) : 1;
            double occupied = equilibrium * reached * decay;
            responses[i] = rmax * occupied;
            if (derivatives.IsEmpty) continue;
            Span<double> d = derivatives.Slice(4 * i, 4);
            d[0] = rmax * equilibrium * decay * (kd / k * reached + t * on * left);
            d[1] = rmax * equilibrium * decay * (-kd / k * reached + t * kd * left) - kd * after * responses[i];
            d[2] = occupied;
            d[3] = after > 0 ? -kd * responses[i] : rmax * on * left;
        }
        return true;
    }
}
