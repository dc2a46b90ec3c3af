namespace Titer.App.Tests.Commands;

/// <summary>The way of a signed record from the run to somebody who checks it elsewhere.</summary>
public sealed class SignedRunTests(Bench bench)
{
    [Fact]
    public void A_run_is_signed_exported_and_verified_by_who_knows_the_key()
    {
        using var folder = new TempFolder();
        string finished = bench.Finished;
        TiterProcess.Result shown = TiterProcess.Run(folder.Path, "key", "show");
        string key = shown.Output[..64];
        TiterProcess.Result exported = TiterProcess.Run(folder.Path, "export", finished, "batch.titer");
        Assert.True(exported.ExitCode == 0, exported.Error);
        TiterProcess.Result verified = TiterProcess.Run(folder.Path, "verify", "batch.titer", "--trust", key);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        Assert.Contains($"over the last entry by the key {key}", verified.Output, StringComparison.Ordinal);
        Assert.Contains(bench.Summary.GetProperty("head").GetString()!, verified.Output, StringComparison.Ordinal);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", "batch.titer").ExitCode);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "report", "batch.titer", "--out", "report.html").ExitCode);

        TiterProcess.Result strange = TiterProcess.Run(folder.Path, "verify", "batch.titer", "--trust", new string('0', 64));
        Assert.Equal(1, strange.ExitCode);
        Assert.Contains("trusted key", strange.Output, StringComparison.Ordinal);
        Assert.Equal(2, TiterProcess.Run(folder.Path, "verify", "batch.titer", "--trust", "abc").ExitCode);
        Assert.Equal(2, TiterProcess.Run(folder.Path, "export", finished, "batch.titer").ExitCode);
        Assert.Equal(2, TiterProcess.Run(folder.Path, "run", "--resume", "batch.titer").ExitCode);

        string[] lines = File.ReadAllLines(folder["batch.titer"]);
        File.WriteAllLines(folder["cut.titer"], lines[..^2]);
        TiterProcess.Result cut = TiterProcess.Run(folder.Path, "verify", "cut.titer");
        Assert.Equal(1, cut.ExitCode);
        Assert.Contains("BROKEN at entry", cut.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_rotated_and_introduced_by_the_old_one()
    {
        using var folder = new TempFolder();
        string old = TiterProcess.Run(folder.Path, "key", "show", "--key", "mine.pem").Output[..64];
        TiterProcess.Result rotated = TiterProcess.Run(folder.Path, "key", "rotate", "--key", "mine.pem");
        Assert.StartsWith($"{old}  introduced the next one", rotated.Output, StringComparison.Ordinal);
        Assert.EndsWith("signs\n", rotated.Output, StringComparison.Ordinal);
        Assert.Equal(2, TiterProcess.Run(folder.Path, "key", "rotate", "--key", "nowhere.pem").ExitCode);
        Assert.Equal(2, TiterProcess.Run(folder.Path, "run", bench.Recipe, "--key", folder.Path).ExitCode);
    }
}
