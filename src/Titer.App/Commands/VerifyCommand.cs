using System.CommandLine;
using Titer.App.Runs;
using Titer.Core;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands;

/// <summary><c>titer verify RUN</c>: checks hash chain, checkpoints and signatures, and names the first broken entry.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var trust = new Option<string?>("--trust")
        {
            Description = "Fingerprint of the signing key that must have signed, as 'titer key show' printed it where the run was recorded; "
                + "without it the record is taken at its word for whose key it is.",
        };
        var command = new Command("verify",
            "Check the record of a run: every entry, hash, checkpoint and signature; names the first broken one.") { run, trust };
        command.SetAction(parsed =>
        {
            Verification result = RunPlace.Find(parsed.GetValue(run)!).Record.Verify(parsed.GetValue(trust) is { } key ? FingerprintOf(key) : null);
            Console.WriteLine(result);
            return result.Ok ? 0 : 1;
        });
        return command;
    }

    private static string FingerprintOf(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit)
        ? text.ToLowerInvariant()
        : throw new InputException($"--trust {text}: a fingerprint has 64 hexadecimal digits.");
}
