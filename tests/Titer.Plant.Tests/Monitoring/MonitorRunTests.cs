using Titer.Batch;
using Titer.Control.Monitoring;
using Titer.Core;
using Titer.Field.Files;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Monitoring;

/// <summary>A plate that was watched once, its summary and its record.</summary>
public sealed class WatchedPlate : IDisposable
{
    private readonly TempFolder _folder = new();

    public WatchedPlate()
    {
        Plate.Write(_folder["frames"]);
        PlateReaderFiles files = PlateReaderFiles.Open(_folder["frames"]);
        File = _folder["record.db"];
        using (SqliteRecord record = SqliteRecord.Create(File)) Summary = MonitorRun.Go(Header(files), files.Frames, record);
        Record = BatchRecord.Read(File);
    }

    internal SyntheticPlate Plate { get; } = new(Cultures: 6, Hours: 10, Seed: 3);

    public string File { get; }

    public MonitorSummary Summary { get; }

    public BatchRecord Record { get; }

    public void Dispose() => _folder.Dispose();

    internal static RunHeader Header(PlateReaderFiles files) => new(Units.Monitor, files.Frames[0].Time,
        Recipe.Load(Path.Combine(Repository.Recipes, "presens-monitor.yaml")).Files, 0, [], AutoConfirm: true, Raman: null) { Positions = files.Positions };
}

public sealed class MonitorRunTests(WatchedPlate watched) : IClassFixture<WatchedPlate>
{
    [Fact]
    public void The_end_of_the_lag_phase_and_the_exhausted_substrate_are_found_in_every_culture_with_their_uncertainty()
    {
        Assert.Equal(6, watched.Summary.Cultures.Length);
        for (int c = 0; c < 6; c++)
        {
            CultureSummary found = watched.Summary.Cultures[c];
            Assert.Equal($"culture-{c:00}", found.Culture);
            Within(found.LagEnd, watched.Plate.LagEnd(c));
            Within(found.Exhausted, watched.Plate.Exhausted(c));
        }

        static void Within(ChangePoint? found, double truth)
        {
            Assert.NotNull(found);
            Assert.InRange(found.Value.Hours, truth - 3 * found.Value.Uncertainty - 0.02, truth + 3 * found.Value.Uncertainty + 0.02);
            Assert.InRange(found.Value.Uncertainty, 0.001, 0.5);
        }
    }

    [Fact]
    public void Each_finding_is_an_event_in_the_record()
    {
        Assert.Equal(6, watched.Record.Events.Count(e => e is { Kind: EventKind.Detection, Code: "lag.ended" }));
        Assert.Equal(6, watched.Record.Events.Count(e => e is { Kind: EventKind.Detection, Code: "substrate.exhausted" }));
        Assert.Equal("run.completed", watched.Record.Events.Last().Code);
    }

    [Fact]
    public void Zeros_and_outliers_are_flagged_where_they_are_and_nowhere_else()
    {
        Measurement[] oxygen = [.. watched.Record.Measurements.Where(m => m.Tag.Name.EndsWith("/DO", StringComparison.Ordinal))];
        Assert.Equal(6 * 600, oxygen.Length);
        int missed = 0, falsely = 0, outliers = 0;
        foreach (Measurement m in oxygen)
        {
            int culture = int.Parse(m.Tag.Name.AsSpan(8, 2), System.Globalization.CultureInfo.InvariantCulture), minute = (int)m.Sequence;
            if (watched.Plate.IsZero(culture, minute))
            {
                Assert.Equal(minute < SyntheticPlate.StartUpMinutes ? Ne107.FunctionCheck : Ne107.Failure, m.Quality.Status);
                continue;
            }
            bool outlier = watched.Plate.IsOutlier(culture, minute);
            outliers += outlier ? 1 : 0;
            missed += outlier && !m.Quality.IsBad ? 1 : 0;
            falsely += !outlier && m.Quality.IsBad ? 1 : 0;
        }
        Assert.InRange(outliers, 20, 100);
        Assert.Equal(0, missed);
        Assert.InRange(falsely, 0, 5);
    }

    [Fact]
    public void No_bad_reading_is_in_a_filtered_value()
    {
        var bad = watched.Record.Measurements.Where(m => m.Quality.IsBad).Select(m => (m.Tag, m.Time)).ToHashSet();
        Innovation[] used = [.. watched.Record.All.Select(a => a.Content).OfType<Estimate>().SelectMany(e => e.Innovations).Where(i => i.Used)];
        Assert.True(used.Length > 6000);
        Assert.DoesNotContain(used, i => bad.Contains((i.Tag, i.Time)));
    }

    [Fact]
    public void No_command_is_given() => Assert.Empty(watched.Record.Commands);

    [Fact]
    public void The_record_is_replayed_bit_for_bit()
    {
        using SqliteRecord record = SqliteRecord.Open(watched.File);
        ReplayResult result = ReplayResult.Of(record, "plate");
        Assert.Null(result.Difference);
        Assert.Equal(600, result.Ticks);
    }

    [Fact]
    public void Equipment_with_actuators_is_not_monitored()
    {
        RunHeader header = new(Units.Monitor, StandardRun.Start, ShortRecipe.Full.Files, 0, [], true, null);
        Assert.Contains("no control authority", Assert.Throws<InputException>(() => StandardRun.Require(header)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equipment_without_actuators_is_not_run()
    {
        RunHeader header = Running.RunHeaderTests.Monitor() with { Kind = Units.Bioreactor };
        Assert.Contains("nothing to control", Assert.Throws<InputException>(() => StandardRun.Require(header)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_in_a_unit_without_control_authority_is_a_broken_invariant()
    {
        var tick = new Titer.Plant.Loop.LoopTick();
        tick.Commands.Add(new Command(new Tag("feed-pump"), StandardRun.Start, 0, Unit.LitrePerHour, 0, 1, "x/off", "", []));
        Assert.Throws<InvalidOperationException>(() => new Titer.Plant.Monitoring.NothingToGuard().Run(tick));
    }
}
