using System.CommandLine;
using Titer.Records;

namespace Titer.App.Commands;

/// <summary><c>titer database ADDRESS --service ROLE</c>: prepares a PostgreSQL database for records, once, as its owner.</summary>
internal static class DatabaseCommand
{
    public static Command Create()
    {
        var address = new Argument<string>("ADDRESS") { Description = "Database, as its owner: postgres://OWNER@HOST:PORT/DATABASE." };
        var service = new Option<string>("--service")
        {
            Description = "Role that runs will be recorded with; it may insert and select, and nothing else.",
            Required = true,
        };
        var command = new Command("database", "Prepare a PostgreSQL database for records.") { address, service };
        command.SetAction(parsed =>
        {
            PostgresAddress database = PostgresAddress.Parse(parsed.GetValue(address)!);
            string role = parsed.GetValue(service)!;
            bool made = PostgresDatabase.Prepare(database, role);
            Console.WriteLine($"{(made ? "The tables for records were made" : "The tables for records were there already")}; '{role}' may append to records and read them.");
            return 0;
        });
        return command;
    }
}
