using System.Diagnostics.Metrics;

namespace Titer.App.Hosting;

/// <summary>What the units of this process do, in figures: <c>System.Diagnostics.Metrics</c>, for whoever listens. Nobody has to.</summary>
internal static class UnitMeter
{
    public const string Name = "Titer.Units";

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Ticks = Meter.CreateCounter<long>("titer.ticks", "{tick}", "Turns of the loop.");

    public static readonly Counter<long> Measurements = Meter.CreateCounter<long>("titer.measurements", "{measurement}", "Measurements made.");

    public static readonly Histogram<double> TickTime = Meter.CreateHistogram<double>("titer.tick.duration", "s", "Time of one turn of the loop.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1] });

    public static readonly Histogram<double> Late = Meter.CreateHistogram<double>("titer.tick.lateness", "s",
        "How late the loop is against its clock when it turns.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5] });

    public static readonly Histogram<double> CommitTime = Meter.CreateHistogram<double>("titer.record.commit.duration", "s",
        "Time until what was written to a record is durable.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5] });
}
