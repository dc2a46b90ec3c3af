using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Processes;

namespace Titer.Design.Space;

/// <summary>
/// Computes a <see cref="DesignSpace"/>: one simulation per mix and parameter sample, read at all levels of time. Mixes are shared out over
/// threads, each with a workspace of its own; a result depends on its mix and sample alone, so that the bits do not depend on the threads. Nothing
/// is allocated per run.
/// </summary>
public static class SpaceMap
{
    /// <param name="process">How factors become a start and states qualities.</param>
    /// <param name="axes">Factors of the mix, then time in h, which starts above zero.</param>
    /// <param name="specifications">What must be met, in the order of the process' qualities.</param>
    /// <param name="samples">Parameter vectors of the model.</param>
    /// <param name="tolerance">Of the integration.</param>
    public static DesignSpace Compute<TModel>(ISpaceProcess process, ImmutableArray<SpaceAxis> axes, ImmutableArray<Specification> specifications,
        double[][] samples, Tolerance tolerance, int threads) where TModel : IProcessModel
    {
        int times = axes[^1].Levels, mixes = axes[..^1].Aggregate(1, (n, a) => n * a.Levels), failed = 0;
        int[] met = new int[mixes * times];
        double[] first = new double[mixes * times * samples.Length];
        Parallel.For(0, mixes, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) },
            () => new Workspace(TModel.Description, specifications.Length, axes.Length - 1, tolerance),
            (mix, _, work) =>
            {
                int rest = mix;
                for (int a = axes.Length - 2; a >= 0; a--)
                {
                    work.Factors[a] = axes[a][rest % axes[a].Levels];
                    rest /= axes[a].Levels;
                }
                process.Start(work.Factors, work.Start);
                int lost = 0;
                for (int s = 0; s < samples.Length; s++)
                    if (!Run<TModel>(process, work, axes[^1], specifications, samples, s, met.AsSpan(mix * times, times),
                        first.AsSpan(mix * times * samples.Length, times * samples.Length))) lost++;
                if (lost > 0) Interlocked.Add(ref failed, lost);
                return work;
            }, _ => { });
        return new(axes, met, first, samples.Length, failed);
    }

    private static bool Run<TModel>(ISpaceProcess process, Workspace work, SpaceAxis time, ImmutableArray<Specification> specifications,
        double[][] samples, int sample, Span<int> met, Span<double> first) where TModel : IProcessModel
    {
        work.Start.CopyTo(work.State, 0);
        var ode = new ModelOde<TModel>(work.Inputs, samples[sample]);
        work.Integrator.Reset();
        double at = 0;
        for (int level = 0; level < time.Levels; level++)
        {
            IntegrationStatus status = work.Integrator.Advance(ref ode, at, time[level], work.State);
            at = time[level];
            if (status != IntegrationStatus.Success)
            {
                for (; level < time.Levels; level++) first[level * samples.Length + sample] = double.NaN;
                return false;
            }
            process.Qualities(work.State, samples[sample], work.Values);
            bool all = true;
            for (int i = 0; i < specifications.Length; i++) all &= specifications[i].Met(work.Values[i]);
            if (all) met[level]++;
            first[level * samples.Length + sample] = work.Values[0];
        }
        return true;
    }

    private sealed class Workspace(ModelDescription model, int qualities, int factors, Tolerance tolerance)
    {
        public Integrator Integrator { get; } = new(model.States.Length, tolerance);
        public double[] Start { get; } = new double[model.States.Length];
        public double[] State { get; } = new double[model.States.Length];
        public double[] Inputs { get; } = model.DefaultInputs();
        public double[] Factors { get; } = new double[factors];
        public double[] Values { get; } = new double[qualities];
    }
}
