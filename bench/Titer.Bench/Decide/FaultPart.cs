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
    private const ulong FirstSeed = 201, FirstGoodSeed = 301;
    private const double Hours = 336;

    /// <summary>Prints the table sensor x fault and gives its figures; <c>isolated</c> is of what the unit can tell (docs/faults.md).</summary>
    /// <param name="goodBatches">Batches without a fault.</param>
    public static object Run(int goodBatches = 4)
    {
        Recipe recipe = Recipe.Load(Path.Combine(Folders.Root, "recipes", "cho-antigen.yaml"));
        RamanCalibration raman = RamanCalibrationRun.Make(StandardRun.CalibrationSeed);
        IReadOnlyList<SensorFailure>[] plans = [.. FaultTable.Batches(), .. Enumerable.Repeat<IReadOnlyList<SensorFailure>>([], goodBatches)];
        int faulty = plans.Length - goodBatches;
        var batches = new FaultBatch[plans.Length];
        var outcomes = new IReadOnlyList<FaultOutcome>[plans.Length];
        Parallel.For(0, plans.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            ulong seed = i < faulty ? FirstSeed + (ulong)i : FirstGoodSeed + (ulong)(i - faulty);
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
            coverage_vcd = all.Average(o => o.Coverage[0]),
            coverage_glucose = all.Average(o => o.Coverage[1]),
            coverage_titre = all.Average(o => o.Coverage[2]),
            coverage_own = isolable.Average(o => o.Coverage[3]),
            coverage_own_without_bank = isolable.Average(o => o.CoverageWithout[3]),
            good_batches = goodBatches,
        };
    }

    private static void Print(IEnumerable<FaultOutcome> outcomes)
    {
        Console.WriteLine("sensor               fault      size  from h  isolated h  taken back h  "
            + "coverage VCD, glucose, titre, own variable | without the bank");
        foreach (FaultOutcome o in outcomes.OrderBy(o => o.Failure.Tag, StringComparer.Ordinal).ThenBy(o => o.Failure.Kind))
        {
            string size = o.Failure.Size == 0 ? "" : o.Failure.Size.ToString(o.Failure.IsRelative ? "P1" : "G3", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{o.Failure.Tag,-20} {o.Failure.Kind,-7} {size,7}  {o.Failure.From,6}  {After(o.Isolated),10}  {After(o.Returned),12}  "
                + $"{string.Join(" ", o.Coverage.Select(Percent))} | {string.Join(" ", o.CoverageWithout.Select(Percent))}"
                + $"{(FaultTable.IsIsolable(o.Failure) ? "" : "  (not isolable)")}"));
        }
    }

    private static string After(double hours) => double.IsNaN(hours) ? "-" : hours.ToString("F1", CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => fraction.ToString("P0", CultureInfo.InvariantCulture).PadLeft(6);
}
