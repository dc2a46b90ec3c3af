using Microsoft.Data.Sqlite;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.Core;

namespace Titer.App.Tests.People;

/// <summary>Accounts: one for each person, for ever; who may change them; what the trail has of each change.</summary>
public sealed class AccountTests
{
    [Fact]
    public void Each_change_of_an_account_is_in_the_trail_with_who_what_old_new_and_reason()
    {
        using var site = new TestSite();
        Identified administrator = site.Administrator;
        string bob = site.Add("bob", Role.Operator).Person.Id;
        site.Administration.SetRoles(administrator, "bob", [Role.Supervisor, Role.Quality], "new post");
        Changed(PeopleAdministration.RolesSet, "operator", "supervisor, quality", "new post");
        for (int i = 0; i < 5; i++) site.People.Authenticate("bob", "wrong");
        site.Administration.Unlock(administrator, "bob", "typed with the wrong keyboard");
        Assert.Equal("not locked", site.Last(PeopleAdministration.Unlocked).Data["new"]);
        site.LogIn("bob");
        site.Administration.Disable(administrator, "bob", "on leave");
        Changed(PeopleAdministration.Disabled, "enabled", "disabled", "on leave");
        site.Administration.Enable(administrator, "bob", "is back");
        Changed(PeopleAdministration.Enabled, "disabled", "enabled", "is back");
        Identified witness = site.Add("wim", Role.Supervisor);
        string once = site.Administration.ResetPassword(administrator, witness, "bob", false, "forgotten");
        Assert.Equal(witness.Person.Id, site.Last(PeopleAdministration.Reset).Data["witness-id"]);
        Changed(PeopleAdministration.Reset, "password", "one-time password", "forgotten");
        Assert.Equal(AdmissionStatus.Refused, site.People.Authenticate("bob", TestSite.Password).Status);
        Assert.Equal(AdmissionStatus.PasswordChangeNeeded, site.People.Authenticate("bob", once).Status);
        foreach (string secret in (string[])[once, TestSite.Password])
            Assert.DoesNotContain(site.Events(), e => e.Event.Data.Values.Append(e.Event.Message).Any(v => v.Contains(secret, StringComparison.Ordinal)));

        void Changed(string code, string old, string @new, string reason)
        {
            Event change = site.Last(code);
            Assert.Equal(administrator.Person, Person.Of(change));
            Assert.Equal(("account bob", bob, old, @new, reason), (change.Data["what"], change.Data["account-id"], change.Data["old"], change.Data["new"], change.Data["reason"]));
        }
    }

