using System.CommandLine;
using Titer.App.Commands.People;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Signing;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records.Signatures;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Signing;

/// <summary><c>titer sign RUN</c>: a person signs a run, or makes a signature void.</summary>
internal static class SignCommand
{
    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> site = SiteOption.Create(), people = Credentials.User(), key = RunArgument.Key();
        people.Required = true;
        Option<bool> input = Credentials.FromInput();
        var meaning = new Option<string?>("--meaning") { Description = "What the signature says: executed, reviewed, approved or rejected." };
        var comment = new Option<string>("--comment") { Description = "In your own words.", DefaultValueFactory = _ => "" };
        var gone = new Option<int?>("--void") { Description = "Number of the signature to make void, with a --reason." };
        var reason = new Option<string>("--reason") { Description = "Why the signature is made void.", DefaultValueFactory = _ => "" };
        var command = new Command("sign", "Sign the record of a run, or make a signature on it void; each time you prove who you are.")
        {
            run, meaning, comment, gone, reason, people, input, site, key,
        };
        command.SetAction(parsed =>
        {
            SignatureMeaning? what = MeaningOf(parsed.GetValue(meaning));
            int? number = parsed.GetValue(gone);
            if (what is null == number is null) throw new InputException("give either --meaning, or --void with the number of a signature.");
            string user = parsed.GetValue(people)!;
            Site at = SiteOption.Of(parsed.GetValue(site));
            using var desk = new SigningDesk(RunPlace.Find(parsed.GetValue(run)!), at, RunArgument.Signer(parsed.GetValue(key)));
            ShownRunText.Print(desk.Shown, desk.Signing, Console.Out);
            SigningAct act = what is { } wanted ? new SignatureAct(wanted, parsed.GetValue(comment)!) : new VoidAct(number!.Value, parsed.GetValue(reason)!);
            desk.Sign(Prove(at, user, parsed.GetValue(input), act), act);
            if (number is null)
            {
                Signature signature = desk.Signing.Ledger.Signatures[^1];
                Console.WriteLine($"Signature {signature.Number}: {signature.Person.Name} ({signature.Role}) signed {act.Words} at {signature.Time:yyyy-MM-dd HH:mm:ss} UTC.");
            }
            else
            {
                Voiding voiding = desk.Signing.Ledger.Signatures[number.Value - 1].Void!;
                Console.WriteLine($"{voiding.Person.Name} ({voiding.Role}) made signature {number} void at {voiding.Time:yyyy-MM-dd HH:mm:ss} UTC.");
            }
            Console.WriteLine(desk.Signing.Verification);
            return 0;
        });
        return command;
    }

    /// <summary>The person who signs proves it, now, for this.</summary>
    /// <exception cref="InputException">They did not.</exception>
    public static Identified Prove(Site site, string user, bool fromInput, SigningAct act)
    {
        Console.WriteLine($"With the password that follows, {Visible.Of(user)} signs: {act.Words}.");
        return Credentials.Prove(site, user, fromInput, $"signature: {act.Words}");
    }

    private static SignatureMeaning? MeaningOf(string? word) => word is null ? null
        : SignatureMeanings.Of(word) ?? throw new InputException($"--meaning {Visible.Of(word)}: a signature says executed, reviewed, approved or rejected.");
}
