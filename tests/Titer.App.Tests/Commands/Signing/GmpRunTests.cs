using System.Text.RegularExpressions;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;

namespace Titer.App.Tests.Commands.Signing;

/// <summary>A run in GMP mode: from versions in force, under accounts, with two persons where the recipe asks for two.</summary>
public sealed class GmpRunTests(Bench bench)
{
    [Fact]
    public void A_run_in_GMP_mode_starts_from_versions_in_force_only_and_knows_who_did_what()
    {
        using var site = new TestSite();
        foreach ((string name, Role role) in ((string, Role)[])[("egon", Role.Engineer), ("rut", Role.Quality), ("ola", Role.Operator), ("eva", Role.Supervisor)])
            site.Add(name, role);
        string recipe = bench.Write("gmp.yaml", File.ReadAllText(bench.Recipe)
            .Replace("until: confirm \"Inoculum added and sampled\"", "until: confirm \"Inoculum added and sampled\" by two", StringComparison.Ordinal));
        string folder = bench.Folder, word = TestSite.Password + "\n";
        string[] gmp = ["run", recipe, "--gmp", "--out", Path.Combine(site.Folder, "run")];

        SigningTests.Refused(Titer("ola", word, gmp), "gmp.yaml: not run in GMP mode: this recipe");
        SigningTests.Refused(Titer("ola", word, "documents", "add", recipe, "--reason", "New"), "engineer may add it, not operator");
        TiterProcess.Result added = Titer("egon", word, "documents", "add", recipe, "--reason", "First version");
        Assert.True(added.ExitCode == 0, added.Error);
        string[] ids = [.. Regex.Matches(added.Output, @"\S+/\S+@\d+").Select(m => m.Value)];
        Assert.Equal(["recipe/gmp@1", "equipment/bioreactor-200l@1", "calibration/raman.bioreactor@1", "model/cho-fed-batch.gmp@1"], ids);
        Assert.Equal(0, Titer("rut", word, ["documents", "review", .. ids, "--reason", "Looked through"]).ExitCode);
        SigningTests.Refused(Titer("ola", word, gmp), "this recipe is recipe/gmp@1, which is reviewed and not effective");
        Assert.Equal(0, Titer("rut", word, ["documents", "effect", .. ids, "--reason", "Released for use"]).ExitCode);

        SigningTests.Refused(Titer("egon", word, gmp), "may not run a batch");
        SigningTests.Refused(Titer("ola", word, [.. gmp, "--fault", "ph-drift@2"]), "--fault cannot be given with --gmp");
        SigningTests.Refused(Titer("ola", word, [.. gmp, "--auto-confirm", "true"]), "--auto-confirm cannot be given with --gmp");
        SigningTests.Refused(TiterProcess.Run(folder, gmp), "give --user");
        // Ola starts and confirms first, cannot be the second as well, Eva is; then nobody answers, and the run is resumed under an account.
        TiterProcess.Result begun = Titer("ola", $"{word}yes\n{word}yes\nola\n{word}yes\neva\n{word}", gmp);
        Assert.Contains("nobody answers here", begun.Error, StringComparison.Ordinal);
        string run = gmp[^1];
        SigningTests.Refused(TiterProcess.Run(folder, "run", "--resume", run), "give --user");
        TiterProcess.Result ended = Titer("eva", $"{word}yes\n{word}", "run", "--resume", run);
        Assert.True(ended.ExitCode == 0, ended.Error);

        Assert.Equal(0, TiterProcess.Run(folder, "replay", run).ExitCode);
        using SqliteRecord record = SqliteRecord.Open(run);
        Assert.True(ChainVerifier.Verify(record) is { Ok: true, Completed: true });
        RunHeader header = RunHeader.ReadFrom(record, run);
        Assert.Equal("Person ola", header.StartedBy!.Name);
        Assert.Equal(ids, header.Gmp!.Versions.Select(v => v.Document));
        Assert.All(header.Gmp.Versions, v => Assert.Equal("Person rut", v.ApprovedBy.Name));
        var decoder = new EntryDecoder();
        Event[] events = [.. record.Read().Where(e => e.Kind == EntryKind.Event).Select(decoder.Event)];
        Assert.Equal(["Person ola", "Person eva", "Person eva"], events.Where(e => e.Code == "confirm.accepted").Select(e => e.Data["person"]));
        Assert.Equal("Person ola", Assert.Single(events, e => e.Code == "confirm.refused").Data["person"]);
        Assert.Equal("Person eva", Assert.Single(events, e => e.Code == RunHeader.Resumed).Data["person"]);
        Assert.All(events.Where(e => e.Code is "confirm.accepted" or "confirm.refused"), e => Assert.True(e.Data.ContainsKey("person-id")));

        // A changed byte is another recipe; and who acted does not review.
        File.AppendAllText(recipe, "# changed\n");
        SigningTests.Refused(Titer("ola", word, [.. gmp[..^1], Path.Combine(site.Folder, "other")]), "is no version of the site");
        SigningTests.Refused(Titer("eva", word, "sign", run, "--meaning", "reviewed"), "Person eva executed the run");
        Assert.Equal(0, Titer("ola", word, "sign", run, "--meaning", "executed").ExitCode);

        // The next version: its difference, and a trail that verifies over all of it.
        Assert.Equal(0, Titer("egon", word, "documents", "add", recipe, "--reason", "A remark").ExitCode);
        TiterProcess.Result difference = TiterProcess.Run(folder, "documents", "diff", "recipe/gmp@1", "recipe/gmp@2", "--site", site.Folder);
        Assert.Contains("+ # changed", difference.Output, StringComparison.Ordinal);
        Assert.Contains("recipe/gmp@2", TiterProcess.Run(folder, "documents", "list", "--site", site.Folder).Output, StringComparison.Ordinal);
        Assert.True(site.Site.Settings.Trail.Verify().Ok, site.Site.Settings.Trail.Verify().ToString());

        TiterProcess.Result Titer(string user, string input, params string[] arguments) =>
            TiterProcess.Answering(folder, input, [.. arguments, "--site", site.Folder, "--user", user, "--password-stdin"]);
    }
}
