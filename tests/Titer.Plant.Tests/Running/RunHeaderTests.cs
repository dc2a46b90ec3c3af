using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Running;

public sealed class RunHeaderTests
{
    internal static RunHeader Monitor() =>
        new(Units.Monitor, StandardRun.Start, Recipe.Load(Path.Combine(Repository.Recipes, "presens-monitor.yaml")).Files, 0, [], AutoConfirm: true, Raman: null)
        {
            Positions = [0, 3, 47],
            Frames = "some/where with spaces",
        };

    private static RunHeader RoundTrip(RunHeader header)
    {
        using var folder = new TempFolder();
        using SqliteRecord record = SqliteRecord.Create(folder["record.db"]);
        header.WriteTo(record);
        return RunHeader.ReadFrom(record, "run");
    }

    [Fact]
    public void A_batch_is_read_back_from_its_record_with_everything_that_made_it()
    {
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(20), ulong.MaxValue, "ph-drift@10", "stirrer-trip@12.5+0.5") with { AutoConfirm = false };
        RunHeader read = RoundTrip(header);
        Assert.Equal((header.Kind, header.Start, header.Seed, header.AutoConfirm), (read.Kind, read.Start, read.Seed, read.AutoConfirm));
        Assert.Equal(header.Faults, read.Faults);
        Assert.Equal(header.Recipe().ContentHash, read.Recipe().ContentHash);
        Assert.Equal(header.Raman!.ToJson(), read.Raman!.ToJson());
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(header.Files[i].Name, read.Files[i].Name);
            Assert.Equal(header.Files[i].Content, read.Files[i].Content);
        }
    }

    [Fact]
    public void A_monitoring_is_read_back_with_its_positions_and_where_its_frames_came_from()
    {
        RunHeader read = RoundTrip(Monitor());
        Assert.Equal(Units.Monitor, read.Kind);
        Assert.Equal([0, 3, 47], read.Positions);
        Assert.Equal("some/where with spaces", read.Frames);
        Assert.Null(read.Raman);
    }

    [Fact]
    public void What_bounds_decisions_is_read_back_and_only_a_time_needs_a_clock()
    {
        RunHeader header = ShortRecipe.Header(ShortRecipe.Of(20), 1);
        RunHeader iterations = RoundTrip(header with { DecisionIterations = 7 }), time = RoundTrip(header with { DecisionTime = TimeSpan.FromMilliseconds(12.5) });
        Assert.Equal((7, null), (iterations.DecisionIterations, iterations.DecisionTime));
        Assert.True(iterations.Deadline().IsUp(7));
        Assert.False(iterations.Deadline().IsUp(6));
        Assert.Equal(TimeSpan.FromMilliseconds(12.5), time.DecisionTime);
        Assert.Throws<ArgumentNullException>(() => time.Deadline());
        IDeadline deadline = time.Deadline(new Deciding.RestlessClock(quick: 5, slow: 5, every: 1));
        deadline.Begin("strategy/predictive");
        Assert.Equal([false, false, true], Enumerable.Range(1, 3).Select(deadline.IsUp));
    }

    [Fact]
    public void A_record_from_before_there_were_decisions_is_still_read()
    {
        using var folder = new TempFolder();
        using (SqliteRecord record = SqliteRecord.Create(folder["new.db"])) ShortRecipe.Header(ShortRecipe.Of(20), 1).WriteTo(record);
        Rewriting.Copy(folder["new.db"], folder["old.db"], (_, content) =>
            content is Event { Code: RunHeader.Started } e ? e with { Data = e.Data.Remove("decisions-within") } : content);
        using SqliteRecord old = SqliteRecord.Open(folder["old.db"]);
        Assert.Equal(ShortRecipe.Header(ShortRecipe.Of(20), 1).DecisionIterations, RunHeader.ReadFrom(old, "run").DecisionIterations);
    }

    [Fact]
    public void The_record_names_the_hash_of_everything_that_takes_part()
    {
        using var folder = new TempFolder();
        using SqliteRecord record = SqliteRecord.Create(folder["record.db"]);
        ShortRecipe.Header(ShortRecipe.Of(20), 1).WriteTo(record);
        var decoder = new EntryDecoder();
        Event[] artefacts = [.. record.Read().Select(decoder.Event).Where(e => e.Code == RunHeader.Artefact)];
        Assert.Equal(["short.yaml", ShortRecipe.Full.Files[1].Name, "raman-calibration.json"], artefacts.Select(a => a.Data["name"]));
        Assert.All(artefacts, a => Assert.Equal(ContentHash.Of(a.Data["content"]), a.Data["hash"]));
    }
}
