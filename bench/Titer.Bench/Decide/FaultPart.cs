using System.Globalization;
using Titer.Batch;
using Titer.Bench.Decide.Faults;
using Titer.Plant.Running;
using Titer.Sensing.Raman;

namespace Titer.Bench.Decide;

/// <summary>
/// Isolation of failing sensors: offset, drift and freeze of every sensor in batches of 14 days, beside batches without a fault, in which nothing may
/// be isolated. Each batch of faults runs several one after the other; an estimator without the bank takes the same readings.
/// </summary>
internal static class FaultPart
{
    private const double Hours = 336;

    /// <summary>Prints the table sensor x fault and gives its figures; <c>isolated</c> is of what the unit can tell (docs/faults.md).</summary>
    /// <param name="goodBatches">Batches without a fault.</param>
    /// <param name="firstSeed">Of the batches with faults.</param>
    /// <param name="firstGoodSeed">Of the batches without.</param>
    public static object Run(int goodBatches = 4, ulong firstSeed = 201, ulong firstGoodSeed = 231)
    {
        Recipe recipe = Recipe.Load(Path.Combine(Folders.Root, "recipes", "cho-antigen.yaml"));
        RamanCalibration raman = RamanCalibrationRun.Make(StandardRun.CalibrationSeed);
        IReadOnlyList<SensorFailure>[] plans = [.. FaultTable.Batches(), .. Enumerable.Repeat<IReadOnlyList<SensorFailure>>([], goodBatches)];
        int faulty = plans.Length - goodBatches;
        var batches = new FaultBatch[plans.Length];
        var outcomes = new IReadOnlyList<FaultOutcome>[plans.Length];
        Parallel.For(0, plans.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            ulong seed = i < faulty ? firstSeed + (ulong)i : firstGoodSeed + (ulong)(i - faulty);
            batches[i] = new FaultBatch(recipe, raman, seed, plans[i]);
            outcomes[i] = batches[i].Run(Hours);
        });
        FaultOutcome[] all = [.. outcomes.SelectMany(o => o)];
        Print(all);
        string[] wrong = [.. batches.SelectMany(b => b.FalseAlarms)];
        foreach (string sentence in wrong) Console.WriteLine($"isolated without a fault: {sentence}");
        FaultOutcome[] isolable = [.. all.Where(o => FaultTable.IsIsolable(o.Failure))];
        return new
        {
            isolated = isolable.Average(o => double.IsNaN(o.Isolated) ? 0.0 : 1),
            isolated_of_all = all.Average(o => double.IsNaN(o.Isolated) ? 0.0 : 1),
            false_isolations = wrong.Length,
            false_isolations_without_faults = batches[faulty..].Sum(b => b.FalseAlarms.Count),
            coverage = Coverage(isolable, o => o.Coverage),
            coverage_without_bank = Coverage(isolable, o => o.CoverageWithout),
            coverage_not_isolable = Coverage(all.Except(isolable), o => o.Coverage),
            coverage_not_isolable_without_bank = Coverage(all.Except(isolable), o => o.CoverageWithout),
            worse = isolable.Count(o => o.Coverage.Zip(o.CoverageWithout).Any(c => c.First < c.Second - 0.1)),
            good_batches = goodBatches,
        };
    }

    private static object Coverage(IEnumerable<FaultOutcome> outcomes, Func<FaultOutcome, double[]> of)
    {
        double[][] rows = [.. outcomes.Select(of)];
        double[] mean = [.. Enumerable.Range(0, 4).Select(i => rows.Average(r => r[i]))];
        return new { vcd = mean[0], glucose = mean[1], titre = mean[2], measured = mean[3] };
    }

    private static void Print(IEnumerable<FaultOutcome> outcomes)
    {
        Console.WriteLine("seed sensor               fault      size  from h  isolated h  taken back h  "
            + "coverage VCD, glucose, titre, own variable | without the bank");
        foreach (FaultOutcome o in outcomes.OrderBy(o => o.Failure.Tag, StringComparer.Ordinal).ThenBy(o => o.Failure.Kind))
        {
            string size = o.Failure.Size == 0 ? "" : o.Failure.Size.ToString(o.Failure.IsRelative ? "P1" : "G3", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{o.Seed} {o.Failure.Tag,-20} {o.Failure.Kind,-7} {size,7}  {o.Failure.From,6}  {After(o.Isolated),10}  {After(o.Returned),12}  "
                + $"{string.Join(" ", o.Coverage.Select(Percent))} | {string.Join(" ", o.CoverageWithout.Select(Percent))}"
                + $"{(FaultTable.IsIsolable(o.Failure) ? "" : "  (not isolable)")}"));
        }
    }

    private static string After(double hours) => double.IsNaN(hours) ? "-" : hours.ToString("F1", CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => fraction.ToString("P0", CultureInfo.InvariantCulture).PadLeft(6);
}
