using System.Text.Json;
using Titer.App.People;
using Titer.App.Tests.Sites;

namespace Titer.App.Tests.Commands.Signing;

/// <summary>People sign a finished run, each with the password.</summary>
public sealed class SigningTests(Bench bench)
{
    [Fact]
    public void A_run_is_assessed_reviewed_and_approved_by_two_persons_with_their_passwords_and_its_record_stays_what_it_was()
    {
        using var site = new TestSite();
        site.Add("rut", Role.Quality);
        site.Add("quy", Role.Quality);
        string run = bench.CopyOfFinished(), folder = bench.Folder;

        TiterProcess.Result open = TiterProcess.Run(folder, "assess", run);
        Assert.EndsWith("2 alarms to assess; 'titer assess RUN --like ENTRY --comment TEXT --user NAME' assesses all of a line.", open.LastLine, StringComparison.Ordinal);
        string[] alarms = [.. open.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])];
        Refused(Sign("rut", TestSite.Password, "--meaning", "reviewed"), "1 alarm of medium or high severity is not assessed, the first at entry " + alarms[0]);
        TiterProcess.Result assessed = TiterProcess.Answering(folder, TestSite.Password + "\n",
            ["assess", run, "--like", .. alarms, "--comment", "No effect.", "--site", site.Folder, "--user", "rut", "--password-stdin"]);
        Assert.True(assessed.ExitCode == 0, assessed.Error);
        Assert.Contains("People signed: nothing yet; 2 alarms assessed.", assessed.LastLine, StringComparison.Ordinal);

        TiterProcess.Result reviewed = Sign("rut", TestSite.Password, "--meaning", "reviewed", "--comment", "Two faults, both assessed.");
        Assert.True(reviewed.ExitCode == 0, reviewed.Error);
        Assert.Contains("not as planned", reviewed.Output, StringComparison.Ordinal);
        Assert.Contains("Signature 1: Person rut (quality) signed reviewed", reviewed.Output, StringComparison.Ordinal);
        Refused(Sign("rut", TestSite.Password, "--meaning", "approved"), "Person rut reviewed the run, and another person approves it");
        Assert.Contains("another person approves it", site.Last(PeopleDirectory.Denied).Message, StringComparison.Ordinal);
        Refused(Sign("quy", "wrong", "--meaning", "approved"), "is not right");
        Refused(Sign("quy", TestSite.Password, "--meaning", "released"), "executed, reviewed, approved or rejected");
        Assert.Equal(0, Sign("quy", TestSite.Password, "--meaning", "approved").ExitCode);
        Assert.Equal(3, site.Count("record.signed"));

        TiterProcess.Result verified = TiterProcess.Run(folder, "verify", run, "--site", site.Folder);
        Assert.Contains("the run completed", verified.Output, StringComparison.Ordinal);
        Assert.Contains("People signed: reviewed by Person rut, approved by Person quy; 2 alarms assessed.", verified.Output, StringComparison.Ordinal);
        Assert.Contains("notes 3 signatures, voidings and assessments on it", verified.Output, StringComparison.Ordinal);
        // The same run before anybody signed it: sound by itself, and not what the trail knows.
        TiterProcess.Result cut = TiterProcess.Run(folder, "verify", bench.Finished, "--site", site.Folder);
        Assert.Equal(1, cut.ExitCode);
        Assert.Contains($"The trail notes assessment of alarms {alarms[0]}, {alarms[1]} at entry", cut.LastLine, StringComparison.Ordinal);
        Refused(TiterProcess.Run(folder, "run", "--resume", run), "this batch has ended");
        Assert.Equal(0, TiterProcess.Run(folder, "replay", run).ExitCode);

        JsonElement listed = JsonDocument.Parse(TiterProcess.Run(folder, "signatures", run, "--json").LastLine).RootElement;
        Assert.All(listed.GetProperty("signatures").EnumerateArray(), s => Assert.True(s.GetProperty("document_reproduced").GetBoolean()));
        Assert.Equal(site.Last("record.signed").Data["record-head"], listed.GetProperty("head").GetString());

        TiterProcess.Result gone = Sign("quy", TestSite.Password, "--void", "2", "--reason", "The wrong batch was before me");
        Assert.True(gone.ExitCode == 0, gone.Error);
        Assert.Contains("reviewed by Person rut; 1 void", gone.Output, StringComparison.Ordinal);
        Assert.Equal(0, TiterProcess.Run(folder, "export", run, Path.Combine(run, "a.titer")).ExitCode);
        Refused(TiterProcess.Answering(folder, "x\n", "sign", Path.Combine(run, "a.titer"), "--site", site.Folder, "--user", "quy", "--meaning", "rejected", "--password-stdin"),
            "read only");

        TiterProcess.Result Sign(string user, string password, params string[] arguments) =>
            TiterProcess.Answering(folder, password + "\n", ["sign", run, "--site", site.Folder, "--user", user, "--password-stdin", .. arguments]);
    }

    internal static void Refused(TiterProcess.Result result, string why)
    {
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }
}
