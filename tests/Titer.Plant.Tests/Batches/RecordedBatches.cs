using System.Collections.Concurrent;
using Titer.Batch;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Plant.Tests.Batches;

[assembly: AssemblyFixture(typeof(RecordedBatches))]

namespace Titer.Plant.Tests.Batches;

/// <summary>Batches that were run to their end once for all tests that look at them; their records are gone with the last test.</summary>
public sealed class RecordedBatches : IDisposable
{
    /// <summary>Hour of the faults, and length of the batches that have one.</summary>
    public const double FaultHour = 30, FaultBatchHours = 72;

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<(string File, RunSummary Summary)>> _runs = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    /// <summary>A dense culture of 72 h in which the fault begins at hour 30.</summary>
    public (BatchRecord Record, RunSummary Summary) WithFault(string fault) =>
        Read(_runs.GetOrAdd($"fault-{fault}", name => new(() => Run(name, ShortRecipe.Of(FaultBatchHours, cells: 3), 5, $"{fault}@{FaultHour}"))).Value);

    /// <summary>The record file of a batch of ten hours with a lost reference electrode from hour 4 to 5.</summary>
    public string TenHours(ulong seed) =>
        _runs.GetOrAdd($"ten-{seed}", name => new(() => Run(name, ShortRecipe.Of(10, cells: 2), seed, "ph-reference-loss@4+1"))).Value.File;

    /// <summary>A dense culture of 60 h under the predictive strategy in which the fault is from hour 30 to 34.</summary>
    public BatchRecord Predictive(string fault) => Read(
        _runs.GetOrAdd($"predictive-{fault}", name => new(() => Run(name, ShortRecipe.Of(60, cells: 3, predictive: true), 5, $"{fault}@{FaultHour}+4"))).Value).Item1;

    /// <summary>The record file of a batch of eight hours under the predictive strategy.</summary>
    public string PredictiveEightHours => _runs.GetOrAdd("predictive-8", name => new(() => Run(name, ShortRecipe.Of(8, cells: 2, predictive: true), 3))).Value.File;

    private static (BatchRecord, RunSummary) Read((string File, RunSummary Summary) run) => (BatchRecord.Read(run.File), run.Summary);

    private (string, RunSummary) Run(string name, Recipe recipe, ulong seed, params ReadOnlySpan<string> faults)
    {
        string file = _folder[name + ".db"];
        using BatchRun run = BatchRun.Start(ShortRecipe.Header(recipe, seed, faults), SqliteRecord.Create(file));
        while (!run.HasEnded) run.Step();
        return (file, run.Finish());
    }
}
