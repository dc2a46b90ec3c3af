using System.CommandLine;
using Titer.App.Runs;
using Titer.Records;

namespace Titer.App.Commands;

/// <summary><c>titer verify RUN</c>: checks the hash chain and names the first broken entry.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var command = new Command("verify", "Check the record of a run: every hash, every entry; names the first broken one.") { run };
        command.SetAction(parsed =>
        {
            Verification result = RunPlace.Find(parsed.GetValue(run)!).Record.Verify();
            Console.WriteLine(result);
            return result.Ok ? 0 : 1;
        });
        return command;
    }
}
