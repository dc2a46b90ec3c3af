using Titer.Core;
using Titer.Records;

namespace Titer.App.Tests.Commands;

/// <summary>Runs whose questions a person answers at the console.</summary>
public sealed class OperatorTests(Bench bench)
{
    private static List<Event> Answers(string run)
    {
        using SqliteRecord record = SqliteRecord.Open(run);
        var decoder = new EntryDecoder();
        return [.. record.Read().Where(e => e.Kind == EntryKind.Event).Select(decoder.Event).Where(e => e.Kind == EventKind.Operator && e.Data.GetValueOrDefault("person", "titer run") != "titer run")];
    }

    [Fact]
    public void A_batch_waits_for_yes_and_the_answers_are_in_a_record_that_replays()
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Answering(folder.Path, "no\nyes\nYES\n", "run", bench.Recipe, "--out", "run", "--auto-confirm", "false");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(2, result.Output.Split("Inoculum added and sampled? [yes/no]").Length - 1);
        Assert.Contains("Harvest line connected? [yes/no]", result.Output, StringComparison.Ordinal);
        List<Event> answers = Answers(folder["run"]);
        Assert.Equal(["Inoculum added and sampled", "Harvest line connected"], answers.Select(e => e.Data["question"]));
        Assert.All(answers, e => Assert.Equal(("confirm.accepted", Environment.UserName), (e.Code, e.Data["person"])));
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", "run").ExitCode);
    }

    [Fact]
    public void A_held_batch_does_what_the_operator_says()
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Answering(folder.Path, "yes\nwait\nrestart\nyes\n", "run", bench.Recipe, "--out", "run", "--auto-confirm", "false", "--fault", "stirrer-trip@2+0.5");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(2, result.Output.Split("The batch is held. [restart/stop/abort/wait]").Length - 1);
        Assert.Contains(Answers(folder["run"]), e => e.Code == "command.accepted" && e.Data["command"] == "Restart" && e.Data["person"] == Environment.UserName);
        Assert.Contains("Complete after", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", "run").ExitCode);
    }

    [Fact]
    public void An_operator_takes_a_held_batch_by_hand_and_the_batch_record_lists_it_by_person()
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Answering(folder.Path, "yes\nhand jacket 36 cleaning the probe\nhand jacket 99 too hot\nset pH much\nauto jacket\n"
            + "fault do-dropout a lesson\nwait\nrestart\nyes\n", "run", bench.Recipe, "--out", "run", "--auto-confirm", "false", "--fault", "stirrer-trip@2+0.5");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("'much' is not a number.", result.Output, StringComparison.Ordinal);
        Assert.Equal([("jacket", "accepted"), ("jacket", "refused"), ("jacket", "accepted"), ("do-dropout", "accepted")],
            Answers(folder["run"]).Where(e => e.Data.ContainsKey("intervention")).Select(e => (e.Data["target"], e.Code["intervention.".Length..])));
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", "run").ExitCode);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "record", "run", "--html", "record.html").ExitCode);
        string record = File.ReadAllText(folder["record.html"]);
        Assert.Contains("Interventions by person", record, StringComparison.Ordinal);
        Assert.Contains("cleaning the probe", record, StringComparison.Ordinal);
    }

    [Fact]
    public void A_held_batch_that_is_stopped_ends_stopped()
    {
        using var folder = new TempFolder();
        TiterProcess.Result result = TiterProcess.Answering(folder.Path, "yes\nstop\n", "run", bench.Recipe, "--out", "run", "--auto-confirm", "false", "--fault", "stirrer-trip@2+0.5");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("Stopped after", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_answers_the_run_is_kept_and_goes_on_when_somebody_does()
    {
        using var folder = new TempFolder();
        TiterProcess.Result closed = TiterProcess.Answering(folder.Path, "yes\n", "run", bench.Recipe, "--out", "run", "--auto-confirm", "false");
        Assert.Equal(2, closed.ExitCode);
        string sentence = Assert.Single(closed.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains("titer run --resume run", sentence, StringComparison.Ordinal);
        Verification kept = ChainVerifier.Verify(folder["run"]);
        Assert.True(kept is { Ok: true, Completed: false });
        // Nothing is lost up to the question that nobody answered.
        using (SqliteRecord record = SqliteRecord.Open(folder["run"]))
        {
            var decoder = new EntryDecoder();
            Event last = record.Read().Where(e => e.Kind == EntryKind.Event).Select(decoder.Event).Last(e => e.Code.StartsWith("confirm.", StringComparison.Ordinal));
            Assert.Equal("Harvest line connected", last.Data["question"]);
        }

        TiterProcess.Result resumed = TiterProcess.Answering(folder.Path, "yes\n", "run", "--resume", "run");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("Complete after", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(0, TiterProcess.Run(folder.Path, "replay", "run").ExitCode);
    }
}
