using System.Diagnostics;
using System.Globalization;
using Titer.Bench.Decide.Models;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.CellCulture;

namespace Titer.Bench.Decide;

/// <summary>
/// Work-precision of the stiff integrators against CVODE, one core, both with exact Jacobians, the same ratio of tolerances and no
/// set-up in the time. The error is the largest relative one at the end (of values below the floor, relative to the floor).
/// At each error goal a method counts by its cheapest run that reaches it; the ratio is the geometric mean over the goals that both reach.
/// </summary>
internal static class CvodePart
{
    private const int Batches = 25;
    private const double CultureHours = 120;

    /// <summary>Relative tolerances 1e-3, 10^-3.5, ..., 1e-11.</summary>
    private static readonly double[] Tolerances = [.. Enumerable.Range(6, 17).Select(i => Math.Pow(10, -0.5 * i))];

    private static readonly double[] Goals = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];

    /// <summary>Time of <see cref="RadauSolver"/> over that of CVODE by problem; null where CVODE is not installed.</summary>
    public static Dictionary<string, object?> Run() => new()
    {
        ["robertson"] = Problem("robertson", new Robertson(), Robertson.Start, Robertson.End, Robertson.Reference, null, 1e-12, 0),
        ["hires"] = Problem("hires", new Hires(), Hires.Start, Hires.End, Hires.Reference, null, 1e-4, 0),
        ["cho"] = Culture(),
    };

    // Five days of the CHO culture, fed and at constant inputs, its reference from the other method at the last digits it has. The model's text
    // is traced into C for CVODE, with its Jacobian written out, so that both integrate compiled functions.
    private static double? Culture()
    {
        ModelDescription description = ChoFedBatch.Description;
        double[] start = description.DefaultStates(), inputs = description.DefaultInputs(), parameters = description.DefaultParameters();
        inputs[ChoInput.Feed] = 0.05;
        var derivatives = new Traced[start.Length];
        ChoFedBatch.Derivatives<Traced>(
            0, [.. start.Select((_, i) => Traced.Variable(i))], [.. inputs.Select(v => (Traced)v)],
            [.. parameters.Select(v => (Traced)v)], derivatives);
        var ode = new ModelOde<ChoFedBatch>(inputs, parameters);
        double[] reference = Switching(ode, start, CultureHours, new(1e-13, 1e-15), batches: 1).End;
        return Problem("cho", ode, start, CultureHours, reference, Traced.Program(derivatives, start, CultureHours), 1e-2, 1e-3);
    }

    private static double? Problem<TOde>(
        string name, TOde ode, double[] start, double end, double[] reference, string? model, double absoluteOverRelative, double floor)
        where TOde : struct, IOde
    {
        WorkPoint[]? cvode = CvodeReference.Sweep(model is null ? name : "model", model, absoluteOverRelative, Tolerances);
        WorkPoint[] radau = [.. Tolerances.Select(t => Radau(ode, start, end, new(t, absoluteOverRelative * t)))];
        WorkPoint[] switching = [.. Tolerances.Select(t => Switching(ode, start, end, new(t, absoluteOverRelative * t)))];
        double sum = 0;
        int count = 0;
        Console.WriteLine($"{name,-12} error      Radau us (steps)    Integrator us (steps)    CVODE us (steps)   Radau / CVODE");
        foreach (double goal in Goals)
        {
            (WorkPoint? own, WorkPoint? other, WorkPoint? theirs) = (Cheapest(radau, goal), Cheapest(switching, goal), Cheapest(cvode, goal));
            double? ratio = own?.Seconds / theirs?.Seconds;
            string shown = ratio?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{"",-12} {goal,5:E0} {Cell(own)} {Cell(other)} {Cell(theirs)}        {shown}"));
            if (ratio is not { } value) continue;
            sum += Math.Log(value);
            count++;
        }
        return count == 0 ? null : Math.Exp(sum / count);

        WorkPoint? Cheapest(WorkPoint[]? points, double goal) =>
            points?.Where(p => Error(p.End, reference, floor) <= goal).OrderBy(p => p.Seconds).Select(p => (WorkPoint?)p).FirstOrDefault();
    }

    private static string Cell(WorkPoint? point) =>
        point is { } p ? string.Create(CultureInfo.InvariantCulture, $"{p.Seconds * 1e6,13:F0} ({p.Steps,5})") : $"{"-",21}";

    private static double Error(double[] end, double[] reference, double floor) =>
        end.Zip(reference, (a, e) => Math.Abs(a - e) / Math.Max(Math.Abs(e), floor)).Max();

    private static WorkPoint Radau<TOde>(TOde ode, double[] start, double end, Tolerance tolerance) where TOde : struct, IOde
    {
        var solver = new RadauSolver(ode.States, tolerance);
        double seconds = Time(() =>
        {
            if (solver.Start(ref ode, 0, start) != IntegrationStatus.Success || solver.Advance(ref ode, end) != IntegrationStatus.Success)
                throw new InvalidOperationException($"Radau failed at the tolerance {tolerance.Relative:E0}.");
        });
        long before = solver.Accepted;
        solver.Start(ref ode, 0, start);
        solver.Advance(ref ode, end);
        return new(tolerance.Relative, seconds, solver.Accepted - before, solver.State.ToArray());
    }

    private static WorkPoint Switching<TOde>(TOde ode, double[] start, double end, Tolerance tolerance, int batches = Batches)
        where TOde : struct, IOde
    {
        double[] x = new double[start.Length];
        long steps = 0;
        double seconds = Time(() =>
        {
            start.CopyTo(x, 0);
            var integrator = new Integrator(ode.States, tolerance);
            if (integrator.Advance(ref ode, 0, end, x) != IntegrationStatus.Success) x[0] = double.NaN;
            steps = integrator.Accepted;
        }, batches);
        return new(tolerance.Relative, seconds, steps, x);
    }

    // The best of several batches, each of some 10 ms, after as many runs of warm-up as the compiler wants.
    private static double Time(Action run, int batches = Batches)
    {
        double best = double.PositiveInfinity;
        for (int batch = 0, runs = 1; batch < batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < runs; i++) run();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / runs;
            best = Math.Min(best, seconds);
            if (batch == 0) runs = seconds < 0.01 ? Math.Min((int)(0.01 / seconds) + 1, 100) : 1;
        }
        return best;
    }
}
