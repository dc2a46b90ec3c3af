using System.CommandLine;
using Titer.App.Runs;
using Titer.Plant.Running;
using Titer.Records;

namespace Titer.App.Commands;

/// <summary><c>titer replay RUN</c>: feeds the recorded frames through the same loop and compares everything after them bit for bit.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        const string description =
            "Run the recorded frames through the loop again and compare every measurement, estimate, decision and command bit for bit.";
        var command = new Command("replay", description) { run };
        command.SetAction(parsed =>
        {
            RunPlace place = RunPlace.Find(parsed.GetValue(run)!);
            Verification verification = place.Record.Verify();
            if (!verification.Ok)
            {
                Console.WriteLine($"Not replayed, because the record is {verification}");
                return 1;
            }
            using IRecord record = place.Record.Open();
            ReplayResult result = ReplayResult.Of(record, place.Name);
            Console.WriteLine(result.Difference is { } d
                ? $"DIFFERS at entry {d.Entry}: {d.How}; {result.Entries} entries before it are identical."
                : $"{result.Ticks} ticks replayed: all {result.Entries} entries are identical, bit for bit.");
            return result.Difference is null ? 0 : 1;
        });
        return command;
    }
}
