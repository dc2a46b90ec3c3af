using Microsoft.Data.Sqlite;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Tests.Sites;

/// <summary>Accounts and audit trail of a site belong together, whatever happens between them.</summary>
public sealed class SiteTests
{
    [Fact]
    public void A_new_site_has_one_administrator_whose_first_password_serves_only_to_set_another()
    {
        using var folder = new TempFolder();
        var site = Site.Create(folder["a"], null, folder["key.pem"], new TestSite.ManualClock(), new PeopleRules { PasswordIterations = 1_000 });
        var people = new PeopleDirectory(site);
        string once = new PeopleAdministration(site, people).AddFirst("ada", "Ada");
        Assert.Equal(AdmissionStatus.PasswordChangeNeeded, people.Authenticate("ada", once).Status);
        Assert.Equal(AdmissionStatus.Admitted, people.ChangePassword("ada", once, null, TestSite.Password).Status);
        Assert.Equal([Role.Administrator], people.Authenticate("ada", TestSite.Password).Required().Roles);
        Assert.Equal(AdmissionStatus.Refused, people.Authenticate("ada", once).Status);
        Assert.Throws<InputException>(() => new PeopleAdministration(site, people).AddFirst("bob", "Bob"));
        Assert.Throws<InputException>(() => Site.Create(folder["a"], null, null, TimeProvider.System));
    }

