using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Binding;

/// <summary>
/// Recorded cycles to cycles ready for a fit: alignment at the injection, zero at the baseline, blanks off, edges out, means of short
/// windows. The order is that of double referencing (D. G. Myszka, J. Mol. Recognit. 12 (1999) 279); the reference surface has been
/// taken off before, by the instrument or by the ring tracker.
/// </summary>
public static class SensorgramPreparation
{
    private const double BeforeEdge = 1;

    /// <exception cref="InputException">A cycle has no readings in a phase, or blanks and cycles were not recorded alike.</exception>
    public static ImmutableArray<BindingCycle> Prepare(IReadOnlyList<Sensorgram> cycles, PreparationOptions options)
    {
        InjectionPhases phases = options.Phases;
        var zeroed = new List<(Sensorgram Cycle, double[] Times, double[] Responses, double Slope, double Noise)>();
        foreach (Sensorgram cycle in cycles)
        {
            double[] times = [.. cycle.Times.Select(t => t - phases.Injection)];
            (double level, double slope, double noise) = Baseline(cycle, times, options);
            double zero = options.ZeroAtBaseline ? level : 0;
            zeroed.Add((cycle, times, [.. cycle.Responses.Select(r => r - zero)], slope, noise));
        }
        var blanks = zeroed.FindAll(z => z.Cycle.Concentration == 0);
        var made = ImmutableArray.CreateBuilder<BindingCycle>();
        foreach (var (cycle, times, responses, slope, noise) in zeroed)
        {
            if (cycle.Concentration == 0) continue;
            if (options.SubtractBlank)
                for (int i = 0; i < times.Length && blanks.Count > 0; i++)
                    responses[i] -= blanks.Average(b => Interpolation.At(b.Times, b.Responses, times[i]));
            (double[] t, double[] r) = Means(cycle, times, responses, options);
            made.Add(new BindingCycle(cycle.Name, cycle.Concentration, t, r, slope, noise));
        }
        return made.Count > 0 ? made.ToImmutable() : throw new InputException("There is no cycle with analyte: all concentrations are zero.");
    }

    private static (double Level, double Slope, double Noise) Baseline(Sensorgram cycle, double[] times, PreparationOptions options)
    {
        int n = 0;
        double st = 0, sr = 0;
        for (int i = 0; i < times.Length; i++)
        {
            if (!InBaseline(times[i])) continue;
            n++;
            st += times[i];
            sr += cycle.Responses[i];
        }
        if (n < 3)
        {
            return options.ZeroAtBaseline
                ? throw new InputException($"The cycle '{cycle.Name}' has {n} readings in the {options.Phases.Baseline} s before its injection at "
                    + $"{options.Phases.Injection} s: the baseline cannot be zeroed.")
                : (0, 0, double.NaN);
        }
        double stt = 0, str = 0, srr = 0;
        for (int i = 0; i < times.Length; i++)
        {
            if (!InBaseline(times[i])) continue;
            double dt = times[i] - st / n, dr = cycle.Responses[i] - sr / n;
            stt += dt * dt;
            str += dt * dr;
            srr += dr * dr;
        }
        double slope = stt > 0 ? str / stt : 0;
        return (sr / n, slope, Math.Sqrt(Math.Max(0, srr - slope * str) / Math.Max(1, n - 2)));

        bool InBaseline(double t) => t >= -options.Phases.Baseline && t < -Math.Min(BeforeEdge, options.Phases.Baseline / 10);
    }

    private static (double[] Times, double[] Responses) Means(Sensorgram cycle, double[] times, double[] responses, PreparationOptions options)
    {
        InjectionPhases phases = options.Phases;
        double step = MedianStep(times);
        double shorter = phases.Dissociation > 0 ? Math.Min(phases.Association, phases.Dissociation) : phases.Association;
        double width = double.IsNaN(options.Averaging) ? Math.Min(1, shorter / PreparationOptions.LeastPointsPerPhase) : options.Averaging;
        double before = options.EdgeGuard > 0 ? Math.Min(BeforeEdge, options.EdgeGuard) : 0;
        var t = new List<double>();
        var r = new List<double>();
        Phase(options.EdgeGuard, phases.Association - before, "injection");
        if (phases.Dissociation > 0) Phase(phases.Association + options.EdgeGuard, phases.End, "dissociation");
        return ([.. t], [.. r]);

        void Phase(double from, double to, string name)
        {
            int had = t.Count, i = 0;
            while (i < times.Length && times[i] < from) i++;
            double full = Math.Max(1, Math.Round(width / step));
            while (i < times.Length && times[i] <= to)
            {
                // A window that a gap in the record has emptied by more than half has less weight than it would be given: it is left out.
                double end = width > step ? from + (Math.Floor((times[i] - from) / width) + 1) * width : double.NegativeInfinity;
                double sumT = 0, sumR = 0;
                int n = 0;
                do
                {
                    sumT += times[i];
                    sumR += responses[i];
                    n++;
                    i++;
                }
                while (i < times.Length && times[i] <= to && times[i] < end);
                if (n < 0.5 * full && width > step) continue;
                t.Add(sumT / n);
                r.Add(sumR / n);
            }
            if (t.Count - had < 5)
            {
                throw new InputException($"The cycle '{cycle.Name}' has {t.Count - had} readings in its {name} phase, {from:0.##} to {to:0.##} s "
                    + $"after "
                    + "the injection, which is too few for a fit.");
            }
        }
    }

    private static double MedianStep(double[] times)
    {
        double[] steps = new double[Math.Max(1, times.Length - 1)];
        for (int i = 1; i < times.Length; i++) steps[i - 1] = times[i] - times[i - 1];
        Array.Sort(steps);
        return steps[steps.Length / 2];
    }
}
