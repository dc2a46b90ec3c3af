using System.Diagnostics;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.Core;

namespace Titer.App.Tests.People;

/// <summary>Who is let in, who is not, and what the trail has of it (21 CFR 11.300(d)).</summary>
public sealed class LogInTests
{
    [Fact]
    public void Every_failure_has_the_same_sentence_and_its_own_event()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        site.Add("eve", Role.Operator);
        site.Administration.Disable(site.Administrator, "eve", "left the company");
        Admission[] answers = [site.People.Authenticate("nobody", "x"), site.People.Authenticate("bob", "x"), site.People.Authenticate("eve", TestSite.Password), site.People.Authenticate("BOB", TestSite.Password)];
        Assert.All(answers, a => Assert.Equal((AdmissionStatus.Refused, answers[0].Refusal), (a.Status, a.Refusal)));
        string[] why = [.. site.Events().Where(e => e.Event.Code == FailedLogIns.Failed).Select(e => e.Event.Data["why"])];
        Assert.Equal(["there is no such name", "the password was wrong", "the account is disabled", "there is no such name"], why);
        Assert.Equal("nobody", site.Events().First(e => e.Event.Code == FailedLogIns.Failed).Event.Data["login"]);
    }

    [Fact]
    public void Five_failures_lock_an_account_for_a_quarter_of_an_hour_and_each_further_lock_lasts_twice_as_long()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        foreach (int minutes in (int[])[15, 30, 60])
        {
            int locks = site.Count(PeopleDirectory.Locked);
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal(locks, site.Count(PeopleDirectory.Locked));
                site.People.Authenticate("bob", "wrong");
            }
            Assert.Equal(locks + 1, site.Count(PeopleDirectory.Locked));
            site.Clock.Pass(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.Equal(AdmissionStatus.Refused, site.People.Authenticate("bob", TestSite.Password).Status);
            site.Clock.Pass(TimeSpan.FromSeconds(2));
        }
        site.LogIn("bob");
        for (int i = 0; i < 5; i++) site.People.Authenticate("bob", "wrong");
        site.Clock.Pass(TimeSpan.FromMinutes(15));
        site.LogIn("bob");
    }

    [Fact]
    public void Four_failures_and_a_success_do_not_lock()
    {
        using var site = new TestSite();
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 4; i++) site.People.Authenticate(TestSite.First, "wrong");
            site.LogIn(TestSite.First, TestSite.FirstPassword);
        }
        Assert.Equal(0, site.Count(PeopleDirectory.Locked));
    }

    [Fact]
    public void An_unknown_name_takes_as_long_as_a_wrong_password()
    {
        using var site = new TestSite(new PeopleRules { Failures = 20 });
        double unknown = double.MaxValue, wrong = double.MaxValue;
        for (int i = 0; i < 6; i++)
        {
            unknown = Math.Min(unknown, Time(() => site.People.Authenticate("nobody", "wrong")));
            wrong = Math.Min(wrong, Time(() => site.People.Authenticate(TestSite.First, "wrong")));
        }
        Assert.InRange(unknown / wrong, 0.6, 1.6);
    }

    [Fact]
    public void A_flood_of_failures_costs_twenty_one_events_a_minute_and_loses_none_of_the_count()
    {
        using var site = new TestSite();
        int before = site.Events().Length;
        for (int i = 0; i < 60; i++) site.People.Authenticate($"guess{i}", "wrong");
        Assert.Equal(before + FailedLogIns.MostPerMinute, site.Events().Length);
        site.Clock.Pass(TimeSpan.FromMinutes(1));
        site.LogIn(TestSite.First, TestSite.FirstPassword);
        Assert.Equal("40", site.Last(FailedLogIns.Flood).Data["count"]);
        site.LogIn(TestSite.First, TestSite.FirstPassword);
        Assert.Equal(1, site.Count(FailedLogIns.Flood));
    }

    [Fact]
    public void A_name_of_ten_megabytes_leaves_sixty_four_characters_and_its_length()
    {
        using var site = new TestSite();
        string name = new('x', 10_000_000);
        Assert.Equal(AdmissionStatus.Refused, site.People.Authenticate(name, name).Status);
        Event failed = site.Last(FailedLogIns.Failed);
        Assert.Equal((64, "10000000"), (failed.Data["login"].Length, failed.Data["login-length"]));
        Assert.Throws<InputException>(() => site.Administration.Add(site.Administrator, name, "X", [Role.Operator], "joins"));
        Assert.Throws<InputException>(() => site.Administration.Add(site.Administrator, "xaver", name, [Role.Operator], "joins"));
        Assert.Throws<InputException>(() => site.Administration.Add(site.Administrator, "xaver", "Xaver", [Role.Operator], name));
        Assert.Equal(1, site.Site.Read(people => people.Users.Count()));
    }

    [Fact]
    public void A_password_must_be_changed_after_a_year()
    {
        using var site = new TestSite();
        site.Clock.Pass(TimeSpan.FromDays(364));
        site.LogIn(TestSite.First, TestSite.FirstPassword);
        site.Clock.Pass(TimeSpan.FromDays(1));
        Admission due = site.People.Authenticate(TestSite.First, TestSite.FirstPassword);
        Assert.Equal(AdmissionStatus.PasswordChangeNeeded, due.Status);
        Assert.Contains("too old", due.Refusal, StringComparison.Ordinal);
        Assert.Equal(AdmissionStatus.Admitted, site.People.ChangePassword(TestSite.First, TestSite.FirstPassword, null, TestSite.Password).Status);
        site.LogIn(TestSite.First);
    }

    [Fact]
    public void A_session_ends_after_a_quarter_of_an_hour_without_use_and_after_eight_hours_in_any_case()
    {
        using var site = new TestSite();
        var sessions = new Sessions(site.Site);
        string idle = sessions.Open(site.Administrator);
        site.Clock.Pass(TimeSpan.FromMinutes(14));
        Assert.Equal(TestSite.First, sessions.Use(idle)!.LogIn);
        site.Clock.Pass(TimeSpan.FromMinutes(15));
        Assert.Null(sessions.Use(idle));
        Assert.Contains("not used", site.Last(Sessions.Expired).Message, StringComparison.Ordinal);
        Assert.Null(sessions.Use(idle));
        Assert.Equal(1, site.Count(Sessions.Expired));

        string busy = sessions.Open(site.Administrator);
        for (int i = 0; i < 47; i++)
        {
            site.Clock.Pass(TimeSpan.FromMinutes(10));
            Assert.NotNull(sessions.Use(busy));
        }
        site.Clock.Pass(TimeSpan.FromMinutes(10));
        Assert.Null(sessions.Use(busy));
    }

    [Fact]
    public void A_clock_that_is_put_back_again_and_again_keeps_no_session_young()
    {
        using var site = new TestSite();
        var sessions = new Sessions(site.Site);
        string token = sessions.Open(site.Administrator);
        site.Clock.Pass(TimeSpan.FromSeconds(-50));
        Assert.NotNull(sessions.Use(token));
        site.Clock.Pass(TimeSpan.FromSeconds(-50));
        Assert.Null(sessions.Use(token));
        Assert.Contains("the clock was put back", site.Last(Sessions.Expired).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_ends_with_its_account_and_its_token_is_nowhere_on_the_site()
    {
        using var site = new TestSite();
        Identified bob = site.Add("bob", Role.Operator);
        var sessions = new Sessions(site.Site);
        string token = sessions.Open(bob), closed = sessions.Open(bob), changed = sessions.Open(bob);
        sessions.Close(closed);
        Assert.Null(sessions.Use(closed));
        site.People.ChangePassword("bob", TestSite.Password, null, "another kettle 8 moraine");
        Assert.Null(sessions.Use(changed));
        token = sessions.Open(site.LogIn("bob", "another kettle 8 moraine"));
        Assert.NotNull(sessions.Use(token));
        site.Administration.Disable(site.Administrator, "bob", "left");
        Assert.Null(sessions.Use(token));
        Assert.Null(sessions.Use(new string('0', 64)));
        foreach (string file in Directory.GetFiles(site.Folder))
            Assert.DoesNotContain(token, File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    private static double Time(Action run)
    {
        long began = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
