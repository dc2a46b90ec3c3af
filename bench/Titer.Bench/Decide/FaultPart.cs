using System.Globalization;
using Titer.Batch;
using Titer.Bench.Decide.Faults;
using Titer.Plant.Running;
using Titer.Sensing.Raman;

namespace Titer.Bench.Decide;

internal static class FaultPart
{
    public static void Experiment(ulong first, string[] options)
    {
        Recipe recipe = Recipe.Load(Path.Combine(Folders.Root, "recipes", "cho-antigen.yaml"));
        RamanCalibration raman = RamanCalibrationRun.Make(StandardRun.CalibrationSeed);
        int round = int.Parse(options[0], CultureInfo.InvariantCulture);
        bool log = options.Contains("log"), compare = options.Contains("compare");
        IReadOnlyList<IReadOnlyList<SensorFailure>> batches = FaultTable.Batches(round);
        if (options.Contains("good")) batches = [.. Enumerable.Range(0, 6).Select(_ => (IReadOnlyList<SensorFailure>)[])];
        string? only = options.FirstOrDefault(o => o.StartsWith("only=", StringComparison.Ordinal))?[5..];
        if (only is not null) batches = [.. batches.Where(b => b.Any(f => f.Tag == only))];
        var outcomes = new IReadOnlyList<FaultOutcome>[batches.Count];
        var runs = new FaultBatch[batches.Count];
        Parallel.For(0, batches.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            runs[i] = new FaultBatch(recipe, raman, first + (ulong)i, batches[i], compare);
            outcomes[i] = runs[i].Run(336);
        });
        foreach (FaultOutcome o in outcomes.SelectMany(o => o).OrderBy(o => o.Failure.Tag, StringComparer.Ordinal).ThenBy(o => o.Failure.Kind))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{o.Failure.Tag,-20} {o.Failure.Kind,-7} {o.Failure.Size,6:F3} at {o.Failure.From,3} seed {o.Seed}  isolated {o.Isolated,6:F2} {o.FoundAs,-7} back {o.Returned,6:F2}  "
                + $"{string.Join(" ", o.Coverage.Select(c => c.ToString("P0", CultureInfo.InvariantCulture).PadLeft(6)))}  without {string.Join(" ", o.CoverageWithout.Select(c => c.ToString("P0", CultureInfo.InvariantCulture).PadLeft(6)))}"));
        foreach (FaultBatch run in runs)
        {
            foreach (string f in run.FalseAlarms) Console.WriteLine("FALSE " + f);
            if (log) foreach (string f in run.Log) Console.WriteLine(f);
        }
    }
}