    [Fact]
    public void A_first_password_never_holds_the_log_in_name_however_short_that_is()
    {
        // The shortest name would stand in one of fifty by chance.
        for (int i = 0; i < 2000; i++) Assert.DoesNotContain("al", PeopleAdministration.OneTime("al"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Duties_are_segregated()
    {
        using var site = new TestSite();
        Identified ada = site.Administrator, bob = site.Add("bob", Role.Operator);
        Refused("own roles", () => site.Administration.SetRoles(ada, TestSite.First, [Role.Quality], "I want it"));
        Refused("own account", () => site.Administration.Disable(ada, TestSite.First, "I leave"));
        Refused("own password", () => site.Administration.ResetPassword(ada, bob, TestSite.First, false, "forgotten"));
        Refused("third person", () => site.Administration.ResetPassword(ada, ada, "bob", false, "forgotten"));
        Refused("third person", () => site.Administration.ResetPassword(ada, bob, "bob", false, "forgotten"));
        Refused("no other role", () => site.Administration.SetRoles(ada, "bob", [Role.Administrator, Role.Quality], "both"));
        Refused("may not manage accounts", () => site.Administration.SetRoles(bob, "bob", [Role.Quality], "I want it"));
        Assert.Equal("manage accounts", site.Last(PeopleDirectory.Denied).Data["what"]);
        Assert.Equal(bob.Person, Person.Of(site.Last(PeopleDirectory.Denied)));

        site.Add("cleo", Role.Administrator);
        Identified cleo = site.LogIn("cleo");
        site.Administration.Disable(cleo, TestSite.First, "left");
        Refused("no administrator any more", () => site.Administration.Disable(ada, "cleo", "revenge"));
        site.Administration.Enable(cleo, TestSite.First, "a mistake");
        site.Administration.SetRoles(site.Administrator, "cleo", [Role.Engineer], "new post");
        Refused("no administrator any more", () => site.Administration.Disable(cleo, TestSite.First, "left"));
    }

    [Fact]
    public void One_administrator_is_always_left()
    {
        using var site = new TestSite();
        site.Add("cleo", Role.Administrator);
        Identified ada = site.Administrator, cleo = site.LogIn("cleo");
        site.Administration.Disable(ada, "cleo", "left");
        // Whoever is disabled can do nothing, and the one who is left cannot remove themselves.
        Refused("no administrator any more", () => site.Administration.Disable(cleo, TestSite.First, "left"));
        Refused("own account", () => site.Administration.Disable(ada, TestSite.First, "left"));
        Refused("own roles", () => site.Administration.SetRoles(ada, TestSite.First, [Role.Operator], "left"));
    }

    [Theory]
    [InlineData("Bob", "no log-in name")]
    [InlineData("bоb", "no log-in name")] // the o is Cyrillic
    [InlineData("b\u200bob", "no log-in name")]
    [InlineData("bob'; DROP TABLE AspNetUsers; --", "no log-in name")]
    [InlineData("<script>", "no log-in name")]
    [InlineData("\u001b[2Jbob", "no log-in name")]
    [InlineData("b", "2 to 32 characters")]
    [InlineData("bob", "never given twice")]
    [InlineData("b0b", "looks like the account 'bob'")]
    [InlineData("b.o-b", "looks like the account 'bob'")]
    public void A_name_that_is_or_looks_like_another_or_is_none_is_refused(string name, string reason)
    {
        using var site = new TestSite();
        Identified administrator = site.Administrator;
        site.Add("bob", Role.Operator);
        site.Administration.Disable(administrator, "bob", "left");
        InputException refused = Refused(reason, () => site.Administration.Add(administrator, name, "Robert", [Role.Operator], "joins"));
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    [Theory]
    [InlineData("Robert\u001b[31m")]
    [InlineData("Robert\u202eeve")]
    [InlineData("<b>Robert</b>")]
    [InlineData("Robert\nAda")]
    [InlineData(" Robert")]
    [InlineData("")]
    [InlineData("person bob")] // as another account, in another case
    public void A_printed_name_has_nothing_that_could_deceive(string printed)
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        Assert.Throws<InputException>(() => site.Administration.Add(site.Administrator, "robert", printed, [Role.Operator], "joins"));
        Assert.Equal(2, site.Site.Read(people => people.Users.Count()));
    }

    [Theory]
    [InlineData("short1!", "at least 12")]
    [InlineData("Password123!", "anybody would guess")]
    [InlineData("P4ssw0rd2026!!", "anybody would guess")]
    [InlineData("qwertyuiop12", "anybody would guess")]
    [InlineData("123456789012", "anybody would guess")]
    [InlineData("aaaaaaaaaaaaaaa", "anybody would guess")]
    [InlineData("welcomewelcome1", "anybody would guess")]
    [InlineData("iloveyou123456", "anybody would guess")]
    [InlineData("ada.first-2026-x", "log-in name")]
    [InlineData("FirstAda2026!", "anybody would guess")]
    [InlineData(TestSite.FirstPassword, "used before")]
    public void A_weak_password_is_refused(string password, string reason)
    {
        using var site = new TestSite();
        Refused(reason, () => site.People.ChangePassword(TestSite.First, TestSite.FirstPassword, null, password));
        site.LogIn(TestSite.First, TestSite.FirstPassword);
    }

    [Fact]
    public void A_good_password_is_taken_and_one_of_the_last_ten_is_not()
    {
        using var site = new TestSite();
        string[] good = ["violet kettle 7 moraine", "correct staple under rain", "Tr0mbone&Fjord&Walnut", "zwölf Boxkämpfer jagen", "9fK2-mQ7z-Lw3x", "otter-basalt-plume-44"];
        string now = TestSite.FirstPassword;
        foreach (string next in good)
        {
            Assert.Equal(AdmissionStatus.Admitted, site.People.ChangePassword(TestSite.First, now, null, next).Status);
            now = next;
        }
        Refused("used before", () => site.People.ChangePassword(TestSite.First, now, null, good[0]));
        for (int i = 0; i < 10; i++)
        {
            string next = $"basalt plume number {i} otter";
            site.People.ChangePassword(TestSite.First, now, null, next);
            now = next;
        }
        Assert.Equal(AdmissionStatus.Admitted, site.People.ChangePassword(TestSite.First, now, null, good[0]).Status);
    }

    [Theory]
    [InlineData("DELETE FROM AspNetUsers")]
    [InlineData("UPDATE AspNetUsers SET UserName = 'eve', NormalizedUserName = 'EVE'")]
    [InlineData("UPDATE AspNetUsers SET Id = '1'")]
    public void The_database_itself_keeps_every_account_and_its_name(string sql)
    {
        using var site = new TestSite();
        Assert.Throws<SqliteException>(() => SiteTests.Sql(site.PeopleFile, sql));
    }

    [Fact]
    public void A_reason_may_say_anything_and_harms_nothing()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        string reason = "'); DROP TABLE AspNetUsers; -- <img src=x onerror=alert(1)> \u001b[2J\u202e\0";
        site.Administration.Disable(site.Administrator, "bob", reason);
        Assert.Equal(reason, site.Last(PeopleAdministration.Disabled).Data["reason"]);
        Assert.True(site.Site.Settings.Trail.Verify().Ok);
        Refused("reason is needed", () => site.Administration.Enable(site.Administrator, "bob", "  "));
    }

    [Fact]
    public void The_files_of_people_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var site = new TestSite();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(site.PeopleFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(site.Folder));
    }

    private static InputException Refused(string reason, Action act)
    {
        InputException refused = Assert.Throws<InputException>(act);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        return refused;
    }
}
