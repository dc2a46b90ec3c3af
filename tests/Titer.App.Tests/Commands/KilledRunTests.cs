using Titer.Records;

namespace Titer.App.Tests.Commands;

public sealed class KilledRunTests(Bench bench)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_killed_run_is_sound_up_to_its_last_commit_and_goes_on(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        using (TiterProcess titer = TiterProcess.Start(folder.Path, "run", bench.LongRecipe, "--out", "run", "--seed", $"{seed}"))
        {
            Assert.NotNull(titer.ReadLine());
            Thread.Sleep(random.Next(0, 900));
            titer.Kill();
        }
        Verification killed = ChainVerifier.Verify(folder["run"]);
        Assert.True(killed is { Ok: true, Completed: false }, killed.ToString());
        TiterProcess.Result verified = TiterProcess.Run(folder.Path, "verify", "run");
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("did not complete", verified.Output, StringComparison.Ordinal);

        TiterProcess.Result resumed = TiterProcess.Run(folder.Path, "run", "--resume", "run", "--json");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("\"state\":\"Complete\"", resumed.LastLine, StringComparison.Ordinal);
        Assert.True(ChainVerifier.Verify(folder["run"]) is { Ok: true, Completed: true });
        TiterProcess.Result replayed = TiterProcess.Run(folder.Path, "replay", "run");
        Assert.Equal((0, true), (replayed.ExitCode, replayed.Output.Contains("bit for bit", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ctrl_C_suspends_a_run_with_exit_code_1_and_says_how_to_go_on()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("SIGINT is of Unix");
        using var folder = new TempFolder();
        TiterProcess.Result result;
        using (TiterProcess titer = TiterProcess.Start(folder.Path, "run", bench.LongRecipe, "--out", "run"))
        {
            Assert.NotNull(titer.ReadLine());
            if (IgnoresInterrupts(titer.Id)) Assert.Skip("whoever started the tests has them ignore SIGINT, as a shell does in the background");
            using (var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"kill -INT {titer.Id}"])) kill.WaitForExit();
            result = titer.Wait();
        }
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("go on with: titer run --resume run", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "verify", "run").ExitCode);
        TiterProcess.Result resumed = TiterProcess.Run(folder.Path, "run", "--resume", "run");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("Complete after", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_is_not_resumed()
    {
        TiterProcess.Result result = TiterProcess.Run(bench.Folder, "run", "--resume", bench.CopyOfFinished());
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("nothing to resume", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A signal that is ignored at the start of a process stays ignored in all its children (POSIX, exec).</summary>
    private static bool IgnoresInterrupts(int process) => File.Exists($"/proc/{process}/status")
        && File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is var mask
        && (Convert.ToUInt64(mask[7..].Trim(), 16) & 2) != 0;
}
