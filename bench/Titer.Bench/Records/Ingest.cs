using System.Diagnostics;
using Titer.Records;

namespace Titer.Bench.Records;

/// <summary>A stream into a record for some seconds, as fast as the record takes it.</summary>
/// <param name="Oldest">Longest time between the taking of a measurement and its being durable.</param>
internal sealed record Ingest(long Measurements, double Seconds, TimeSpan Oldest)
{
    public double PerSecond => Measurements / Seconds;

    public static Ingest Into(IRecord record, TimeSpan time)
    {
        var source = new TagStream(period: 2000);
        var waiting = new Queue<(long Number, long Added)>();
        TimeSpan oldest = default;
        long added = 0, began = Stopwatch.GetTimestamp();
        using var stream = new MeasurementStream(record, TimeProvider.System);
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            // The first one of a thousand has waited longest.
            waiting.Enqueue((added, Stopwatch.GetTimestamp()));
            for (int i = 0; i < 1000; i++) stream.Add(source.Next());
            added += 1000;
            long acknowledged = stream.Acknowledged;
            while (waiting.TryPeek(out (long Number, long Added) first) && first.Number < acknowledged)
            {
                TimeSpan age = Stopwatch.GetElapsedTime(first.Added);
                oldest = age > oldest ? age : oldest;
                waiting.Dequeue();
            }
        }
        stream.Flush();
        return new Ingest(added, Stopwatch.GetElapsedTime(began).TotalSeconds, oldest);
    }
}
