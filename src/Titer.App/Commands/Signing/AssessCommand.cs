using System.CommandLine;
using System.Globalization;
using Titer.App.Commands.People;
using Titer.App.Runs;
using Titer.App.Signing;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Signing;

/// <summary><c>titer assess RUN</c>: quality or a supervisor says what alarms mean for the product; without one it lists what nobody has assessed.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> site = SiteOption.Create(), people = Credentials.User(), key = RunArgument.Key();
        Option<bool> input = Credentials.FromInput();
        var alarm = new Option<long[]>("--alarm")
        {
            Description = "Numbers of the entries that raised the alarms.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
        };
        var like = new Option<long[]>("--like")
        {
            Description = "The same, and with each all alarms that are like it: of the same kind, source and name.",
            AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
        };
        var comment = new Option<string>("--comment") { Description = "What it was and what it means for the product.", DefaultValueFactory = _ => "" };
        var command = new Command("assess", "Assess alarms of a finished run, with proof of who you are; without --alarm list those not assessed.")
        {
            run, alarm, like, comment, people, input, site, key,
        };
        command.SetAction(parsed =>
        {
            long[] named = parsed.GetValue(alarm)!, alike = parsed.GetValue(like)!;
            if (named.Length + alike.Length == 0) return List(RunPlace.Find(parsed.GetValue(run)!));
            string user = parsed.GetValue(people) ?? throw new InputException("give --user NAME: an assessment is signed by who makes it.");
            Site at = SiteOption.Of(parsed.GetValue(site));
            using var desk = new SigningDesk(RunPlace.Find(parsed.GetValue(run)!), at, RunArgument.Signer(parsed.GetValue(key)));
            SignatureLedger ledger = desk.Signing.Ledger;
            long[] alarms = [.. named.Concat(alike.Where(a => !ledger.Alarms.ContainsKey(a))).Concat(alike.Where(ledger.Alarms.ContainsKey).SelectMany(ledger.Like))
                .Distinct().Order()];
            foreach (long entry in alarms.Where(ledger.Alarms.ContainsKey)) Console.WriteLine(Line(entry, ledger.Alarms[entry]));
            var act = new AssessmentAct([.. alarms], parsed.GetValue(comment)!);
            desk.Sign(SignCommand.Prove(at, user, parsed.GetValue(input), act), act);
            Console.WriteLine(Line(ledger.Assessments[^1]));
            Console.WriteLine(desk.Signing.Verification);
            return 0;
        });
        return command;
    }

    /// <summary>An assessment on one line.</summary>
    public static string Line(AlarmAssessment a) =>
        $"Assessment of {SigningDesk.Named(a)} by {Visible.Of(a.Person.Name)} ({a.Role}), {SignaturesCommand.Time(a.Time)}{(a.Comment.Length > 0 ? $": {Visible.Of(a.Comment)}" : "")}";

    private static int List(RunPlace place)
    {
        using IRecord record = place.Record.Open();
        ChainCheck check = ChainVerifier.Check(record);
        (long First, Event Alarm, int Count)[] open = [.. check.Signatures.UnassessedAlike().OrderByDescending(a => a.Alarm.Severity)];
        foreach ((long first, Event alarm, int count) in open) Console.WriteLine($"{Line(first, alarm)}{(count > 1 ? $" ({count} alike)" : "")}");
        Console.WriteLine(open.Length == 0 ? "Every alarm is assessed, or there was none."
            : $"{AlarmAssessment.Counted(open.Sum(a => a.Count))} to assess; 'titer assess RUN --like ENTRY --comment TEXT --user NAME' assesses all of a line.");
        return check.Result.Ok ? 0 : 1;
    }

    private static string Line(long entry, Event alarm) => string.Create(CultureInfo.InvariantCulture,
        $"{entry,9}  {alarm.Severity,-11}  {alarm.Time.UtcDateTime:yyyy-MM-dd HH:mm}  {Visible.Of(alarm.Source)}: {Visible.Of(alarm.Message)}");
}
