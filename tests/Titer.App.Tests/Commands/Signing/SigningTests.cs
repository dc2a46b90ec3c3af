using System.Text.Json;
using Titer.App.People;
using Titer.App.Tests.Sites;

namespace Titer.App.Tests.Commands.Signing;

/// <summary>People sign a finished run, each with the password.</summary>
public sealed class SigningTests(Bench bench)
{
    [Fact]
    public void A_run_is_reviewed_and_approved_by_two_persons_with_their_passwords_and_its_record_stays_what_it_was()
    {
        using var site = new TestSite();
        site.Add("rut", Role.Quality);
        site.Add("quy", Role.Quality);
        string run = bench.CopyOfFinished(), folder = bench.Folder;

        TiterProcess.Result reviewed = Sign("rut", TestSite.Password, "--meaning", "reviewed", "--comment", "Two faults, both assessed.");
        Assert.True(reviewed.ExitCode == 0, reviewed.Error);
        Assert.Contains("not as planned", reviewed.Output, StringComparison.Ordinal);
        Assert.Contains("Signature 1: Person rut (quality) signed reviewed", reviewed.Output, StringComparison.Ordinal);
        Refused(Sign("rut", TestSite.Password, "--meaning", "approved"), "Person rut reviewed the run, and another person approves it");
        Assert.Contains("another person approves it", site.Last(PeopleDirectory.Denied).Message, StringComparison.Ordinal);
        Refused(Sign("quy", "wrong", "--meaning", "approved"), "is not right");
        Refused(Sign("quy", TestSite.Password, "--meaning", "released"), "executed, reviewed, approved or rejected");
        Assert.Equal(0, Sign("quy", TestSite.Password, "--meaning", "approved").ExitCode);
        Assert.Equal(2, site.Count("record.signed"));

        TiterProcess.Result verified = TiterProcess.Run(folder, "verify", run);
        Assert.Contains("the run completed", verified.Output, StringComparison.Ordinal);
        Assert.Contains("People signed: reviewed by Person rut, approved by Person quy.", verified.Output, StringComparison.Ordinal);
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
