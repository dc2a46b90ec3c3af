using System.CommandLine;
using Titer.App.Commands.People;
using Titer.App.People;
using Titer.App.Runs;
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
            bool piped = parsed.GetValue(input);
            using var desk = new SigningDesk(parsed.GetValue(run)!, SiteOption.Of(parsed.GetValue(site)), RunArgument.Signer(parsed.GetValue(key)));
            desk.Shown.Print(desk.Signing, Console.Out);
            if (what is { } wanted)
            {
                Signature signature = desk.Sign(user, piped, wanted.Word(),
                    (who, roles) => desk.Signing.Give(who.Person, roles, wanted, parsed.GetValue(comment)!, desk.Shown.Document),
                    s => ($"signature {s.Number}: {wanted.Word()}", s.Comment));
                Console.WriteLine($"Signature {signature.Number}: {signature.Person.Name} ({signature.Role}) signed {wanted.Word()} at {signature.Time:yyyy-MM-dd HH:mm:ss} UTC.");
            }
            else
            {
                string act = $"void of signature {number}";
                Voiding voiding = desk.Sign(user, piped, act,
                    (who, roles) => desk.Signing.MakeVoid(who.Person, roles, number!.Value, parsed.GetValue(reason)!, desk.Shown.Document),
                    v => (act, v.Reason));
                Console.WriteLine($"{voiding.Person.Name} ({voiding.Role}) made signature {number} void at {voiding.Time:yyyy-MM-dd HH:mm:ss} UTC.");
            }
            Console.WriteLine(desk.Signing.Verification);
            return 0;
        });
        return command;
    }

    private static SignatureMeaning? MeaningOf(string? word) => word is null ? null
        : SignatureMeanings.Of(word) ?? throw new InputException($"--meaning {Visible.Of(word)}: a signature says executed, reviewed, approved or rejected.");
}
