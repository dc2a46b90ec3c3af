namespace Titer.Numerics;

/// <summary>How an integration ended.</summary>
public enum IntegrationStatus
{
    Success,
    /// <summary>The step became smaller than rounding allows: the problem has a singularity, or the tolerance cannot be met.</summary>
    StepTooSmall,
    /// <summary>The right-hand side gave a value that is not finite at the start.</summary>
    NotFinite,
    /// <summary>The budget of steps is spent before the end is reached.</summary>
    TooManySteps,
}

/// <summary>
/// Adaptive integration with error control: <see cref="DormandPrince"/> until stiffness is noticed (|h lambda| beyond its stability bound
/// in 15 accepted steps without 6 in a row that are not, Solving ODEs II sec. IV.2), then <see cref="Rodas"/> for the rest of the call.
/// Owns its workspace: allocates once, nothing per step. Not thread-safe.
/// </summary>
public sealed class Integrator(int states, Tolerance tolerance)
{
    private const int PatienceSteps = 15, ForgivingSteps = 6;
    private const double StabilityBound = 3.25;

    private readonly double[] _explicit = new double[DormandPrince.WorkspaceSize(states)];
    private readonly double[] _implicit = new double[Rodas.WorkspaceSize(states)];
    private readonly double[] _next = new double[states], _error = new double[states];
    private readonly int[] _pivots = new int[states];
    private double _suggestedStep;

    /// <summary>Steps accepted and rejected since construction, and how many of the accepted ones were implicit.</summary>
    public long Accepted { get; private set; }
    public long Rejected { get; private set; }
    public long ImplicitSteps { get; private set; }

    /// <summary>Forgets the step of the last call, so that the next depends on nothing before it.</summary>
    public void Reset() => _suggestedStep = 0;

    /// <summary>Integrates x from <paramref name="from"/> to <paramref name="to"/> in place. On failure x is the last accepted state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative or not finite.</exception>
    public IntegrationStatus Advance<TOde>(ref TOde ode, double from, double to, Span<double> x) where TOde : struct, IOde
    {
        double t = from, span = to - from;
        if (!(span >= 0 && double.IsFinite(span)))
            throw new ArgumentOutOfRangeException(nameof(to), $"Integration runs forward to a finite time, not from {from} to {to}.");
        if (span == 0) return IntegrationStatus.Success;
        Span<double> k1 = _explicit.AsSpan(0, states), k7 = _explicit.AsSpan(6 * states, states);
        ode.Derivatives(t, x, k1);
        foreach (double k in k1)
            if (!double.IsFinite(k)) return IntegrationStatus.NotFinite;

        double h = _suggestedStep > 0 ? Math.Min(_suggestedStep, span) : tolerance.InitialStep(x, k1, span);
        bool stiff = false;
        int suspicious = 0, innocent = 0;
        while (t < to)
        {
            bool last = t + h * 1.000001 >= to;
            double step = last ? to - t : h;
            if (!last && t + 0.1 * h <= t) return IntegrationStatus.StepTooSmall;
            double norm, lambda = 0;
            if (!stiff)
            {
                lambda = DormandPrince.Step(ref ode, t, x, step, _next, _error, _explicit);
                norm = tolerance.Norm(_error, x, _next);
            }
            else
            {
                norm = Rodas.Step(ref ode, t, x, step, _next, _error, _implicit, _pivots)
                    ? tolerance.Norm(_error, x, _next)
                    : double.PositiveInfinity;
            }

            int order = stiff ? Rodas.Order : DormandPrince.Order;
            double factor = double.IsFinite(norm) ? 0.9 * Math.Pow(Math.Max(norm, 1e-10), -1.0 / order) : 0.1;
            if (norm <= 1)
            {
                t = last ? to : t + step;
                _next.CopyTo(x);
                Accepted++;
                h = step * Math.Clamp(factor, 0.2, 5);
                if (stiff)
                {
                    ImplicitSteps++;
                    continue;
                }
                k7.CopyTo(k1);
                (suspicious, innocent) = lambda > StabilityBound ? (suspicious + 1, 0)
                    : innocent + 1 < ForgivingSteps ? (suspicious, innocent + 1) : (0, 0);
                stiff = suspicious >= PatienceSteps;
            }
            else
            {
                Rejected++;
                h = step * Math.Clamp(factor, 0.1, 0.9);
            }
        }
        _suggestedStep = h;
        return IntegrationStatus.Success;
    }
}
