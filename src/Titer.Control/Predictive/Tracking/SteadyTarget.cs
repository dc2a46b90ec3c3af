using Titer.Numerics;
using Titer.Processes;

namespace Titer.Control.Predictive.Tracking;

/// <summary>
/// The steady state at which the outputs stand at their targets in spite of the estimated disturbances, within the limits of the inputs (target
/// calculation of G. Pannocchia, J. B. Rawlings, AIChE J. 49 (2003) 426): rates zero and outputs at target, by bounded least squares. Where there are
/// more inputs than
/// outputs the rest goes to their own targets; where the targets cannot be reached, the state stays steady and the outputs come as close as they can.
/// Owns its
/// workspace; allocates nothing after the first call.
/// </summary>
public sealed class SteadyTarget<TModel, TOutputs> where TModel : IProcessModel where TOutputs : IOutputs
{
    // A rate against an output, and the pull of an input to its own target against an output: far enough apart to count one after the other.
    private const double RateWeight = 1e3, InputPull = 1e-5;

    private readonly TrackingLayout _layout = TrackingLayout.Of(TModel.Description, TOutputs.Count);
    private readonly LevenbergMarquardt _fit = new();
    private readonly Equations _equations;
    private readonly FitParameter[] _unknowns;
    private readonly double[] _low, _high;
    private readonly int _n, _m;
    private readonly FitOptions _options = new() { SigmaKnown = true, MaxIterations = 100 };

    /// <param name="stateScale">Typical size of each state.</param>
    /// <param name="inputScale">Typical size of each input.</param>
    /// <param name="outputScale">Typical size of each output.</param>
    /// <param name="low">Lower limits of the inputs.</param>
    /// <param name="high">Upper limits of the inputs.</param>
    public SteadyTarget(double[] stateScale, double[] inputScale, double[] outputScale, double[] low, double[] high)
    {
        (_n, _m, _low, _high) = (stateScale.Length, inputScale.Length, low, high);
        _equations = new Equations(stateScale, inputScale, outputScale, _layout);
        _unknowns = new FitParameter[_n + _m];
    }

    /// <summary>The steady state of the last call.</summary>
    public ReadOnlySpan<double> State => _fit.Parameters[.._n];

    /// <summary>The input that holds it.</summary>
    public ReadOnlySpan<double> Input => _fit.Parameters[_n..];

    /// <summary>Largest distance of an output from its target, in multiples of the scale.</summary>
    public double Offset { get; private set; }

    /// <summary>Finds the steady state near a guess; false when there is none that the iteration finds.</summary>
    /// <param name="parameters">Of the tracked model, with targets and disturbances.</param>
    public bool Find(ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> parameters)
    {
        parameters.CopyTo(_equations.Given);
        for (int i = 0; i < _n; i++) _unknowns[i] = new FitParameter(x[i]);
        for (int i = 0; i < _m; i++) _unknowns[_n + i] = new FitParameter(u[i], _low[i], _high[i]);
        FitSummary summary = _fit.Fit(_equations, _unknowns, _options);
        if (summary.Status == FitStatus.NonFinite) return false;
        ReadOnlySpan<double> residuals = _fit.Residuals;
        double unsteady = 0;
        Offset = 0;
        for (int i = 0; i < _n; i++) unsteady = Math.Max(unsteady, Math.Abs(residuals[i]) / RateWeight);
        for (int i = 0; i < TOutputs.Count; i++) Offset = Math.Max(Offset, Math.Abs(residuals[_n + i]));
        return unsteady < 1e-3;
    }

    /// <summary>Rates, outputs less targets, and inputs less targets, all in multiples of the scales.</summary>
    private sealed class Equations(double[] stateScale, double[] inputScale, double[] outputScale, TrackingLayout layout) : IResiduals
    {
        private readonly int _n = stateScale.Length, _m = inputScale.Length;
        private readonly Dual[] _x = new Dual[stateScale.Length], _u = new Dual[inputScale.Length], _dx = new Dual[stateScale.Length];
        private readonly Dual[] _p = new Dual[layout.Count];

        public double[] Given { get; } = new double[layout.Count];

        public int Count => _n + TOutputs.Count + _m;

        public int Parameters => _n + _m;

        public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
        {
            for (int i = 0; i < _p.Length; i++) _p[i] = Given[i];
            for (int first = 0; first < Parameters; first += Dual.Directions)
            {
                for (int i = 0; i < _n; i++) _x[i] = Value(p, i, first);
                for (int i = 0; i < _m; i++) _u[i] = Value(p, _n + i, first);
                Tracking<TModel, TOutputs>.Derivatives<Dual>(0, _x, _u, _p, _dx);
                for (int i = 0; i < _n; i++) Keep(i, _dx[i] * (RateWeight / stateScale[i]), first, residuals, jacobian);
                for (int i = 0; i < TOutputs.Count; i++)
                    Keep(_n + i, (Tracking<TModel, TOutputs>.Output<Dual>(i, _x, _p) - Given[layout.Targets + i]) * (1 / outputScale[i]), first,
                        residuals, jacobian);
                for (int i = 0; i < _m; i++)
                    Keep(_n + TOutputs.Count + i, (_u[i] - Given[layout.InputTargets + i]) * (Pull / inputScale[i]), first, residuals, jacobian);
                if (jacobian.IsEmpty) return;
            }
        }

        // With as many outputs as inputs nothing is left to choose.
        private double Pull => _m > TOutputs.Count ? InputPull : 0;

        private static Dual Value(ReadOnlySpan<double> p, int i, int first) =>
            i >= first && i < first + Dual.Directions ? Dual.Variable(p[i], i - first) : p[i];

        private void Keep(int row, Dual value, int first, Span<double> residuals, Span<double> jacobian)
        {
            residuals[row] = value.Value;
            if (jacobian.IsEmpty) return;
            int count = Math.Min(Dual.Directions, Parameters - first);
            for (int d = 0; d < count; d++) jacobian[row * Parameters + first + d] = value.Gradient[d];
        }
    }
}
