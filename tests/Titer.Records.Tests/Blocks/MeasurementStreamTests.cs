using Titer.Core;
using Titer.Tests;

namespace Titer.Records.Tests;

/// <summary>A stream keeps everything in its order, is durable in time, and says when it cannot be.</summary>
public sealed class MeasurementStreamTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_slow_stream_is_committed_when_its_oldest_measurement_is_due_and_not_before()
    {
        var clock = new ManualClock();
        using SqliteRecord record = SqliteRecord.Create(_folder["record.db"]);
        using var stream = new MeasurementStream(record, clock);
        for (int i = 0; i < 10; i++) stream.Add(Reading(i));
        clock.Advance(TimeSpan.FromMilliseconds(60));
        stream.Add(Reading(10));
        Assert.Equal((0, 0), (stream.Acknowledged, Durable().Length));
        clock.Advance(TimeSpan.FromMilliseconds(40));
        Assert.True(SpinWait.SpinUntil(() => stream.Acknowledged == 11, TimeSpan.FromSeconds(20)));
        Assert.Equal(11, Durable().Length);
        stream.Add(Reading(11));
        clock.Advance(MeasurementStream.MaximumAge);
        Assert.True(SpinWait.SpinUntil(() => stream.Acknowledged == 12, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_fast_stream_waits_for_the_storage_and_loses_nothing()
    {
        const int count = 300_000;
        using (SqliteRecord record = SqliteRecord.Create(_folder["record.db"]))
        {
            using var stream = new MeasurementStream(record, TimeProvider.System);
            for (int i = 0; i < count; i++) stream.Add(Reading(i));
            stream.Flush();
            Assert.Equal(count, stream.Acknowledged);
        }
        Assert.True(ChainVerifier.Verify(_folder["record.db"]).Ok);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), Durable().Select(m => m.Sequence));
    }

    [Fact]
    public void What_was_not_flushed_when_the_stream_ends_is_not_acknowledged()
    {
        using SqliteRecord record = SqliteRecord.Create(_folder["record.db"]);
        using (var stream = new MeasurementStream(record, new ManualClock()))
        {
            for (int i = 0; i < 5; i++) stream.Add(Reading(i));
            stream.Flush();
            stream.Add(Reading(5));
        }
        Assert.Equal(5, Durable().Length);
    }

    [Fact]
    public void A_storage_that_fails_ends_the_stream_with_its_sentence()
    {
        SqliteRecord.Create(_folder["record.db"]).Dispose();
        using SqliteRecord read = SqliteRecord.Open(_folder["record.db"]);
        using var stream = new MeasurementStream(read, TimeProvider.System);
        stream.Add(Reading(1));
        Assert.Contains("reading only", Assert.Throws<IOException>(stream.Flush).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => stream.Add(Reading(2)));
        Assert.Equal(0, stream.Acknowledged);
    }

    private Measurement[] Durable()
    {
        using SqliteRecord record = SqliteRecord.Open(_folder["record.db"]);
        return [.. Writer.Measurements(record)];
    }

    private static Measurement Reading(int i) => new(new Tag($"t{i % 7}"), Start.AddSeconds(i), Math.Sin(i), Unit.PH, 0.1, Quality.Good, "chip", i);
}
