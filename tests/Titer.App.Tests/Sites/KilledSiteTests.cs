using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Tests.Sites;

/// <summary>SIGKILL of a process that changes accounts, at random and at each step: the trail never lacks a change that was made, and says of each
/// that was not.</summary>
public sealed class KilledSiteTests
{
    private const string FolderVariable = "TITER_TEST_SITE", StepVariable = "TITER_TEST_SITE_STEP";

    [Theory]
    [InlineData("accounts", 0)]
    [InlineData("trail", 1)]
    public void A_process_that_dies_within_a_change_leaves_the_accounts_as_they_were(string step, int lost)
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        using (Process process = Start(site.Folder, step)) process.WaitForExit();
        Assert.Equal([Role.Operator], site.LogIn("bob").Roles);
        Assert.Equal((lost, 0), (site.Count(Site.ChangeLost), site.Count(Site.AccountsOlder)));
        Assert.True(site.Site.Settings.Trail.Verify().Ok);
    }

    [Fact]
    public void Whenever_the_process_dies_the_accounts_are_what_the_trail_says()
    {
        using var site = new TestSite();
        site.Add("bob", Role.Operator);
        var random = new Random(201);
        for (int kill = 0; kill < 6; kill++)
        {
            string acknowledged;
            using (Process process = Start(site.Folder, "all"))
            {
                acknowledged = process.StandardOutput.ReadLine()!;
                Thread.Sleep(random.Next(60));
                process.Kill();
                while (process.StandardOutput.ReadLine() is { } line)
                    if (line.EndsWith('.')) acknowledged = line;
                process.WaitForExit();
            }
            string roles = Roles.Text(site.LogIn("bob").Roles);
            (long Number, Event Event)[] events = site.Events();
            string[] lost = [.. events.Where(e => e.Event.Code == Site.ChangeLost).Select(e => e.Event.Data["entry"])];
            (long Number, Event Event)[] made = [.. events.Where(e => e.Event.Code == PeopleAdministration.RolesSet && !lost.Contains($"{e.Number}"))];
            Assert.Equal(made[^1].Event.Data["new"], roles);
            Assert.Contains(made, e => $"{e.Number}." == acknowledged);
            for (int i = 1; i < made.Length; i++) Assert.Equal(made[i - 1].Event.Data["new"], made[i].Event.Data["old"]);
            Assert.True(site.Site.Settings.Trail.Verify().Ok);
        }
        Assert.Equal(0, site.Count(Site.AccountsOlder));
    }

    [Fact]
    public void Accounts_from_a_back_up_are_said_to_be_older_and_their_sessions_are_over()
    {
        using var site = new TestSite();
        Identified bob = site.Add("bob", Role.Operator);
        var sessions = new Sessions(site.Site);
        string token = sessions.Open(bob), kept = site.PeopleFile + ".before";
        File.Copy(site.PeopleFile, kept);
        site.Administration.Disable(site.Administrator, "bob", "left");
        File.Move(kept, site.PeopleFile, overwrite: true);
        Assert.Null(sessions.Use(token));
        Assert.Equal("2", site.Last(Site.AccountsOlder).Data["acts"]);
        Assert.Contains("2 notes of accounts that are not as the trail says",
            site.People.Authenticate(TestSite.First, TestSite.FirstPassword).Since, StringComparison.Ordinal);
        site.LogIn("bob");
        Assert.Equal(1, site.Count(Site.AccountsOlder));
    }

    private static Process Start(string folder, string step)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(dotnet, [typeof(KilledSiteTests).Assembly.Location]) { RedirectStandardOutput = true };
        (start.Environment[FolderVariable], start.Environment[StepVariable]) = (folder, step);
        return Process.Start(start)!;
    }

    /// <summary>The process: this very assembly, whose initializer runs before any test runner does.</summary>
    [ModuleInitializer]
    internal static void Change()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder) return;
        string step = Environment.GetEnvironmentVariable(StepVariable)!;
        var site = Site.Open(folder, TimeProvider.System, new PeopleRules { PasswordIterations = 1_000, PasswordDays = 3650 });
        var people = new PeopleDirectory(site);
        Identified administrator = people.Authenticate(TestSite.First, TestSite.FirstPassword).Required();
        if (step != "all")
        {
            site.Write<int>(writer =>
            {
                Account bob = writer.Accounts.Find("bob")!;
                AccountManager.Require(writer.Accounts.AddToRolesAsync(bob, ["quality"]).Result);
                if (step == "trail") writer.Add(PeopleAdministration.RolesSet, Severity.Low, "The roles of bob were changed.");
                Process.GetCurrentProcess().Kill();
                throw new UnreachableException();
            });
        }
        using Stream output = Console.OpenStandardOutput();
        while (true)
        {
            Role next = site.Read(p => AccountManager.Of(p, site.Settings.Rules, site.Clock) is var a && a.RolesOf(a.Find("bob")!)[0] == Role.Operator)
                ? Role.Quality : Role.Operator;
            new PeopleAdministration(site, people).SetRoles(administrator, "bob", [next], "again");
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{site.Read(p => p.Marks.Single().Entry)}.\n"));
        }
    }
}
