using System.Diagnostics;
using Titer.Bench.Mrna.Feeding;

namespace Titer.Bench.Mrna;

/// <summary>
/// One-shot batch, linear feed, predictive control and the optimum with perfect knowledge on the same mismatched plants, with the same amounts of
/// everything but magnesium, which is part of each strategy, and the same time.
/// </summary>
internal sealed class ControlPart(ulong first, ulong last) : IMrnaPart
{
    // Four of magnesium per NTP, the ridge of the design space (docs/mrna.md), beside the recipe's three.
    private const double Ridge = 4 * ControlRecipe.Nucleotide;

    public string Name => "control";

    public void Run(Dictionary<string, object?> figures)
    {
        Console.WriteLine("seed    one-shot          linear feed       predictive        optimum           found  followed  s");
        var rows = new List<(Outcome One, Outcome Linear, Outcome Predictive, Outcome Best, Outcome OneRidge, Outcome LinearRidge)>();
        for (ulong seed = first; seed <= last; seed++)
        {
            Outcome one = Batches.OneShot(seed, ControlRecipe.Magnesium), linear = Batches.LinearFeed(seed, ControlRecipe.Magnesium);
            long begun = Stopwatch.GetTimestamp();
            (Outcome predictive, int followed) = Batches.Predictive(seed);
            double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            (Outcome best, double found) = PerfectKnowledge.Of(seed);
            rows.Add((one, linear, predictive, best, Batches.OneShot(seed, Ridge), Batches.LinearFeed(seed, Ridge)));
            Console.WriteLine(FormattableString.Invariant($"{seed,4} {Text(one)} {Text(linear)} {Text(predictive)} {Text(best)}  {found,5:P1}  {followed,4} min  {seconds:F1}"));
        }
        Summary("one-shot", rows.Select(r => r.One));
        Summary("linear feed", rows.Select(r => r.Linear));
        Summary("predictive", rows.Select(r => r.Predictive));
        Summary("optimum", rows.Select(r => r.Best));
        Summary("one-shot, 4 Mg per NTP", rows.Select(r => r.OneRidge));
        Summary("linear, 4 Mg per NTP", rows.Select(r => r.LinearRidge));
        double made = rows.Average(r => r.Predictive.Grams);
        figures["rna_vs_one_shot"] = made / rows.Average(r => r.One.Grams);
        figures["rna_vs_linear_feed"] = made / rows.Average(r => r.Linear.Grams);
        figures["rna_vs_optimum"] = made / rows.Average(r => r.Best.Grams);
        figures["dsrna_over_limit"] = rows.Average(r => r.Predictive.DoubleStranded > ControlRecipe.DoubleStrands ? 1.0 : 0);
    }

    private static string Text(Outcome o) => FormattableString.Invariant($"{o.Grams,5:F1} g {o.DoubleStranded,5:F2} %");

    private static void Summary(string name, IEnumerable<Outcome> outcomes)
    {
        Outcome[] all = [.. outcomes];
        double mean = all.Average(o => o.Grams), spread = Math.Sqrt(all.Sum(o => (o.Grams - mean) * (o.Grams - mean)) / (all.Length - 1));
        Console.WriteLine(FormattableString.Invariant($"{name,-24} {mean,6:F2} g  CV {spread / mean,5:P1}  least {all.Min(o => o.Grams),5:F1}  ")
            + FormattableString.Invariant($"{all.Average(o => o.GramsPerLitre),5:F2} g/L  dsRNA mean {all.Average(o => o.DoubleStranded):F3} % ")
            + FormattableString.Invariant($"most {all.Max(o => o.DoubleStranded):F2} %, over {all.Count(o => o.DoubleStranded > ControlRecipe.DoubleStrands)} of {all.Length}; ")
            + FormattableString.Invariant($"intact {all.Average(o => o.Integrity):F1} %  capped {all.Average(o => o.Capped):F1} %"));
    }
}
