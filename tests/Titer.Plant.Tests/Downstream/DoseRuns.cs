using System.Collections.Concurrent;
using System.Text;
using Titer.Batch;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Plant.Tests.Downstream;
using Titer.Plant.Tests.Transcription;
using Titer.Records;

[assembly: AssemblyFixture(typeof(DoseRuns))]

namespace Titer.Plant.Tests.Downstream;

/// <summary>The shipped recipe from nucleotides to vials with a reaction of an hour and a half, quickly filled, run once for all tests that look at it.</summary>
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
        Short(), TranscriptionRuns.Raman, 203, [.. faults.Select(f => Fault.Parse(f, SimulatedLine.Faults))]);

    private static (string, RunSummary, SimulatedLine) Run(string file, RunHeader header)
    {
        using BatchRun run = BatchRun.Start(header, SqliteRecord.Create(file));
        while (!run.HasEnded) run.Step();
        return (file, run.Finish(), (SimulatedLine)run.Plant);
    }

    private static Recipe Short()
    {
        Recipe shipped = TranscriptionRuns.Shipped;
        string text = Encoding.UTF8.GetString(shipped.Files[0].Content.AsSpan())
            .Replace("feed-time:               { value: 3,", "feed-time:               { value: 1,", StringComparison.Ordinal)
            .Replace("reaction-time:           { value: 4,", "reaction-time:           { value: 1.5,", StringComparison.Ordinal)
            .Replace("fill-flow:               { value: 20,", "fill-flow:               { value: 60,", StringComparison.Ordinal)
            .Replace("            strategy: predictive\n", "", StringComparison.Ordinal);
        return Recipe.FromFiles(new RecipeFile("short.yaml", [.. Encoding.UTF8.GetBytes(text)]), shipped.Files[1]);
    }
}
