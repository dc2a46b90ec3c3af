using System.Diagnostics;
using System.Globalization;
using Titer.Bench.Decide.Estimators;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Horizon;

namespace Titer.Bench.Decide;

/// <summary>
/// Extended, sigma-point and moving-horizon estimators side by side on the same runs: error, consistency and time per step on one core. The seeds
/// are from 201 on.
/// </summary>
internal static class EstimatorPart
{
    private const ulong FirstSeed = 201;
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly FilterKind[] Kinds = [FilterKind.Extended, FilterKind.CentralDifference, FilterKind.Unscented()];

    /// <summary>By problem and estimator: rmse (in the units of the problem), nees, nis (1 is consistent) and us_per_step.</summary>
    public static Dictionary<string, object?> Run()
    {
        Console.WriteLine("estimators     problem        error / unit    NEES (95 % of consistent ones)   NIS    us per step");
        var figures = new Dictionary<string, object?>();
        Problem(GasReaction.Problem(), figures);
        Problem(BatchReactorRun.Problem(), figures);
        Problem(CultureRun.Problem(runs: 4), figures);
        return figures;
    }

    private static void Problem<TModel, TMeasure>(EstimatorProblem<TModel, TMeasure> problem, Dictionary<string, object?> figures)
        where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
    {
        List<Moment<TMeasure>>[] runs = [.. Enumerable.Range(0, problem.Runs).Select(i => problem.Run(FirstSeed + (ulong)i))];
        var own = new Dictionary<string, object?>();
        foreach (FilterKind kind in Kinds)
        {
            var gathered = new EstimatorFigures(problem.Judged, problem.Unit, problem.Mean.Length);
            foreach (List<Moment<TMeasure>> run in runs) Filter(problem, kind, run, gathered);
            own[kind.Name] = Show(problem, kind.Name, gathered);
        }
        var horizon = new EstimatorFigures(problem.Judged, problem.Unit, problem.Mean.Length);
        foreach (List<Moment<TMeasure>> run in runs) Horizon(problem, run, horizon);
        own["moving-horizon"] = Show(problem, "moving-horizon", horizon);
        figures[problem.Name] = own;
    }

    private static Dictionary<string, double> Show<TModel, TMeasure>(EstimatorProblem<TModel, TMeasure> problem, string estimator, EstimatorFigures f)
        where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
    {
        (double low, double high) = f.NeesBounds(problem.Runs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{estimator,-17} {problem.Name,-13} {f.Rmse,10:F3} {f.Nees,12:F2} ({low:F2} to {high:F2}) {f.Nis,18:F2} {f.MedianMicroseconds,14:F0}"));
        return new() { ["rmse"] = f.Rmse, ["nees"] = f.Nees, ["nis"] = f.Nis, ["us_per_step"] = f.MedianMicroseconds };
    }

    private static void Filter<TModel, TMeasure>(
        EstimatorProblem<TModel, TMeasure> problem, FilterKind kind, List<Moment<TMeasure>> run, EstimatorFigures figures)
        where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
    {
        TModel model = problem.Model;
        SquareRootFilter filter = kind.Create(problem.Mean, problem.Sigma);
        int steps = (int)Math.Ceiling(problem.Step / problem.FilterStep - 1e-9);
        foreach (Moment<TMeasure> moment in run)
        {
            long start = Stopwatch.GetTimestamp();
            moment.Inputs.CopyTo(model.Inputs);
            for (int i = 0; i < steps; i++) filter.Predict(ref model, problem.Step / steps);
            foreach ((TMeasure sensor, double value, double variance) in moment.Readings)
            {
                TMeasure measure = sensor;
                (double expected, double spread) = filter.Expect(ref measure);
                figures.Innovation(value - expected, spread + variance);
                filter.Update(value - expected, spread + variance);
            }
            figures.Step(Stopwatch.GetElapsedTime(start).TotalMicroseconds, filter.Mean, filter.Root, moment.Truth);
        }
    }

    private static void Horizon<TModel, TMeasure>(EstimatorProblem<TModel, TMeasure> problem, List<Moment<TMeasure>> run, EstimatorFigures figures)
        where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
    {
        var estimator = new MovingHorizonEstimator<TModel, TMeasure>(problem.Model, Start, problem.Mean, problem.Sigma, problem.Horizon);
        DateTimeOffset now = Start;
        foreach (Moment<TMeasure> moment in run)
        {
            long start = Stopwatch.GetTimestamp();
            now = now.AddHours(problem.Step);
            estimator.Advance(now, moment.Inputs);
            foreach ((TMeasure sensor, double value, double variance) in moment.Readings)
            {
                TMeasure measure = sensor;
                (double expected, double spread) = estimator.Expect(ref measure);
                figures.Innovation(value - expected, spread + variance);
                estimator.Take(now, value, variance, sensor);
            }
            if (problem.RealTime) estimator.Iterate();
            else estimator.Solve();
            figures.Step(Stopwatch.GetElapsedTime(start).TotalMicroseconds, estimator.Mean, estimator.Root, moment.Truth);
        }
    }
}
