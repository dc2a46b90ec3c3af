using System.Text.Json;

namespace Titer.App.Tests.Commands;

public sealed class MonitorTests(Bench bench)
{
    [Fact]
    public void The_oxygen_and_pH_of_48_real_cultures_are_watched_in_seconds_and_the_record_replays()
    {
        string frames = Repository.SharedData("presens");
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Run(folder.Path, "monitor", bench.MonitorRecipe, "--frames", frames, "--out", "plate", "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(result.LastLine + "\n", result.Output);
        JsonElement summary = JsonDocument.Parse(result.LastLine).RootElement;
        JsonElement[] cultures = [.. summary.GetProperty("cultures").EnumerateArray()];
        Assert.Equal(Enumerable.Range(0, 48).Select(i => $"culture-{i:00}"), cultures.Select(c => c.GetProperty("culture").GetString()));
        Assert.Contains("cannot be told", cultures[42].GetProperty("lag_end_missing").GetString(), StringComparison.Ordinal);
        Assert.Equal(47, cultures.Count(c => c.GetProperty("exhausted_h").ValueKind == JsonValueKind.Number && c.GetProperty("exhausted_u_h").GetDouble() > 0));
        Assert.InRange(summary.GetProperty("readings").GetInt32(), 100_000, 110_000);
        foreach (string key in (string[])["record", "report"]) Assert.True(File.Exists(Path.Combine(folder.Path, summary.GetProperty(key).GetString()!)), key);
        // 10 s are promised on a machine that does nothing else; here other tests and builds run beside.
        Assert.InRange(summary.GetProperty("wall_s").GetDouble(), 0, 25);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "verify", "plate").ExitCode);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", "plate").ExitCode);

        TiterProcess.Result resumed = TiterProcess.Run(folder.Path, "run", "--resume", "plate");
        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains("monitoring", resumed.Error, StringComparison.Ordinal);
    }
}
