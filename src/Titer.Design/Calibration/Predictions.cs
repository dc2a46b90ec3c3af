using System.Collections.Immutable;
using Titer.Processes;

namespace Titer.Design.Calibration;

/// <summary>Predictions of experiments that the parameters have not seen.</summary>
public static class Predictions
{
    /// <summary>Predicted values of experiments by given parameters, in the order of experiments and observations.</summary>
    public static double[] Of<TModel>(ImmutableArray<Experiment> experiments, ReadOnlySpan<double> parameters, int threads)
        where TModel : IProcessModel
    {
        var residuals = new CalibrationResiduals<TModel>(experiments, parameters, [], threads);
        residuals.Evaluate([], new double[residuals.Count], default);
        return residuals.Values.ToArray();
    }

    /// <summary>
    /// Leaves out one condition after the other (all experiments of the same words) and fits the rest again, from the fit to all.
    /// </summary>
    /// <param name="left">Which experiments are left out in turn; the others are always fitted.</param>
    /// <returns>Predicted values of the experiments that were left out, in their order.</returns>
    public static double[] LeaveOneConditionOut<TModel>(ImmutableArray<Experiment> experiments, ReadOnlySpan<double> parameters,
        ImmutableArray<FreeParameter> free,
        Func<Experiment, bool> left, CalibrationOptions options) where TModel : IProcessModel
    {
        double[] start = parameters.ToArray();
        ImmutableArray<FreeParameter> near = [.. free.Select(f => f with { Start = Math.Clamp(start[f.Parameter], f.Low, f.High) })];
        string[] conditions = [.. experiments.Where(left).Select(e => e.Condition).Distinct()];
        var predicted = new Dictionary<Experiment, double[]>(ReferenceEqualityComparer.Instance);
        CalibrationOptions quiet = options with { Starts = 1, Profiles = false, Progress = null };
        for (int done = 0; done < conditions.Length; done++)
        {
            string condition = conditions[done];
            ImmutableArray<Experiment> rest = [.. experiments.Where(e => e.Condition != condition)],
                outside = [.. experiments.Where(e => e.Condition == condition)];
            if (rest.IsEmpty) throw new ArgumentException("The only condition cannot be left out.", nameof(experiments));
            CalibrationResult fit = Calibrator.Fit<TModel>(rest, start, near, quiet);
            foreach (Experiment e in outside) predicted[e] = Of<TModel>([e], fit.Parameters.AsSpan(), 1);
            options.Progress?.Invoke("Conditions left out in turn", done + 1, conditions.Length);
        }
        return [.. experiments.Where(left).SelectMany(e => predicted[e])];
    }
}