    [Fact]
    public void The_trail_verifies_with_every_event_vouched_for_and_is_not_called_an_incomplete_run()
    {
        using var site = new TestSite();
        Verification found = site.Site.Settings.Trail.Verify();
        Assert.True(found.Ok, found.Reason);
        Assert.True(found.IsTrail);
        Assert.Equal(found.Entries, found.Vouched);
        Assert.DoesNotContain("did not complete", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_changes_and_nobody_is_let_in_while_the_trail_takes_nothing()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        Identified administrator = site.Administrator;
        int before = site.Events().Length;
        Sql(site.TrailFile, "CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        Assert.Throws<IOException>(() => site.People.Authenticate("bob", TestSite.Password));
        Assert.Throws<IOException>(() => site.People.Authenticate("bob", "wrong"));
        Assert.Throws<IOException>(() => site.Administration.SetRoles(administrator, "bob", [Role.Quality], "promoted"));
        Assert.Throws<IOException>(() => site.Administration.Disable(administrator, "bob", "left"));
        Assert.Throws<IOException>(() => site.Administration.Add(administrator, "eve", "Eve", [Role.Operator], "joins"));
        Assert.Throws<IOException>(() => new Sessions(site.Site).Open(administrator));
        Sql(site.TrailFile, "DROP TRIGGER full");
        Assert.Equal(before, site.Events().Length);
        Assert.Equal([Role.Operator], site.LogIn("bob").Roles);
        Assert.Equal(2, site.Site.Read(people => people.Users.Count()));
    }

    [Fact]
    public void A_change_that_the_trail_announces_and_a_killed_process_did_not_make_is_said_to_be_lost()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        Identified administrator = site.Administrator;
        string kept = site.PeopleFile + ".before";
        File.Copy(site.PeopleFile, kept);
        site.Administration.SetRoles(administrator, "bob", [Role.Quality], "promoted");
        long announced = site.Events()[^1].Number;
        // The accounts as they are when the process dies between the event and the end of the transaction.
        File.Move(kept, site.PeopleFile, overwrite: true);
        Assert.Equal([Role.Operator], site.LogIn("bob").Roles);
        Event lost = site.Last(Site.ChangeLost);
        Assert.Equal($"{announced}", lost.Data["entry"]);
        site.LogIn("bob");
        Assert.Equal(1, site.Count(Site.ChangeLost));
        site.Administration.SetRoles(site.Administrator, "bob", [Role.Quality], "promoted");
        Assert.Equal([Role.Quality], site.LogIn("bob").Roles);
        Assert.True(site.Site.Settings.Trail.Verify().Ok);
    }

    [Fact]
    public void A_trail_that_was_cut_off_or_exchanged_lets_nobody_in()
    {
        using var site = new TestSite();
        File.Copy(site.TrailFile, site.TrailFile + ".old");
        site.LogIn(TestSite.First, TestSite.FirstPassword);
        File.Move(site.TrailFile + ".old", site.TrailFile, overwrite: true);
        InputException refused = Assert.Throws<InputException>(() => site.People.Authenticate(TestSite.First, TestSite.FirstPassword));
        Assert.Contains("not the trail that the accounts of this site know", refused.Message, StringComparison.Ordinal);
        using var other = new TestSite();
        other.LogIn(TestSite.First, TestSite.FirstPassword);
        File.Copy(other.TrailFile, site.TrailFile, overwrite: true);
        Assert.Throws<InputException>(() => site.People.Authenticate(TestSite.First, TestSite.FirstPassword));
        File.Delete(site.TrailFile);
        Assert.Throws<InputException>(() => site.People.Authenticate(TestSite.First, TestSite.FirstPassword));
    }

    [Fact]
    public void A_change_of_the_rules_is_an_event_once()
    {
        using var site = new TestSite();
        site.Reopen(new PeopleRules { PasswordIterations = 1_000, Failures = 3 });
        Assert.Throws<InputException>(() => site.Administration.Disable(site.Administrator, "nobody", "left"));
        Event changed = Assert.Single(site.Events(), e => e.Event.Code == Site.RulesChanged).Event;
        Assert.Contains("failures 5", changed.Data["old"], StringComparison.Ordinal);
        Assert.Contains("failures 3", changed.Data["new"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_in_a_folder_that_was_open_to_all_is_closed_to_others_and_an_opened_one_lets_nobody_in()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TempFolder();
        const UnixFileMode all = (UnixFileMode)0x1FF, owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(folder["a"]);
        File.SetUnixFileMode(folder["a"], all);
        var site = Site.Create(folder["a"], null, folder["key.pem"], TimeProvider.System, new PeopleRules { PasswordIterations = 1_000 });
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["a"]));
        Assert.Equal(owner, File.GetUnixFileMode(folder["a/people.db"]));
        File.SetUnixFileMode(folder["a/people.db"], owner | UnixFileMode.OtherRead);
        Assert.Contains("others may read", Refused(), StringComparison.Ordinal);
        File.SetUnixFileMode(folder["a/people.db"], owner);
        File.SetUnixFileMode(folder["a"], all);
        Assert.Contains("others may write in this folder", Refused(), StringComparison.Ordinal);

        string Refused() => Assert.Throws<InputException>(() => new PeopleDirectory(site).Authenticate("ada", "x")).Message;
    }

    [Theory]
    [InlineData("trail: trail.db\nfailures: 0\n", "site.yaml:2: 'failures' must be a whole number from 1 to 20.")]
    [InlineData("trail: trail.db\nfailure: 3\n", "failure")]
    [InlineData("failures: 3\n", "trail")]
    public void A_wrong_setting_is_one_sentence_with_its_place(string yaml, string sentence)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["site.yaml"], yaml);
        InputException wrong = Assert.Throws<InputException>(() => Site.Open(folder.Path, TimeProvider.System));
        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_trail_may_be_in_a_database()
    {
        PostgresServer server = PostgresServer.Shared;
        server.Sql("postgres", "CREATE DATABASE people");
        server.Sql("postgres", "CREATE ROLE keeper LOGIN");
        PostgresDatabase.Prepare(PostgresAddress.Parse(server.Address("people")), "keeper");
        using var folder = new TempFolder();
        var rules = new PeopleRules { PasswordIterations = 1_000 };
        var site = Site.Create(folder["a"], PostgresAddress.Parse(server.Address("people", "trail", "keeper")), folder["key.pem"], TimeProvider.System, rules);
        string once = new PeopleAdministration(site, new PeopleDirectory(site)).AddFirst("ada", "Ada");
        site = Site.Open(folder["a"], TimeProvider.System, rules);
        Assert.Equal(AdmissionStatus.Refused, new PeopleDirectory(site).Authenticate("ada", "wrong").Status);
        Assert.Equal(AdmissionStatus.PasswordChangeNeeded, new PeopleDirectory(site).Authenticate("ada", once).Status);
        Verification found = site.Settings.Trail.Verify();
        Assert.True(found is { Ok: true, IsTrail: true, Entries: 4 }, found.ToString());
    }

    internal static void Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
