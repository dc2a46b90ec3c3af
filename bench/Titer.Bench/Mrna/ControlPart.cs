using System.Globalization;
using Titer.Batch;
using Titer.Bench.Mrna.Feeding;
using Titer.Plant.Running;
using Titer.Sensing.Raman;

namespace Titer.Bench.Mrna;

/// <summary>
/// One-shot batch, linear feed and predictive control in the real loop on the same mismatched plants and the optimum with perfect knowledge of each,
/// with the same amounts of everything but magnesium, which is part of each strategy, and the same time; before them the magnesium of the first two.
/// </summary>
internal sealed class ControlPart(ulong first, ulong last) : IMrnaPart
{
    private static readonly double[] Scanned = [120, 150, 165, 170, 175, 180, 185, 190, 195, 210, 240]; // mmol

    // The best of the scan on seeds 201 to 260, as the recipe's is for the linear feed.
    private const double OneShotMagnesium = 185;

    private sealed record Row(Outcome One, Outcome Linear, Outcome Predictive, Outcome Best, double Found);

    public string Name => "control";

    public void Run(Dictionary<string, object?> figures)
    {
        ulong[] seeds = [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + (ulong)i)];
        Scan(seeds);

        Recipe one = ControlRecipe.OneShot(OneShotMagnesium), linear = ControlRecipe.LinearFeed(ControlRecipe.Magnesium);
        RamanCalibration raman = Units.Transcription.Calibrate()!;
        var rows = new Row[seeds.Length];
        Parallel.For(0, seeds.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            (Outcome best, double found) = PerfectKnowledge.Of(seeds[i]);
            rows[i] = new Row(Batches.Of(one, raman, seeds[i]), Batches.Of(linear, raman, seeds[i]),
                Batches.Of(ControlRecipe.Predictive, raman, seeds[i]), best, found);
        });
        Print(seeds, rows);
        double differs = seeds.Zip(rows).Max(s => Math.Abs(s.Second.Linear.Grams / Vessel.AsFormulated(s.First, linear).Grams - 1));
        Console.WriteLine(
            FormattableString.Invariant($"The linear feed in the real loop makes what it makes in the plant of the optimum to within {differs:P2}."));

        double made = rows.Average(r => r.Predictive.Grams);
        figures["rna_vs_one_shot"] = made / rows.Average(r => r.One.Grams);
        figures["rna_vs_linear_feed"] = made / rows.Average(r => r.Linear.Grams);
        figures["rna_vs_optimum"] = made / rows.Average(r => r.Best.Grams);
        figures["dsrna_over_limit"] = rows.Average(r => r.Predictive.DoubleStranded > ControlRecipe.Settings.DoubleStrands ? 1.0 : 0);
    }

    /// <summary>So that each heuristic has the magnesium that is best on average; without chips, which do not move a fixed feed.</summary>
    private static void Scan(ulong[] seeds)
    {
        Console.WriteLine("magnesium in all   one-shot   linear feed   (mean of the seeds, pH and temperature held by the truth)");
        foreach (double magnesium in Scanned)
        {
            double Mean(Recipe recipe) => seeds.Average(seed => Vessel.AsFormulated(seed, recipe).Grams);
            Console.WriteLine(FormattableString.Invariant(
                $"{magnesium,11:F0} mmol {Mean(ControlRecipe.OneShot(magnesium)),8:F1} g {Mean(ControlRecipe.LinearFeed(magnesium)),11:F1} g"));
        }
    }

    private static void Print(ulong[] seeds, Row[] rows)
    {
        Console.WriteLine("seed    one-shot          linear feed       predictive        optimum         reached found  followed pH outside ladder");
        for (int i = 0; i < rows.Length; i++)
        {
            Row r = rows[i];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{seeds[i],4} {Text(r.One)} {Text(r.Linear)} {Text(r.Predictive)} {Text(r.Best)}  {r.Predictive.Grams / r.Best.Grams,6:P1} "
                + $"{r.Found,5:P1} {r.Predictive.Followed,9:P1} {r.Predictive.PHOutside,10:P1} {r.Predictive.LadderSteps,6}"));
        }
        Summary("one-shot", rows.Select(r => r.One));
        Summary("linear feed", rows.Select(r => r.Linear));
        Summary("predictive", rows.Select(r => r.Predictive));
        Summary("optimum", rows.Select(r => r.Best));
        (double nucleotide, double polymerase) = (rows.Max(r => r.Predictive.Fed.Nucleotide), rows.Max(r => r.Predictive.Fed.Polymerase));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Fed by the strategy at most {nucleotide:F4} L of nucleotides, of {ControlRecipe.Settings.Nucleotide:F4}, "
            + $"and {polymerase:F5} L of polymerase, of {ControlRecipe.Settings.Polymerase:F5}."));
    }

    private static string Text(Outcome o) => FormattableString.Invariant($"{o.Grams,5:F1} g {o.DoubleStranded,5:F2} %");

    private static void Summary(string name, IEnumerable<Outcome> outcomes)
    {
        Outcome[] all = [.. outcomes];
        double mean = all.Average(o => o.Grams), spread = Math.Sqrt(all.Sum(o => (o.Grams - mean) * (o.Grams - mean)) / Math.Max(all.Length - 1, 1));
        int over = all.Count(o => o.DoubleStranded > ControlRecipe.Settings.DoubleStrands);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-12} {mean,6:F2} g  CV {spread / mean,5:P1}  least {all.Min(o => o.Grams),5:F1}  {all.Average(o => o.GramsPerLitre),5:F2} g/L  "
            + $"dsRNA mean {all.Average(o => o.DoubleStranded):F3} % most {all.Max(o => o.DoubleStranded):F2} %, over {over} of {all.Length}; "
            + $"intact {all.Average(o => o.Integrity):F1} %  capped {all.Average(o => o.Capped):F1} %  "
            + $"pH outside {all.Average(o => o.PHOutside):P2}  ladder steps {all.Sum(o => o.LadderSteps)}"));
    }
}
