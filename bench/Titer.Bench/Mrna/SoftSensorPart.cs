using Titer.Bench.Mrna.SoftSensor;
using Titer.Control;
using Titer.Control.Estimators.Transcription;
using Titer.Core;
using Titer.Sensing.Raman;

namespace Titer.Bench.Mrna;

/// <summary>
/// What an estimator knows of RNA, double strands and integrity by which chips: twenty batches and twenty fed batches of mismatched plants and drawn
/// mixes, through raw frames; told only the recipe and the nominal parameters. The published soft sensor (Ahmed et al. 2026, Digital Discovery,
/// doi 10.1039/D5DD00417A: pH, a mechanistic model and an unscented Kalman filter) has R2 = 0.95 for the yield of real reactions.
/// </summary>
internal sealed class SoftSensorPart : IMrnaPart
{
    private const int Seeds = 20, PublishEvery = 5, SharesFrom = 30;

    public string Name => "softsensor";

    public void Run(Dictionary<string, object?> figures)
    {
        RamanCalibration raman = RamanCalibrationRun.Make(1, TranscriptionRaman.Application);
        var reactions = new Reaction[2 * Seeds];
        Parallel.For(0, reactions.Length, i => reactions[i] = new Reaction((ulong)(1 + i / 2), i % 2 == 1, raman));
        Console.WriteLine(
            $"{Seeds} batches and {Seeds} fed batches of {Reaction.Minutes} min; RNA g/L at the end and at all times; double strands, integrity %.");
        Console.WriteLine($"{"",-30}|        RNA at the end         |       RNA at all times        |  double strands      |  integrity");
        const string rna = "|    R2   RMSE   +-95 %  covered", share = "| RMSE  +-95 %  covered";
        Console.WriteLine($"{"chips",-30}{rna}{rna}{share}{share}");
        foreach (ChipSet chips in ChipSet.All)
        {
            var results = new Result[reactions.Length];
            Parallel.For(0, reactions.Length, i => results[i] = Estimate(reactions[i], chips));
            var all = new Result();
            foreach (Result result in results) all.Add(result);
            Console.WriteLine($"{chips.Name,-30}|{Row(all.Final)}|{Row(all.Rna)}|{Share(all.DoubleStranded)}|{Share(all.Integrity)}");
            if (chips.Tags.Length == 0) figures["soft_sensor_r2_open_loop"] = all.Final.R2;
            if (chips.Name == "pH") (figures["soft_sensor_r2_ph_only"], figures["soft_sensor_coverage_ph_only"]) = (all.Final.R2, all.Rna.Coverage);
            if (chips.Name == "all") (figures["soft_sensor_r2"], figures["soft_sensor_coverage"]) = (all.Final.R2, all.Rna.Coverage);
        }
    }

    private static Result Estimate(Reaction reaction, ChipSet chips)
    {
        var estimator = new IvtEstimator("transcription", Reaction.Start, reaction.Intended, reaction.Nominal);
        var result = new Result();
        for (int minute = 1; minute <= Reaction.Minutes; minute++)
        {
            (double[] inputs, var measurements) = reaction.Past[minute - 1];
            estimator.Update(Reaction.Start.AddMinutes(minute), inputs, [.. measurements.Where(m => chips.Tags.Contains(m.Tag))]);
            if (minute % PublishEvery != 0) continue;
            Estimate estimate = estimator.Publish();
            (double rna, double doubled, double integrity) = reaction.Truth[minute - 1];
            void Add(Score score, Tag tag, double truth) => score.Add(truth, estimate[tag], estimate.Uncertainty(tag));
            Add(result.Rna, TranscriptionTags.Rna, rna);
            if (minute == Reaction.Minutes) Add(result.Final, TranscriptionTags.Rna, rna);
            if (minute < SharesFrom) continue;
            Add(result.DoubleStranded, TranscriptionTags.DoubleStranded, doubled);
            Add(result.Integrity, TranscriptionTags.Integrity, integrity);
        }
        return result;
    }

    private static string Row(Score s) => FormattableString.Invariant($" {s.R2,6:F4} {s.RootMeanSquare,6:F3} {s.HalfWidth,7:F3} {s.Coverage,7:P1}");

    private static string Share(Score s) => FormattableString.Invariant($" {s.RootMeanSquare,5:F3} {s.HalfWidth,6:F3} {s.Coverage,7:P1}");

    private sealed class Result
    {
        public Score Final { get; } = new();
        public Score Rna { get; } = new();
        public Score DoubleStranded { get; } = new();
        public Score Integrity { get; } = new();

        public void Add(Result other)
        {
            Final.Add(other.Final);
            Rna.Add(other.Rna);
            DoubleStranded.Add(other.DoubleStranded);
            Integrity.Add(other.Integrity);
        }
    }
}
