using System.CommandLine;
using Titer.App.Commands.People;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Signing;

/// <summary><c>titer sign RUN</c>: a person signs a run, or makes a signature void.</summary>
internal static class SignCommand
{
    /// <summary>Code of the event by which the trail of the site notes a signature on a run, so that one that is cut off there is known here.</summary>
    private const string Noted = "record.signed";

    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> site = SiteOption.Create(), user = Credentials.User(), key = RunArgument.Key();
        user.Required = true;
        Option<bool> input = Credentials.FromInput();
        var meaning = new Option<string?>("--meaning") { Description = "What the signature says: executed, reviewed, approved or rejected." };
        var comment = new Option<string>("--comment") { Description = "In your own words.", DefaultValueFactory = _ => "" };
        var gone = new Option<int?>("--void") { Description = "Number of the signature to make void, with a --reason." };
        var reason = new Option<string>("--reason") { Description = "Why the signature is made void.", DefaultValueFactory = _ => "" };
        var command = new Command("sign", "Sign the record of a run, or make a signature on it void; each time you prove who you are.")
        {
            run, meaning, comment, gone, reason, user, input, site, key,
        };
        command.SetAction(parsed =>
        {
            SignatureMeaning? what = MeaningOf(parsed.GetValue(meaning));
            int? number = parsed.GetValue(gone);
            if (what is null == number is null) throw new InputException("give either --meaning, or --void with the number of a signature.");
            RunPlace place = RunPlace.Find(parsed.GetValue(run)!);
            if (File.Exists(place.Name) && ExportedRecord.IsOne(place.Name))
                throw new InputException(place.Name, "an exported record is read only; sign the record that it was exported from.");
            Site at = SiteOption.Of(parsed.GetValue(site));
            using var signing = new RecordSigning(place.Record.OpenForAppend(RunArgument.Signer(parsed.GetValue(key))), place.Name, at.Clock);
            ShownRun shown = ShownRun.Of(signing.Record, place.Name);
            shown.Print(signing, Console.Out);
            string act = what is { } m ? m.Word() : $"void of signature {number}";
            Console.WriteLine($"With the password that follows, {Visible.Of(parsed.GetValue(user)!)} signs: {act}.");
            Identified who = Credentials.Prove(at, parsed.GetValue(user)!, parsed.GetValue(input), $"signature: {act}");
            string[] roles = [.. who.Roles.Select(r => r.Word())];
            if (what is { } wanted)
            {
                Signature signature = Denial.Noted(at, who, $"{place.Record}, {act}", () => signing.Give(who.Person, roles, wanted, parsed.GetValue(comment)!, shown.Document));
                Note(at, who, place, signing, $"signature {signature.Number}: {act}", signature.Comment);
                Console.WriteLine($"Signature {signature.Number}: {who.Person.Name} ({signature.Role}) signed {act} at {signature.Time:yyyy-MM-dd HH:mm:ss} UTC.");
            }
            else
            {
                Voiding voiding = Denial.Noted(at, who, $"{place.Record}, {act}",
                    () => signing.MakeVoid(who.Person, roles, number!.Value, parsed.GetValue(reason)!, shown.Document));
                Note(at, who, place, signing, act, voiding.Reason);
                Console.WriteLine($"{who.Person.Name} ({voiding.Role}) made signature {number} void at {voiding.Time:yyyy-MM-dd HH:mm:ss} UTC.");
            }
            Console.WriteLine(signing.Verification);
            return 0;
        });
        return command;
    }

    private static void Note(Site site, Identified who, RunPlace place, RecordSigning signing, string what, string reason) => site.Write(writer => writer.Add(
        Noted, Severity.Information, $"{who.Person.Name} signed the record {place.Record}: {what}.",
        (Person.IdKey, who.Person.Id), (Person.NameKey, who.Person.Name), ("what", $"{place.Record}, {what}"), ("reason", reason),
        ("record-entry", FormattableString.Invariant($"{signing.Verification.Entries}")), ("record-head", signing.Verification.Head)));

    private static SignatureMeaning? MeaningOf(string? word) => word is null ? null
        : SignatureMeanings.Of(word) ?? throw new InputException($"--meaning {Visible.Of(word)}: a signature says executed, reviewed, approved or rejected.");
}
