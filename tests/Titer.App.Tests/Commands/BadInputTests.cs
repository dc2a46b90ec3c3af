namespace Titer.App.Tests.Commands;

public sealed class BadInputTests(Bench bench)
{
    /// <summary>One sentence on standard error, exit code 2, and nothing left behind.</summary>
    private static void Refused(TempFolder folder, string said, params string[] arguments)
    {
        string[] before = Everything();
        TiterProcess.Result result = TiterProcess.Run(folder.Path, arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
        string sentence = Assert.Single(result.Error.TrimEnd('\n').Split('\n'), l => l != "See 'titer --help'.");
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.Equal(before, Everything());

        string[] Everything() => [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    public static TheoryData<string, string> CommandLines => new()
    {
        { "walk", "walk" },
        { "run RECIPE --sed 3", "--sed" },
        { "run RECIPE --seed many", "many" },
        { "run RECIPE --seed -1", "-1" },
        { "run", "name the recipe to run" },
        { "check", "" },
        { "run missing.yaml", "missing.yaml" },
        { "check missing.yaml", "missing.yaml" },
        { "run RECIPE --fault fire@3", "there is no fault 'fire'; known are do-dropout" },
        { "run RECIPE --fault ph-drift@noon", "not a number of hours" },
        { "run RECIPE --fault ph-drift", "write ph-drift@100" },
        { "run RECIPE --fault ph-drift@-3", "not a number of hours" },
        { "run RECIPE --fault ph-drift@3+0", "the duration is not a number of hours" },
        { "run RECIPE --fault ph-drift@NaN", "not a number of hours" },
        { "run RECIPE --decide-within soon", "--decide-within soon: a decision takes a number of milliseconds" },
        { "run RECIPE --decide-within 0", "a number of milliseconds above 0" },
        { "run --resume nowhere --decide-within 5", "--decide-within cannot be given with --resume" },
        { "run MONITOR", "titer monitor" },
        { "monitor RECIPE --frames .", "" },
        { "monitor MONITOR", "--frames" },
        { "monitor MONITOR --frames nowhere", "nowhere" },
        { "monitor MONITOR --frames .", "no CSV file" },
        { "verify nowhere", "nowhere: there is no run of this name" },
        { "replay nowhere", "nowhere: there is no run of this name" },
        { "report nowhere", "nowhere: there is no run of this name" },
        { "run --resume nowhere", "nowhere: there is no run of this name" },
        { "run --resume nowhere --seed 3", "--seed cannot be given with --resume" },
    };

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void A_wrong_command_line_is_one_sentence_and_exit_code_2(string line, string said)
    {
        using var folder = new TempFolder();
        Refused(folder, said, [.. line.Split(' ').Select(a => a switch { "RECIPE" => bench.Recipe, "MONITOR" => bench.MonitorRecipe, _ => a })]);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public void A_recipe_with_a_mistake_is_refused_with_file_and_line(string command)
    {
        string[] lines = Bench.Shortened(8).Split('\n');
        int at = Array.FindIndex(lines, l => l.Contains("until: temperature within", StringComparison.Ordinal));
        lines[at] = lines[at].Replace("temperature within", "temprature within", StringComparison.Ordinal);
        string recipe = bench.Write($"mistake-{command}.yaml", string.Join('\n', lines));
        using var folder = new TempFolder();
        Refused(folder, $"mistake-{command}.yaml:{at + 1}: ", command, recipe);
    }

    [Fact]
    public void A_folder_that_holds_a_record_is_not_written_to()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(folder["run/record.db"], "mine");
        Refused(folder, "a record is never overwritten", "run", bench.Recipe, "--out", "run");
        Assert.Equal("mine", File.ReadAllText(folder["run/record.db"]));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["file"], "");
        Refused(folder, "cannot be made", "run", bench.Recipe, "--out", "file/run");
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("report")]
    [InlineData("run --resume")]
    public void A_file_that_is_no_record_is_refused(string command)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(folder["run/record.db"], new string('x', 5000));
        if (command == "replay")
        {
            // The chain is checked before it is replayed, and that there is none is the answer.
            TiterProcess.Result result = TiterProcess.Run(folder.Path, "replay", "run");
            Assert.Equal(1, result.ExitCode);
            Assert.Contains("BROKEN at entry 1", result.Output, StringComparison.Ordinal);
            return;
        }
        Refused(folder, "record.db", [.. command.Split(' '), "run"]);
    }

    [Theory]
    [InlineData("2021-09-15T15:25:25.000Z,ninety,0", "o2.csv:3: 'ninety' in column Presens_data.O2_value is not a number.")]
    [InlineData("yesterday,90,0", "o2.csv:3: 'yesterday' is not a time")]
    [InlineData("2021-09-15T15:25:25.000Z,90,A1", "o2.csv:3: 'A1' is not a position")]
    [InlineData("2021-09-15T15:25:25.000Z", "o2.csv:3: ")]
    public void A_wrong_line_of_a_file_of_frames_is_refused_with_file_and_line(string line, string said)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["frames"]);
        File.WriteAllText(folder["frames/o2.csv"], $"time,Presens_data.O2_value,position\n2021-09-15T15:24:25.000Z,91,0\n{line}\n");
        Refused(folder, said, "monitor", bench.MonitorRecipe, "--frames", "frames");
    }
}
