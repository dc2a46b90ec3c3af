using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Signing;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Signing;

/// <summary><c>titer signatures RUN</c>: who signed a run as what, and whether what they signed is still what the record shows.</summary>
internal static class SignaturesCommand
{
    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        var json = new Option<bool>("--json") { Description = "Print the signatures as one line of JSON and nothing else." };
        var command = new Command("signatures", "List the signatures on a run, void ones too, and check what each is bound to.") { run, json };
        command.SetAction(parsed =>
        {
            RunPlace place = RunPlace.Find(parsed.GetValue(run)!);
            using IRecord record = place.Record.Open();
            ChainCheck check = ChainVerifier.Check(record);
            (Signature Signature, bool Same)[] all =
                [.. check.Signatures.Signatures.Select(s => (s, ShownRun.Of(record, place.Name, s.Content.Entry).Document == s.Content.Document))];
            if (parsed.GetValue(json)) Console.WriteLine(Json(all, check.Signatures.Assessments, check.Result));
            else
            {
                if (all.Length == 0) Console.WriteLine("Nobody has signed this run.");
                foreach ((Signature s, bool same) in all)
                {
                    Console.WriteLine($"{s.Number}  {Line(s)}");
                    Console.WriteLine($"   up to entry {s.Content.Entry}, head {s.Content.Head[..16]}…, batch record {s.Content.Document[..16]}…, "
                        + (same ? "which the record still gives" : "which this version of the software does not give"));
                }
                foreach (AlarmAssessment a in check.Signatures.Assessments) Console.WriteLine(AssessCommand.Line(a));
                Console.WriteLine(check.Result);
            }
            return check.Result.Ok ? 0 : 1;
        });
        return command;
    }

    /// <summary>A signature on one line.</summary>
    public static string Line(Signature s)
    {
        string comment = s.Comment.Length > 0 ? $": {Visible.Of(s.Comment)}" : "";
        string gone = s.Void is { } v ? $" — void since {Time(v.Time)} by {Visible.Of(v.Person.Name)} ({v.Role}): {Visible.Of(v.Reason)}" : "";
        return $"{s.Meaning.Word()} by {Visible.Of(s.Person.Name)} ({s.Role}), {Time(s.Time)}{comment}{gone}";
    }

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Json((Signature Signature, bool Same)[] all, IEnumerable<AlarmAssessment> assessments, Verification found) => JsonSerializer.Serialize(new
    {
        verified = found.Ok,
        head = found.Head,
        signatures = all.Select(a => new
        {
            number = a.Signature.Number, meaning = a.Signature.Meaning.Word(), person = a.Signature.Person.Name, person_id = a.Signature.Person.Id, role = a.Signature.Role,
            time = a.Signature.Time.UtcDateTime, comment = a.Signature.Comment, entry = a.Signature.Content.Entry, head = a.Signature.Content.Head,
            document = a.Signature.Content.Document, document_reproduced = a.Same, stands = a.Signature.Stands,
            voided = a.Signature.Void is { } v ? new { person = v.Person.Name, person_id = v.Person.Id, role = v.Role, time = v.Time.UtcDateTime, reason = v.Reason } : null,
        }),
        assessments = assessments.Select(a => new
        {
            alarms = a.Alarms, person = a.Person.Name, person_id = a.Person.Id, role = a.Role, time = a.Time.UtcDateTime, comment = a.Comment,
            entry = a.Content.Entry, head = a.Content.Head, document = a.Content.Document,
        }),
    });
}
