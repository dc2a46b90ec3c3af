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
            AccountRow[] rows = AccountRow.All(at);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
                return 0;
            }
            Console.WriteLine($"{"name",-20} {"printed name",-30} {"roles",-24} {"state",-34} second factor");
            foreach (AccountRow row in rows)
            {
                string roles = string.Join(", ", row.Roles);
                Console.WriteLine($"{row.Name,-20} {Visible.Of(row.Printed),-30} {roles,-24} {row.State,-34} {(row.SecondFactor ? "yes" : "no")}");
            }
            return 0;
        });
        return command;
    }
}
