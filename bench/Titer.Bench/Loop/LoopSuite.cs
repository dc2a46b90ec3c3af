using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Titer.Batch;
using Titer.Plant.Running;
using Titer.Sensing.Raman;

namespace Titer.Bench.Loop;

/// <summary>
/// The README's batch over seeds, judged against the plant's truth. Wall time is of one batch with its record on disk, measured alone after the
/// others; the seeds themselves run two at a time.
/// </summary>
internal static class LoopSuite
{
    public static int Run(ulong first, ulong last)
    {
        Recipe recipe = Recipe.Load(Path.Combine(Folders.Root, "recipes", "cho-antigen.yaml"));
        RamanCalibration raman = RamanCalibrationRun.Make(StandardRun.CalibrationSeed);
        ulong[] seeds = [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + (ulong)i)];
        var results = new SeedResult[seeds.Length];
        Parallel.For(0, seeds.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => results[i] = RunBatch(recipe, raman, seeds[i]));
        double alone = RunBatch(recipe, raman, first).WallSeconds;
        Print(results, alone);
        return 0;
    }

    private static SeedResult RunBatch(Recipe recipe, RamanCalibration raman, ulong seed)
    {
        long start = Stopwatch.GetTimestamp();
        return ScratchRun.Of(StandardRun.Header(recipe, raman, seed, []), run =>
        {
            var watch = new TruthWatch();
            while (!run.HasEnded)
            {
                run.Step();
                watch.Add(run);
            }
            run.Finish();
            return watch.Result(seed, run, Stopwatch.GetElapsedTime(start).TotalSeconds);
        });
    }

    private static void Print(SeedResult[] results, double wall)
    {
        Console.WriteLine("seed  glucose   pH      DO      temp    cov VCD  cov glc  cov titre   nees VCD  glc titre  titre g/L  peak VCD  state");
        foreach (SeedResult r in results)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{r.Seed,4}  {r.GlucoseInSpec,7:P2} {r.PHInSpec,7:P2} {r.OxygenInSpec,7:P2} {r.TemperatureInSpec,7:P2}  "
                + $"{r.CoverageCells,7:P1}  {r.CoverageGlucose,7:P1}  {r.CoverageTitre,9:P1}  "
                + $"{r.NeesCells,9:F2} {r.NeesGlucose,4:F2} {r.NeesTitre,5:F2}  {r.Titre,9:F3}  {r.PeakCells,8:F2}  {r.State}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Worst seed: coverage of VCD {results.Min(r => r.CoverageCells):P1}, glucose {results.Min(r => r.CoverageGlucose):P1}, "
            + $"titre {results.Min(r => r.CoverageTitre):P1}; the errors of one batch share their biases, so seeds scatter widely."));
        Console.WriteLine("In specification and covered: mean over seeds of the fraction of minutes by the plant's truth. "
            + $"One batch alone: {wall:F1} s.");
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["suite"] = "loop",
            ["seeds"] = results.Length,
            ["glucose_in_spec"] = results.Average(r => r.GlucoseInSpec),
            ["ph_in_spec"] = results.Average(r => r.PHInSpec),
            ["do_in_spec"] = results.Average(r => r.OxygenInSpec),
            ["coverage_vcd"] = results.Average(r => r.CoverageCells),
            ["coverage_glucose"] = results.Average(r => r.CoverageGlucose),
            ["coverage_titre"] = results.Average(r => r.CoverageTitre),
            ["batch_wall_s"] = wall,
        }));
    }
}
