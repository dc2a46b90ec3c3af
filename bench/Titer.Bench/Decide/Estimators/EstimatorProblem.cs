using Titer.Control.Estimators;
using Titer.Control.Estimators.Horizon;

namespace Titer.Bench.Decide.Estimators;

/// <summary>One reading of a run.</summary>
internal readonly record struct Reading<TMeasure>(TMeasure Sensor, double Value, double Variance) where TMeasure : struct, IMeasurementModel;

/// <summary>One time of a run: inputs since the last, the true state (NaN where the truth has none), what was read.</summary>
internal sealed record Moment<TMeasure>(double[] Inputs, double[] Truth, Reading<TMeasure>[] Readings) where TMeasure : struct, IMeasurementModel;

/// <summary>What every estimator is given on a problem: the same model, prior and readings.</summary>
/// <param name="Judged">States whose errors count.</param>
/// <param name="Unit">In what the errors of the judged states are counted.</param>
/// <param name="Step">Hours between two moments.</param>
/// <param name="FilterStep">Longest prediction of a filter, h.</param>
/// <param name="RealTime">The horizon makes one iteration a step; else it converges.</param>
/// <param name="Run">The run of a seed.</param>
internal sealed record EstimatorProblem<TModel, TMeasure>(
    string Name, TModel Model, double[] Mean, double[] Sigma, int[] Judged, double[] Unit,
    double Step, double FilterStep, HorizonOptions Horizon,
    bool RealTime, int Runs,
    Func<ulong, List<Moment<TMeasure>>> Run)
    where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel;
