using System.Collections.Concurrent;
using Titer.Batch;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Plant.Tests.Downstream;
using Titer.Plant.Tests.Transcription;
using Titer.Records;

[assembly: AssemblyFixture(typeof(DoseRuns))]

namespace Titer.Plant.Tests.Downstream;

/// <summary>The shipped recipe from nucleotides to vials with a reaction of an hour and a half, quickly filled, run once for
/// all tests that look at it.</summary>
public sealed class DoseRuns : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<(string File, RunSummary Summary, SimulatedLine Plant)>> _runs = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    public (BatchRecord Record, RunSummary Summary, SimulatedLine Plant, string File) Of(params string[] faults)
    {
        (string file, RunSummary summary, SimulatedLine plant) =
            _runs.GetOrAdd($"run {string.Join(' ', faults)}", n => new(() => Run(_folder[n + ".db"], Header(faults)))).Value;
        return (BatchRecord.Read(file), summary, plant, file);
    }

    public static RunHeader Header(params string[] faults) => StandardRun.Header(
        Quick(), TranscriptionRuns.Raman, 203, [.. faults.Select(f => Fault.Parse(f, SimulatedLine.Faults))]);

    private static (string, RunSummary, SimulatedLine) Run(string file, RunHeader header)
    {
        using BatchRun run = BatchRun.Start(header, SqliteRecord.Create(file));
        while (!run.HasEnded) run.Step();
        return (file, run.Finish(), (SimulatedLine)run.Plant);
    }

    private static Recipe Quick() => TranscriptionRuns.OnTheLine(TranscriptionRuns.Short(predictive: false)
        .Replace("fill-flow:               { value: 20,", "fill-flow:               { value: 60,", StringComparison.Ordinal));
}
