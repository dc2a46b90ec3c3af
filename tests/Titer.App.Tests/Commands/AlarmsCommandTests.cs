using System.Text.Json;

namespace Titer.App.Tests.Commands;

/// <summary><c>titer alarms</c> on a finished run in which oxygen was lost for an hour and light fell on the pH chip.</summary>
public sealed class AlarmsCommandTests(Bench bench)
{
    [Fact]
    public void Each_alarm_is_told_with_begin_end_and_what_to_do_and_the_figures_count_it()
    {
        TiterProcess.Result result = TiterProcess.Run(bench.Folder, "alarms", bench.Finished, "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement told = JsonDocument.Parse(result.LastLine).RootElement;
        JsonElement[] history = [.. told.GetProperty("runs")[0].GetProperty("history").EnumerateArray()];
        JsonElement oxygen = history.First(h => h.GetProperty("alarm").GetString() == "DO.quality");
        Assert.Equal("high", oxygen.GetProperty("priority").GetString());
        Assert.InRange((oxygen.GetProperty("went").GetDateTime() - oxygen.GetProperty("came").GetDateTime()).TotalHours, 0.9, 1.5);
        Assert.Contains("optode", oxygen.GetProperty("response").GetString(), StringComparison.Ordinal);
        JsonElement figures = told.GetProperty("figures");
        int shown = history.Sum(h => h.GetProperty("shown").GetArrayLength());
        Assert.Equal(shown, figures.GetProperty("alarms").GetInt32());
        Assert.Equal(shown / (6 * figures.GetProperty("hours").GetDouble()), figures.GetProperty("average_per_10_min").GetDouble(), 9);
        Assert.Equal(1.0, figures.GetProperty("shares").EnumerateObject().Sum(s => s.Value.GetDouble()), 9);
    }

    [Fact]
    public void The_history_goes_into_a_file_and_several_runs_are_one_figure()
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Run(bench.Folder, "alarms", bench.Finished, bench.Finished, "--csv", folder["alarms.csv"]);
        Assert.True(result.ExitCode == 0, result.Error);
        string[] lines = File.ReadAllLines(folder["alarms.csv"]);
        Assert.StartsWith("unit,alarm,priority,", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(l => l.Contains(",DO.quality,High,", StringComparison.Ordinal)));
        Assert.Contains("nobody acknowledged it", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "--json")]
    [InlineData("recipes/short.yaml", "--json")]
    public void What_is_no_run_is_one_sentence(string run, string option)
    {
        TiterProcess.Result result = TiterProcess.Run(bench.Folder, "alarms", run, option);
        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Alarms_are_shared_by_one_operator_at_least()
    {
        TiterProcess.Result result = TiterProcess.Run(bench.Folder, "alarms", bench.Finished, "--operators", "0");
        Assert.Equal((2, "--operators 0: at least one operator is there."), (result.ExitCode, result.Error.Trim()));
    }
}
