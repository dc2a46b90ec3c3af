using Titer.Numerics;
using Titer.Processes;

namespace Titer.Design.Calibration;

/// <summary>
/// Simulates experiments, with or without sensitivities to the logarithms of the free parameters. The state takes the same steps either way, so that
/// a fit compares like with like. The object is the workspace: nothing is allocated per run. Not thread-safe.
/// </summary>
internal sealed class ExperimentSimulator<TModel> where TModel : IProcessModel
{
    // 1e-5 a step keeps RNA within 1e-5 of a tight reference (docs/mrna.md).
    private static readonly Tolerance Accuracy = new(1e-5, 1e-6);

    private readonly int _n;
    private readonly int[] _free;
    private readonly double[] _parameters, _inputs, _at, _start;
    private readonly RadauSolver _plain, _sensitive;

    public ExperimentSimulator(int[] free)
    {
        ModelDescription model = TModel.Description;
        (_n, _free) = (model.States.Length, free);
        (_parameters, _inputs) = (new double[model.Parameters.Length], new double[model.Inputs.Length]);
        _plain = new RadauSolver(_n, Accuracy) { MaximumSteps = 2000 };
        _sensitive = new RadauSolver(_n, Accuracy, sensitivities: new(free.Length, free.Length)) { MaximumSteps = 2000 };
        (_at, _start) = (new double[_sensitive.Size], new double[_sensitive.Size]);
    }

    /// <summary>Predicted values of the observations; NaN from where the integration fails.</summary>
    /// <param name="parameters">All parameters of the model; those that the experiment owns are replaced.</param>
    /// <param name="values">One per observation.</param>
    /// <param name="jacobian">d value / d ln p of the free parameters, row-major; empty when not wanted.</param>
    public void Run(Experiment experiment, ReadOnlySpan<double> parameters, Span<double> values, Span<double> jacobian)
    {
        parameters.CopyTo(_parameters);
        foreach ((int parameter, double value) in experiment.Own) _parameters[parameter] = value;
        experiment.Inputs.AsSpan().CopyTo(_inputs);
        Array.Clear(_start);
        experiment.Start.AsSpan().CopyTo(_start);
        var ode = new LogParameterOde<TModel>(_inputs, _parameters, _free);
        RadauSolver solver = jacobian.IsEmpty ? _plain : _sensitive;
        IntegrationStatus status = solver.Start(ref ode, 0, _start.AsSpan(0, solver.Size));
        double end = experiment.Observations.IsEmpty ? 0 : experiment.Observations[^1].Time;
        for (int i = 0; i < experiment.Observations.Length; i++)
        {
            Observation o = experiment.Observations[i];
            for (int step = 0; step < solver.MaximumSteps && solver.Time < o.Time && status == IntegrationStatus.Success; step++)
                status = solver.Step(ref ode, end);
            bool reached = status == IntegrationStatus.Success && solver.Time >= o.Time;
            if (reached) solver.Interpolate(o.Time, _at.AsSpan(0, solver.Size));
            values[i] = reached ? o.Factor * _at[o.State] : double.NaN;
            for (int j = 0; j < _free.Length && !jacobian.IsEmpty; j++)
                jacobian[i * _free.Length + j] = reached ? o.Factor * _at[_n + j * _n + o.State] : double.NaN;
        }
    }
}
