using System.Text.Json;
using Titer.Records;

namespace Titer.App.Tests.Commands;

/// <summary>Sites, accounts and trail as people at a terminal and scripts use them.</summary>
public sealed class PeopleCommandTests(Bench bench)
{
    private const string Password = "violet kettle 7 moraine";

    [Fact]
    public void A_site_begins_people_join_and_the_trail_tells_it()
    {
        using var folder = new TempFolder();
        Begin(folder);
        Refused(folder, "not empty", "", "site", "new", "site", "--administrator", "eve", "--name", "Eve");
        Refused(folder, "Nobody is logged in here", "", "people", "disable", "ada.lee", "--reason", "x");
        Refused(folder, "is not right", "wrong\n", "login", "--user", "ada.lee", "--password-stdin");
        Refused(folder, "no terminal", "", "login", "--user", "ada.lee");
        Done(folder, $"{Password}\n", "login", "--user", "ada.lee", "--password-stdin");

        Done(folder, "", "people", "add", "bob", "--name", "Bob O'Neil", "--role", "operator", "supervisor", "--reason", "joins the night shift");
        Refused(folder, "is no role", "", "people", "role", "bob", "--role", "king", "--reason", "x");
        Refused(folder, "--reason", "", "people", "disable", "bob");
        JsonElement bob = JsonDocument.Parse(Done(folder, "", "people", "list", "--json").Output).RootElement[1];
        Assert.Equal(("bob", "Bob O'Neil", "password to be changed"), (bob.GetProperty("name").GetString(), bob.GetProperty("printed").GetString(), bob.GetProperty("state").GetString()));
        Done(folder, "", "logout");
        Refused(folder, "Nobody is logged in here", "", "people", "disable", "bob", "--reason", "x");

        TiterProcess.Result found = Done(folder, "", "trail", "--kind", "account.added", "--who", "ada");
        Assert.Contains("joins the night shift", found.Output, StringComparison.Ordinal);
        Assert.Equal("1 events.", found.LastLine);
        Done(folder, "", "trail", "--csv", "trail.csv");
        Assert.Contains(",account.added,", File.ReadAllText(folder["trail.csv"]), StringComparison.Ordinal);
        Refused(folder, "quality", $"{Password}\n", "trail", "review", "--from", "2026-01-01", "--to", $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss}Z", "--user", "ada.lee", "--password-stdin");

        Done(folder, "", "backup", "site", "copy.db");
        foreach (string trail in (string[])["site", "site/trail.db", "copy.db"])
            Assert.Contains("an audit trail", Done(folder, "", "verify", trail).Output, StringComparison.Ordinal);
        File.WriteAllText(folder["other.db"], "something else");
        Assert.Equal(1, TiterProcess.Run(folder.Path, "verify", "other.db").ExitCode);
        Done(folder, "", "export", "site", "trail.titer");
        Assert.Contains("an audit trail", Done(folder, "", "verify", "trail.titer").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_that_of_its_terminal_and_a_password_is_reset_before_a_witness()
    {
        using var folder = new TempFolder();
        Begin(folder);
        Done(folder, $"{Password}\n", "login", "--user", "ada.lee", "--password-stdin");
        string[] add = ["people", "add", "bob", "--name", "Bob", "--role", "operator", "--reason", "joins"];
        // setsid(1) gives the process a session of its own, as another terminal does.
        if (OperatingSystem.IsLinux())
        {
            TiterProcess.Result elsewhere = TiterProcess.Elsewhere(folder.Path, add);
            Assert.True(elsewhere.ExitCode == 2 && elsewhere.Error.Contains("Nobody is logged in here", StringComparison.Ordinal), elsewhere.Error);
        }
        Done(folder, "", add);
        string once = Done(folder, "", "people", "add", "wim", "--name", "Wim", "--role", "quality", "--reason", "joins").Output.Split('\n')[0].Split(' ')[^1];
        Done(folder, $"{once}\nanother {Password}\n", "people", "password", "--user", "wim", "--password-stdin");
        Refused(folder, "--witness", "", "people", "reset", "bob", "--reason", "forgotten");
        Refused(folder, "third person", $"{Password}\n", "people", "reset", "bob", "--reason", "forgotten", "--witness", "ada.lee", "--password-stdin");
        Refused(folder, "is not right", "wrong\n", "people", "reset", "bob", "--reason", "forgotten", "--witness", "wim", "--password-stdin");
        Done(folder, $"another {Password}\n", "people", "reset", "bob", "--reason", "forgotten", "--witness", "wim", "--password-stdin");
        Assert.Contains("1 failed log-in;", Done(folder, $"{Password}\n", "login", "--user", "ada.lee", "--password-stdin").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_processes_that_give_the_same_name_at_once_one_succeeds()
    {
        using var folder = new TempFolder();
        Begin(folder);
        string[] add = ["people", "add", "bob", "--name", "Bob", "--role", "operator", "--reason", "joins", "--user", "ada.lee", "--password-stdin"];
        using TiterProcess one = TiterProcess.Start(folder.Path, add), other = TiterProcess.Start(folder.Path, add);
        TiterProcess.Result first = one.Answer($"{Password}\n"), second = other.Answer($"{Password}\n");
        Assert.True(first.ExitCode + second.ExitCode == 2, first.Error + second.Error);
        Assert.Contains("never given twice", first.Error + second.Error, StringComparison.Ordinal);
        Assert.Contains("\n1 events.", Done(folder, "", "trail", "--what", "account bob", "--kind", "account.added").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_needs_the_trail_while_another_process_holds_it_waits_shortly_and_gets_one_sentence()
    {
        using var folder = new TempFolder();
        Begin(folder);
        using (SqliteRecord held = SqliteRecord.OpenForAppend(folder["site/trail.db"]))
            Refused(folder, "another process is writing this record", $"{Password}\n", "login", "--user", "ada.lee", "--password-stdin");
        Done(folder, $"{Password}\n", "login", "--user", "ada.lee", "--password-stdin");
    }

    [Fact]
    public void What_people_did_in_a_run_is_found_in_its_record()
    {
        TiterProcess.Result found = TiterProcess.Run(bench.Folder, "trail", "--run", bench.Finished, "--kind", "operator", "--json");
        Assert.True(found.ExitCode == 0, found.Error);
        Assert.Contains("\"confirm.accepted\"", found.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"phase.started\"", found.Output, StringComparison.Ordinal);
    }

    private static void Begin(TempFolder folder)
    {
        string made = Done(folder, "", "site", "new", "--administrator", "ada.lee", "--name", "Ada Lee").Output;
        string once = made.TrimEnd().Split(' ')[^1];
        Refused(folder, "must be changed first", $"{once}\n", "login", "--user", "ada.lee", "--password-stdin");
        Done(folder, $"{once}\n{Password}\n", "people", "password", "--user", "ada.lee", "--password-stdin");
    }

    private static TiterProcess.Result Done(TempFolder folder, string input, params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Answering(folder.Path, input, arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {result.ExitCode}: {result.Output}{result.Error}");
        return result;
    }

    private static void Refused(TempFolder folder, string reason, string input, params string[] arguments)
    {
        TiterProcess.Result result = TiterProcess.Answering(folder.Path, input, arguments);
        Assert.True(result.ExitCode == 2, $"{string.Join(' ', arguments)}: exit code {result.ExitCode}: {result.Output}{result.Error}");
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }
}
