using Titer.App.People;
using Titer.App.Tests.Sites;

namespace Titer.App.Tests.People;

/// <summary>Attempts at accounts are told to those in charge when they log in next.</summary>
public sealed class SinceLastLogInTests
{
    [Fact]
    public void An_administrator_is_told_of_locked_accounts_and_of_a_flood_and_only_once()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        Assert.Equal("", Since(TestSite.First, TestSite.FirstPassword));
        for (int i = 0; i < 5; i++) site.People.Authenticate("bob", "wrong");
        for (int i = 0; i < 35; i++) site.People.Authenticate($"guess{i}", "wrong");
        site.Clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("Since your last log-in (2026-03-02 06:00 UTC): 40 failed log-ins, 1 account locked; 'titer trail' has them.",
            Since(TestSite.First, TestSite.FirstPassword));
        Assert.Equal("", Since(TestSite.First, TestSite.FirstPassword));

        string Since(string name, string password) => site.People.Authenticate(name, password).Since;
    }

    [Fact]
    public void Others_are_told_of_their_own_account_and_of_nobody_elses()
    {
        using var site = new TestSite();
        Identified bob = site.Add("bob", Role.Operator);
        site.Add("eve", Role.Operator);
        site.People.Authenticate("bob", "wrong");
        Assert.Throws<Titer.Core.InputException>(() => site.People.Require(bob, Duty.ManagePeople));
        Assert.Equal("", site.People.Authenticate("eve", TestSite.Password).Since);
        Assert.Contains(": 1 failed log-in, 1 attempt that roles do not allow;", site.People.Authenticate("bob", TestSite.Password).Since, StringComparison.Ordinal);
        Assert.Equal("", site.People.Authenticate("bob", TestSite.Password).Since);
    }

    [Fact]
    public void The_only_administrator_who_was_locked_by_somebody_else_gets_in_when_the_lock_ends_and_learns_of_it()
    {
        using var site = new TestSite();
        for (int times = 0; times < 12; times++)
        {
            for (int i = 0; i < 5; i++) site.People.Authenticate(TestSite.First, "wrong");
            Assert.Equal(AdmissionStatus.Refused, site.People.Authenticate(TestSite.First, TestSite.FirstPassword).Status);
            site.Clock.Pass(TimeSpan.FromDays(1));
        }
        Assert.Contains("72 failed log-ins, 12 accounts locked", site.People.Authenticate(TestSite.First, TestSite.FirstPassword).Since, StringComparison.Ordinal);
    }
}
