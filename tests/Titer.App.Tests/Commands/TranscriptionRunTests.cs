using System.Text.Json;

namespace Titer.App.Tests.Commands;

public sealed class TranscriptionRunTests(Bench bench)
{
    private string ShortRecipe()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Recipes, "mrna-ivt.yaml"))
            .Replace("feed-time:               { value: 3,", "feed-time:               { value: 0.5,", StringComparison.Ordinal)
            .Replace("reaction-time:           { value: 4,", "reaction-time:           { value: 1,", StringComparison.Ordinal);
        return bench.Write("short-mrna.yaml", text);
    }

    [Fact]
    public void A_transcription_is_checked_run_verified_replayed_and_reported_like_a_culture()
    {
        using var folder = new TempFolder();
        string recipe = ShortRecipe();
        Assert.Equal(0, TiterProcess.Run(folder.Path, "check", recipe).ExitCode);
        TiterProcess.Result run = TiterProcess.Run(folder.Path, "run", recipe, "--seed", "204", "--out", "mrna", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement summary = JsonDocument.Parse(run.LastLine).RootElement;
        Assert.Equal("Complete", summary.GetProperty("state").GetString());
        foreach (string key in (string[])["rna_g_per_l", "rna_g", "dsrna_percent", "integrity_percent", "capped_percent", "volume_l", "RNA_standard_uncertainty"])
            Assert.True(summary.GetProperty(key).GetDouble() >= 0, key);
        Assert.True(summary.GetProperty("decisions").TryGetProperty("strategy/predictive", out _));
        Assert.Contains("the run completed", TiterProcess.Run(folder.Path, "verify", "mrna").Output, StringComparison.Ordinal);
        Assert.Contains("identical, bit for bit", TiterProcess.Run(folder.Path, "replay", "mrna").Output, StringComparison.Ordinal);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "report", "mrna", "--picture", "mrna.png").ExitCode);
        Assert.True(File.Exists(folder["mrna.png"]));
    }

    [Fact]
    public void A_fault_of_a_culture_is_refused_by_a_transcription() => Assert.Contains(
        "there is no fault 'do-dropout'; known are atp-pump-stuck",
        TiterProcess.Run(bench.Folder, "run", ShortRecipe(), "--fault", "do-dropout@1").Error, StringComparison.Ordinal);
}
