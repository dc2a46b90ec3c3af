using Titer.Control.Predictive;
using Titer.Numerics;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;
using P = Titer.Processes.Transcription.IvtParameter;

namespace Titer.Control.Strategy.Transcription;

/// <summary>
/// Where the first plan of a transcription starts from: the reaction simulated with what is left to feed spread evenly over the first part of the
/// time, and magnesium with the nucleotides. Any smooth course would do; this one is feasible and near enough that the planner converges.
/// </summary>
public static class IvtFirstCourse
{
    private const double FeedingTime = 0.6;

    private static readonly Tolerance Accuracy = new(1e-4, 1e-6);

    /// <param name="steps">Lengths of the stages, h.</param>
    /// <param name="left">Time to the end, h; stages are cut there.</param>
    /// <param name="state">Of the strategy's model.</param>
    /// <param name="magnesium">mmol given per mmol of nucleotide.</param>
    public static (double[] States, double[] Inputs) Of(
        ReadOnlySpan<double> steps, double left, ReadOnlySpan<double> state, IvtStrategySettings settings, double[] parameters,
        double magnesium = 0.6)
    {
        var (states, inputs) = (new double[(steps.Length + 1) * M.States], new double[steps.Length * M.Inputs]);
        double[] x = [.. state];
        double feeding = Math.Max(FeedingTime * left, 1e-9), time = 0;
        double nucleotide = Math.Max(settings.Nucleotide - x[M.FedNucleotide], 0), polymerase = Math.Max(settings.Polymerase - x[M.FedPolymerase], 0);
        double perFlow = magnesium * parameters[P.FeedNucleotide] / parameters[P.FeedMagnesium];
        double[] u = new double[M.Inputs];
        var ode = new PlannedOde<M>(M.States, u, parameters);
        var integrator = new Integrator(M.States, Accuracy);
        for (int stage = 0; stage < steps.Length; stage++)
        {
            x.CopyTo(states, stage * M.States);
            double length = Math.Min(steps[stage], Math.Max(left - time, 0));
            double rate = length > 0 ? Math.Clamp(feeding - time, 0, length) / (length * feeding) : 0;
            u[M.NucleotideFeed] = Math.Min(rate * nucleotide, settings.NucleotideFeed.High);
            u[M.MagnesiumFeed] = Math.Min(perFlow * u[M.NucleotideFeed], settings.MagnesiumFeed.High);
            u[M.PolymeraseFeed] = Math.Min(rate * polymerase, settings.PolymeraseFeed.High);
            u.CopyTo(inputs, stage * M.Inputs);
            integrator.Reset();
            if (length > 0) integrator.Advance(ref ode, 0, length, x);
            time += length;
        }
        x.CopyTo(states, steps.Length * M.States);
        return (states, inputs);
    }
}
