using Titer.Batch;
using Titer.Control;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Plant.Tests.Bioreactor;

/// <summary>Three whole batches of plants that the benchmark does not draw, minute by minute against their truth, which the loop never sees.</summary>
public sealed class WholeBatches
{
    private static readonly ulong[] Seeds = [101, 102, 103];

    public WholeBatches() => Parallel.For(0, Seeds.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => Judged[i] = Judge(Seeds[i]));

    public Verdict[] Judged { get; } = new Verdict[Seeds.Length];

    /// <summary>Counts of minutes.</summary>
    public sealed record Verdict(string State)
    {
        public SortedDictionary<Tag, (int Inside, int All)> InSpecification { get; } = [];
        public SortedDictionary<Tag, (int Inside, int All)> Covered { get; } = [];
    }

    private static Verdict Judge(ulong seed)
    {
        using BatchRun run = BatchRun.Start(ShortRecipe.Header(ShortRecipe.Full, seed), new NoRecord());
        var verdict = new Verdict("");
        while (!run.HasEnded)
        {
            run.Step();
            // Harvest cools the broth and lets go of glucose on purpose.
            if (run.LastEstimate is not { } e || run.HasEnded || run.Engine.Phase?.Operation.Name == "Harvest") continue;
            var plant = (SimulatedBioreactor)run.Plant;
            ReadOnlySpan<double> x = plant.Truth;
            InSpecification(Tags.PH, plant.TruePH);
            InSpecification(Tags.DissolvedOxygen, plant.TrueOxygen);
            if (run.Hours > 24) InSpecification(Tags.Glucose, x[X.Glucose]);
            Covered(e, Tags.ViableCells, x[X.ViableCells]);
            Covered(e, Tags.Glucose, x[X.Glucose]);
            Covered(e, Tags.Titre, x[X.Antigen]);
        }
        return verdict with { State = run.Engine.State.State.ToString() };

        void InSpecification(Tag tag, double truth) => Count(verdict.InSpecification, tag,
            run.Engine.Goals.TryGet(tag, out Goal goal) && truth >= goal.Low && truth <= goal.High);
        void Covered(Estimate e, Tag tag, double truth) => Count(verdict.Covered, tag, Math.Abs(e[tag] - truth) <= 1.96 * e.Uncertainty(tag));
    }

    private static void Count(SortedDictionary<Tag, (int Inside, int All)> counts, Tag tag, bool inside)
    {
        (int before, int all) = counts.GetValueOrDefault(tag);
        counts[tag] = (before + (inside ? 1 : 0), all + 1);
    }
}

public sealed class ControlQualityTests(WholeBatches batches) : IClassFixture<WholeBatches>
{
    [Fact]
    public void Every_batch_completes() => Assert.All(batches.Judged, b => Assert.Equal("Complete", b.State));

    [Theory]
    [InlineData("glucose", 0.95)]
    [InlineData("pH", 0.99)]
    [InlineData("DO", 0.99)]
    public void The_plant_is_in_specification_by_its_truth(string tag, double atLeast) => Assert.All(batches.Judged, b =>
    {
        (int inside, int all) = b.InSpecification[new Tag(tag)];
        Assert.True(all > 300 * 60);
        Assert.InRange((double)inside / all, atLeast, 1);
    });

    [Theory]
    [InlineData("VCD")]
    [InlineData("glucose")]
    [InlineData("titre")]
    public void The_95_percent_intervals_cover_the_truth(string tag)
    {
        double coverage = (double)batches.Judged.Sum(b => b.Covered[new Tag(tag)].Inside) / batches.Judged.Sum(b => b.Covered[new Tag(tag)].All);
        Assert.InRange(coverage, 0.8, 1);
    }
}
