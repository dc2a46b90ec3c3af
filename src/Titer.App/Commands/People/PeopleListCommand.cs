using System.CommandLine;
using System.Text.Json;
using Titer.App.People;
using Titer.App.Sites;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.People;

/// <summary><c>titer people list</c>: all accounts there ever were, with roles and state.</summary>
internal static class PeopleListCommand
{
    public static Command Create()
    {
        Option<string?> site = SiteOption.Create();
        var json = new Option<bool>("--json") { Description = "Print one line of JSON and nothing else." };
        var command = new Command("list", "List all accounts, with roles and state.") { json, site };
        command.SetAction(parsed =>
        {
            Site at = SiteOption.Of(parsed.GetValue(site));
            Row[] rows = at.Read(people =>
            {
                AccountManager accounts = AccountManager.Of(people, at.Settings.Rules, at.Clock);
                return people.Users.OrderBy(a => a.UserName).AsEnumerable().Select(a => new Row(a.UserName!, a.PrintedName, a.Id,
                    [.. accounts.RolesOf(a).Select(r => r.Word())], State(accounts, a), a.TwoFactorEnabled, a.PasswordSet)).ToArray();
            });
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
                return 0;
            }
            Console.WriteLine($"{"name",-20} {"printed name",-30} {"roles",-24} {"state",-34} second factor");
            foreach (Row row in rows)
            {
                string roles = string.Join(", ", row.Roles);
                Console.WriteLine($"{row.Name,-20} {Visible.Of(row.Printed),-30} {roles,-24} {row.State,-34} {(row.SecondFactor ? "yes" : "no")}");
            }
            return 0;
        });
        return command;
    }

    private static string State(AccountManager accounts, Account account) => account.Disabled ? "disabled"
        : accounts.IsLocked(account) ? $"locked until {account.LockoutEnd:yyyy-MM-dd HH:mm} UTC"
        : account.MustChangePassword || accounts.IsExpired(account) ? "password to be changed" : "enabled";

    private sealed record Row(string Name, string Printed, string Id, string[] Roles, string State, bool SecondFactor, DateTimeOffset PasswordSet);
}
