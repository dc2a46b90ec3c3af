using Titer.Control.Monitoring;
using Titer.Core;
using Titer.Field.Files;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Records;

namespace Titer.Plant.Tests.Monitoring;

/// <summary>The recorded oxygen and pH of 48 real cultures.</summary>
public sealed class PresensTests
{
    [Fact]
    public void Forty_eight_real_cultures_are_watched_and_their_start_up_zeros_never_used()
    {
        PlateReaderFiles files = PlateReaderFiles.Open(Repository.SharedData("presens"));
        using var folder = new TempFolder();
        MonitorSummary summary;
        using (SqliteRecord written = SqliteRecord.Create(folder["record.db"])) summary = MonitorRun.Go(WatchedPlate.Header(files), files.Frames, written);

        Assert.Equal(Enumerable.Range(0, 48).Select(i => $"culture-{i:00}"), summary.Cultures.Select(c => c.Culture));
        CultureSummary dead = summary.Cultures[42];
        Assert.Null(dead.LagEnd);
        Assert.Contains("cannot be told", dead.LagEndMissing, StringComparison.Ordinal);
        Assert.Contains("cannot be told", dead.ExhaustedMissing, StringComparison.Ordinal);
        Assert.All(summary.Cultures.Where(c => c != dead), c => Assert.True(c.LagEnd is { Uncertainty: > 0 } && c.Exhausted is { } e && e.Hours > c.LagEnd.Value.Hours, c.Culture));

        BatchRecord record = BatchRecord.Read(folder["record.db"]);
        Assert.Empty(record.Commands);
        var bad = record.Measurements.Where(m => m.Quality.IsBad).Select(m => (m.Tag, m.Time)).ToHashSet();
        Measurement[] first = [.. record.Measurements.Where(m => m.Tag.Name.EndsWith("/DO", StringComparison.Ordinal) && m.Time == record.Start)];
        Assert.Equal(48, first.Length);
        Assert.True(first.Count(m => m.Value == 0) > 24);
        Assert.All(first.Where(m => m.Value == 0), m => Assert.Equal(Ne107.FunctionCheck, m.Quality.Status));
        Assert.All(record.Measurements.Where(m => m.Value == 0), m => Assert.True(m.Quality.IsBad));
        Assert.DoesNotContain(record.All.Select(a => a.Content).OfType<Estimate>().SelectMany(e => e.Innovations), i => i.Used && bad.Contains((i.Tag, i.Time)));
    }
}
