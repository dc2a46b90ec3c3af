using System.Globalization;
using Titer.Batch;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using Titer.Sensing.Raman;

namespace Titer.Bench.Decide.Campaign;

/// <summary>
/// The CHO batch under its predictive strategy against the feed-forward one: same plants and noise for both, through the real loop, judged by the
/// plant's truth, beside the optimum with perfect knowledge.
/// </summary>
internal static class CampaignPart
{
    private const int WarmUps = 2, Timed = 3;

    /// <summary>The figures of the suite; those of time and allocation are of re-planning along a batch, one core.</summary>
    public static Dictionary<string, object?> Run(ulong first, ulong last)
    {
        Recipe forward = Load("cho-antigen.yaml"), predictive = Load("cho-antigen-predictive.yaml");
        var figures = Time(predictive);
        RamanCalibration raman = RamanCalibrationRun.Make(StandardRun.CalibrationSeed);
        ulong[] seeds = [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + (ulong)i)];
        var (before, after, bound) = (new HarvestResult[seeds.Length], new HarvestResult[seeds.Length], new double?[seeds.Length]);
        Parallel.For(0, seeds.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            before[i] = RunBatch(forward, predictive.Strategy!, raman, seeds[i]);
            after[i] = RunBatch(predictive, predictive.Strategy!, raman, seeds[i]);
            bound[i] = PerfectKnowledge.Titre(predictive, seeds[i]);
        });
        Print(seeds, before, after, bound);
        double[] forwardTitre = [.. before.Select(r => r.Titre)], predictiveTitre = [.. after.Select(r => r.Titre)];
        figures["titre_gain"] = predictiveTitre.Average() / forwardTitre.Average() - 1;
        // Of the plants whose optimum was found; null when it was of none.
        figures["titre_gain_bound"] = bound.Average() / forwardTitre.Where((_, i) => bound[i] is not null).Select(t => (double?)t).Average() - 1;
        figures["titre_of_bound"] = predictiveTitre.Where((_, i) => bound[i] is not null).Select(t => (double?)t).Average() / bound.Average();
        figures["mass_gain"] = after.Average(r => r.Mass) / before.Average(r => r.Mass) - 1;
        figures["cv_ratio"] = Variation(predictiveTitre) / Variation(forwardTitre);
        figures["violation_rate"] = after.Average(r => r.Outside);
        return figures;
    }

    private static Dictionary<string, object?> Time(Recipe recipe)
    {
        for (int i = 0; i < WarmUps; i++) ReplanTiming.Run(recipe, seed: 201);
        ReplanTiming.Result[] results = [.. Enumerable.Range(0, Timed).Select(i => ReplanTiming.Run(recipe, 201 + (ulong)i))];
        double[] times = [.. results.SelectMany(r => r.Milliseconds).Order()];
        double median = times[times.Length / 2], late = times[times.Length * 99 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"cho               {median,7:F3} {late,8:F3} {results.Sum(r => r.Unsafe),10}"));
        return new Dictionary<string, object?> { ["cho_ms"] = median, ["cho_ms_p99"] = late, ["allocated"] = results.Max(r => r.AllocatedBytes) };
    }

    private static Recipe Load(string name) => Recipe.Load(Path.Combine(Folders.Root, "recipes", name));

    private static HarvestResult RunBatch(Recipe recipe, Strategy limits, RamanCalibration raman, ulong seed) =>
        ScratchRun.Of(StandardRun.Header(recipe, raman, seed, []), run =>
        {
            var watch = new HarvestWatch(limits);
            while (!run.HasEnded)
            {
                LoopTick tick = run.Step();
                watch.Add(run, tick);
            }
            run.Finish();
            return watch.Result(run);
        });

    private static void Print(ulong[] seeds, HarvestResult[] before, HarvestResult[] after, double?[] bound)
    {
        Console.WriteLine("CHO batch to harvest: feed-forward | predictive | optimum with perfect knowledge; outside limits of all minutes by the truth");
        Console.WriteLine("seed  titre g/L  outside | titre g/L  outside  gain    volume  viability  followed  ladder | optimum  reached");
        for (int i = 0; i < seeds.Length; i++)
        {
            (HarvestResult b, HarvestResult a) = (before[i], after[i]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{seeds[i],4}  {b.Titre,9:F3}  {b.Outside,7:P2} | {a.Titre,9:F3}  {a.Outside,7:P2}  {a.Titre / b.Titre - 1,6:P1}  {a.Volume,5:F1} L  "
                + $"{a.Viability,9:P1}  {a.Followed,8:P1}  {a.LadderSteps,6} | {bound[i],7:F3}  {a.Titre / bound[i],7:P1}"));
        }
        Console.WriteLine("outside limits, mean over seeds, feed-forward and predictive: " + string.Join("; ",
            HarvestWatch.Watched.Select((tag, k) => string.Create(CultureInfo.InvariantCulture,
                $"{tag} {before.Average(r => r.OutsideBy[k]):P2}, {after.Average(r => r.OutsideBy[k]):P2}"))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"titre: mean {before.Average(r => r.Titre):F3}, {after.Average(r => r.Titre):F3}, {bound.Average():F3} g/L; coefficient of variation "
            + $"{Variation([.. before.Select(r => r.Titre)]):P1}, {Variation([.. after.Select(r => r.Titre)]):P1}, {Variation([.. bound.OfType<double>()]):P1}"));
    }

    private static double Variation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(values.Length - 1, 1)) / mean;
    }
}
