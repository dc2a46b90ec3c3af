using System.Collections.Immutable;
using System.Globalization;
using Titer.App.Plots;
using Titer.Core;

namespace Titer.App.Laboratory.Uploads;

/// <summary>What a page shows of a <see cref="SensingResult"/>, without the files that it came from.</summary>
/// <param name="Yes">False when the answer is no (exit code 1 of the command).</param>
/// <param name="Text">What the command prints.</param>
/// <param name="Json">What it prints with <c>--json</c>.</param>
/// <param name="Measurements">The first of them.</param>
/// <param name="All">How many there are.</param>
/// <param name="Worst">Quality of the worst of all; null when there are none.</param>
public sealed record LaboratoryFinding(
    bool Yes, string Text, string Json, ImmutableArray<Measurement> Measurements, int All, Ne107? Worst, ImmutableArray<StepPicture> Steps)
{
    // A page with more rows helps nobody.
    private const int MostRows = 200;

    /// <param name="folder">Of the files, whose places are not shown.</param>
    internal static LaboratoryFinding Of(SensingResult result, UploadFolder folder, CancellationToken stop)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        result.Print(text);
        return new LaboratoryFinding(
            result.ExitCode == 0, folder.Shown(text.ToString()), folder.Shown(result.ToJson()), [.. result.Measurements.Take(MostRows)],
            result.Measurements.Count, result.Measurements.Count == 0 ? null : result.Measurements.Max(m => m.Quality.Status), Pictures(result.Steps(), folder, stop));
    }

    internal static ImmutableArray<StepPicture> Pictures(ImmutableArray<ProcessingStep> steps, UploadFolder folder, CancellationToken stop)
    {
        var pictures = ImmutableArray.CreateBuilder<StepPicture>();
        foreach (ProcessingStep step in steps.Where(s => s.Panels.Length > 0))
        {
            stop.ThrowIfCancellationRequested();
            IEnumerable<string> titles = step.Panels.Select(p => p.Title).Where(t => t.Length > 0);
            pictures.Add(new StepPicture(step.Name, folder.Shown(string.Join("; ", titles)), new Figure("", step.Panels, step.Columns).ToPng()));
        }
        return pictures.ToImmutable();
    }
}
