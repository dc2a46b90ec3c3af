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

    /// <summary>By problem and estimator: rmse (in the units of the problem), nees, nis (1 is consistent), white (0.95), us_per_step.</summary>
    public static Dictionary<string, object?> Run()
    {
        Console.WriteLine("estimator           problem        error / unit    smoothed   NEES (95 % of consistent ones)   NIS   white runs   us per step");
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
            $"{estimator,-19} {problem.Name,-13} {f.Rmse,10:F3} {f.SmoothedRmse,12:F3} {f.Nees,9:F2} ({low:F2} to {high:F2}) ")
            + string.Create(CultureInfo.InvariantCulture, $"{f.Nis,14:F2} {f.White,10:F2} {f.MedianMicroseconds,14:F0}"));
        var own = new Dictionary<string, double>
        {
            ["rmse"] = f.Rmse, ["nees"] = f.Nees, ["nis"] = f.Nis, ["white"] = f.White, ["us_per_step"] = f.MedianMicroseconds,
        };
        if (double.IsFinite(f.SmoothedRmse)) own["rmse_smoothed"] = f.SmoothedRmse;
        return own;
    }

    private static void Filter<TModel, TMeasure>(
        EstimatorProblem<TModel, TMeasure> problem, FilterKind kind, List<Moment<TMeasure>> run, EstimatorFigures figures)
        where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
    {
        TModel model = problem.Model;
        SquareRootFilter filter = kind.Create(problem.Mean, problem.Sigma);
        int steps = (int)Math.Ceiling(problem.Step / problem.FilterStep - 1e-9);
        figures.BeginRun();
        foreach (Moment<TMeasure> moment in run)
        {
            int reading = 0;
            long start = Stopwatch.GetTimestamp();
            moment.Inputs.CopyTo(model.Inputs);
            for (int i = 0; i < steps; i++) filter.Predict(ref model, problem.Step / steps);
            foreach ((TMeasure sensor, double value, double variance) in moment.Readings)
            {
                TMeasure measure = sensor;
                (double expected, double spread) = filter.Expect(ref measure);
                figures.Innovation(reading++, value - expected, spread + variance);
                filter.Update(value - expected, spread + variance);
            }
            figures.Step(Stopwatch.GetElapsedTime(start).TotalMicroseconds, filter.Mean, filter.Root, moment.Truth);
        }
        figures.EndRun();
    }

    private static void Horizon<TModel, TMeasure>(EstimatorProblem<TModel, TMeasure> problem, List<Moment<TMeasure>> run, EstimatorFigures figures)
        where TModel : struct, IStateModel where TMeasure : struct, IMeasurementModel
    {
        var estimator = new MovingHorizonEstimator<TModel, TMeasure>(problem.Model, Start, problem.Mean, problem.Sigma, problem.Horizon);
        DateTimeOffset now = Start;
        figures.BeginRun();
        for (int step = 0; step < run.Count; step++)
        {
            Moment<TMeasure> moment = run[step];
            int reading = 0;
            long start = Stopwatch.GetTimestamp();
            now = now.AddHours(problem.Step);
            estimator.Advance(now, moment.Inputs);
            foreach ((TMeasure sensor, double value, double variance) in moment.Readings)
            {
                TMeasure measure = sensor;
                (double expected, double spread) = estimator.Expect(ref measure);
                figures.Innovation(reading++, value - expected, spread + variance);
                estimator.Take(now, value, variance, sensor);
            }
            if (problem.RealTime) estimator.Iterate();
            else estimator.Solve();
            figures.Step(Stopwatch.GetElapsedTime(start).TotalMicroseconds, estimator.Mean, estimator.Root, moment.Truth);
            int first = step - problem.Horizon.Nodes + 1;
            if (first >= 0) figures.Smoothed(estimator.StateAt(estimator.Oldest), run[first].Truth);
        }
        figures.EndRun();
    }
}
