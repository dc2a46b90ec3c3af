using System.Collections.Concurrent;
using System.Text;
using Titer.Batch;
using Titer.Field.Simulated;
using Titer.Plant.Running;
using Titer.Plant.Tests.Batches;
using Titer.Plant.Tests.Transcription;
using Titer.Records;
using Titer.Sensing.Raman;

[assembly: AssemblyFixture(typeof(TranscriptionRuns))]

namespace Titer.Plant.Tests.Transcription;

/// <summary>Transcriptions of the shipped recipe, shortened, run once for all tests that look at them; their records are gone with the last test.</summary>
public sealed class TranscriptionRuns : IDisposable
{
    private static readonly Lazy<RamanCalibration> Calibration = new(() => Units.Transcription.Calibrate()!);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<(string File, RunSummary Summary)>> _runs = new(StringComparer.Ordinal);

    /// <summary>Of the Raman probe of a transcription.</summary>
    public static RamanCalibration Raman => Calibration.Value;

    public static Recipe Shipped { get; } = Recipe.Load(Path.Combine(Repository.Recipes, "mrna-ivt.yaml"));

    public void Dispose() => _folder.Dispose();

    /// <summary>An hour and a half of reaction on the linear feed, then DNase and EDTA.</summary>
    public (BatchRecord Record, RunSummary Summary, string File) Linear(params string[] faults) => Of(predictive: false, faults);

    /// <summary>The same under the predictive strategy.</summary>
    public (BatchRecord Record, RunSummary Summary, string File) Predictive(params string[] faults) => Of(predictive: true, faults);

    public static RunHeader Header(bool predictive, params string[] faults) => StandardRun.Header(
        Reaction(predictive), Calibration.Value, 203, [.. faults.Select(f => Fault.Parse(f, SimulatedLine.Faults))]);

    private (BatchRecord Record, RunSummary Summary, string File) Of(bool predictive, string[] faults)
    {
        string name = $"{(predictive ? "predictive" : "linear")} {string.Join(' ', faults)}";
        (string file, RunSummary summary) = _runs.GetOrAdd(name, n => new(() => Run(_folder[n + ".db"], Header(predictive, faults)))).Value;
        return (BatchRecord.Read(file), summary, file);
    }

    private static (string, RunSummary) Run(string file, RunHeader header)
    {
        using BatchRun run = BatchRun.Start(header, SqliteRecord.Create(file));
        while (!run.HasEnded) run.Step();
        return (file, run.Finish());
    }

    /// <summary>The shipped recipe with an hour and a half of reaction.</summary>
    public static string Short(bool predictive)
    {
        string text = Encoding.UTF8.GetString(Shipped.Files[0].Content.AsSpan())
            .Replace("feed-time:               { value: 3,", "feed-time:               { value: 1,", StringComparison.Ordinal)
            .Replace("reaction-time:           { value: 4,", "reaction-time:           { value: 1.5,", StringComparison.Ordinal);
        if (predictive) return text;
        int section = text.IndexOf("strategy:\n", StringComparison.Ordinal);
        return text.Remove(section, text.IndexOf("procedure:\n", StringComparison.Ordinal) - section)
            .Replace("            strategy: predictive\n", "", StringComparison.Ordinal);
    }

    public static Recipe OnTheLine(string text) =>
        Recipe.FromFiles(new RecipeFile("short.yaml", [.. Encoding.UTF8.GetBytes(text)]), Shipped.Files[1]);

    // Only what the reactor does.
    private static Recipe Reaction(bool predictive)
    {
        string text = Short(predictive);
        return OnTheLine(text[..text.IndexOf("  - unit-procedure: Purification", StringComparison.Ordinal)]);
    }
}
