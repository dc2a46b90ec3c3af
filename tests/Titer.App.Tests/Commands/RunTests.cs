using System.Text.Json;

namespace Titer.App.Tests.Commands;

public sealed class RunTests(Bench bench)
{
    [Fact]
    public void The_summary_as_JSON_is_one_line_and_names_what_came_of_the_batch()
    {
        Assert.Equal(bench.FinishedResult.LastLine + "\n", bench.FinishedResult.Output);
        Assert.Equal("", bench.FinishedResult.Error);
        JsonElement summary = bench.Summary;
        Assert.Equal("Complete", summary.GetProperty("state").GetString());
        Assert.InRange(summary.GetProperty("hours").GetDouble(), 8, 24);
        Assert.InRange(summary.GetProperty("titre_g_per_l").GetDouble(), 0.0001, 1);
        Assert.InRange(summary.GetProperty("titre_standard_uncertainty").GetDouble(), 1e-6, 1);
        Assert.InRange(summary.GetProperty("volume_l").GetDouble(), 120, 200);
        Assert.Equal(2, summary.GetProperty("ladder_steps").GetInt32());
        foreach (string tag in (string[])["glucose", "pH", "DO", "temperature"])
            Assert.InRange(summary.GetProperty("in_specification").GetProperty(tag).GetDouble(), 0.5, 1);
        Assert.Equal(64, summary.GetProperty("head").GetString()!.Length);
        foreach (string key in (string[])["record", "report"]) Assert.True(File.Exists(Path.Combine(bench.Folder, summary.GetProperty(key).GetString()!)), key);
        foreach (string key in (string[])["peak_vcd_1e9_per_l", "alarms", "interlocks", "entries", "wall_s"]) Assert.Equal(JsonValueKind.Number, summary.GetProperty(key).ValueKind);
        Assert.Equal(["record.db", "report.html"], Directory.GetFiles(bench.Finished).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void In_text_the_batch_is_told_as_it_goes_and_ends_with_a_summary_in_a_numbered_folder()
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Run(folder.Path, "run", bench.Recipe, "--seed", "7", "--fault", "do-dropout@3+1", "--fault", "ph-light@5");
        Assert.True(result.ExitCode == 0, result.Error);
        foreach (string said in (string[])["Phase Growth started.", "DO steps down to hold", "DO steps up to pid", "Complete after", "Titre at harvest", "In specification    glucose", "Alarms", "Record", "Report"])
            Assert.Contains(said, result.Output, StringComparison.Ordinal);
        string run = Assert.Single(Directory.GetDirectories(folder["runs"]));
        Assert.Equal("short-001", Path.GetFileName(run));
        // The same recipe, seed and faults: the very same record as the run with --json.
        TiterProcess.Result verified = TiterProcess.Run(folder.Path, "verify", "short-001");
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains(bench.Summary.GetProperty("head").GetString()!, verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_verifies_replays_and_reports()
    {
        TiterProcess.Result verified = TiterProcess.Run(bench.Folder, "verify", bench.Finished);
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("the run completed", verified.Output, StringComparison.Ordinal);

        TiterProcess.Result replayed = TiterProcess.Run(bench.Folder, "replay", bench.Finished);
        Assert.Equal(0, replayed.ExitCode);
        Assert.Contains("identical, bit for bit", replayed.Output, StringComparison.Ordinal);

        TiterProcess.Result reported = TiterProcess.Run(bench.Folder, "report", bench.Finished, "--out", "again.html", "--picture", "batch.png");
        Assert.Equal(0, reported.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(bench.Finished, "report.html")), File.ReadAllText(Path.Combine(bench.Folder, "again.html")));
        byte[] png = File.ReadAllBytes(Path.Combine(bench.Folder, "batch.png"));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal((1600, 1200), (png[18] << 8 | png[19], png[22] << 8 | png[23]));
        Assert.InRange(png.Length, 50_000, 2_000_000);
    }

    [Fact]
    public void The_figures_of_a_report_as_JSON_are_one_line_with_the_consistency_of_every_reading()
    {
        TiterProcess.Result reported = TiterProcess.Run(bench.Folder, "report", bench.Finished, "--out", "figures.html", "--json");
        Assert.Equal((0, reported.LastLine + "\n"), (reported.ExitCode, reported.Output));
        JsonElement figures = JsonDocument.Parse(reported.LastLine).RootElement;
        Assert.True(figures.GetProperty("verified").GetBoolean() && figures.GetProperty("completed").GetBoolean());
        Assert.Equal(bench.Summary.GetProperty("head").GetString(), figures.GetProperty("head").GetString());
        Assert.Equal(JsonValueKind.Object, figures.GetProperty("decisions").ValueKind);
        JsonElement oxygen = figures.GetProperty("consistency").GetProperty("bioreactor").GetProperty("DO");
        Assert.InRange(oxygen.GetProperty("used").GetInt32(), 400, 1000);
        // An hour without fluorescence from hour 3 on: its readings are bad, and none is used.
        Assert.InRange(oxygen.GetProperty("rejected").GetInt32(), 55, 70);
        Assert.True(oxygen.GetProperty("interval_low").GetDouble() < 1 && oxygen.GetProperty("interval_high").GetDouble() > 1);
        Assert.Contains(oxygen.GetProperty("verdict").GetString(), (string[])["consistent", "too-sure", "cautious"]);
    }

    [Fact]
    public void A_recipe_is_checked_against_its_equipment()
    {
        TiterProcess.Result result = TiterProcess.Run(Repository.Root, "check", "recipes/cho-antigen.yaml");
        Assert.Equal(0, result.ExitCode);
        foreach (string phase in (string[])["Inoculate", "Settle", "Growth", "Production", "Cool"]) Assert.Contains(phase, result.Output, StringComparison.Ordinal);
    }
}
