using System.CommandLine;
using System.Text;
using System.Text.Json;
using Titer.App.Runs;
using Titer.App.Sites;
using Titer.App.Trail;
using Titer.Records;
using Command = System.CommandLine.Command;

namespace Titer.App.Commands.Trail;

/// <summary><c>titer trail</c>: searches the audit trail of a site, or what people did in a run.</summary>
internal static class TrailCommand
{
    /// <summary>Lines that the table shows, the newest; the files and JSON have all.</summary>
    private const int Shown = 200;

    public static Command Create()
    {
        Option<string?> site = SiteOption.Create();
        (Option<string?> from, Option<string?> to) = Range();
        var run = new Option<string?>("--run") { Description = "Search what people did in this run instead of the trail of a site." };
        var who = new Option<string?>("--who") { Description = "Part of a name, or the id of a person." };
        var what = new Option<string?>("--what") { Description = "Part of what was changed or done." };
        var kind = new Option<string?>("--kind")
        {
            Description = "Kind of event (access, document, signature), or the beginning of its code (account, login.failed).",
        };
        var text = new Option<string?>("--text") { Description = "Text anywhere in the event." };
        var json = new Option<bool>("--json") { Description = "Print one line of JSON for each event and nothing else." };
        var csv = new Option<string?>("--csv") { Description = "Write all that is found into this file, CSV." };
        var command = new Command("trail", "Search the audit trail: who, when, what, old, new, reason.")
        {
            from, to, who, what, kind, text, run, json, csv, site, TrailReviewCommand.Create(),
        };
        command.SetAction(parsed =>
        {
            var query = new TrailQuery(TrailQuery.Moment(parsed.GetValue(from), "--from"), TrailQuery.Moment(parsed.GetValue(to), "--to"),
                parsed.GetValue(who), parsed.GetValue(what), parsed.GetValue(kind), parsed.GetValue(text));
            RecordPlace place = parsed.GetValue(run) is { } name ? RunPlace.Find(name).Record : SiteOption.Of(parsed.GetValue(site)).Settings.Trail;
            using IRecord record = place.Open();
            Verification? result = null;
            if (parsed.GetValue(json)) result = TrailReading.Read(record, query, line => Console.WriteLine(Json(line))).Result;
            else if (parsed.GetValue(csv) is { } file)
            {
                OutputFile.Write(file, stream =>
                {
                    using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                    writer.Write(TrailCsv.Header);
                    result = TrailReading.Read(record, query, line => writer.Write(TrailCsv.Of(line))).Result;
                });
            }
            else result = Table(record, query);
            if (result!.Ok) return 0;
            Console.Error.WriteLine($"{place}: {result}");
            return 1;
        });
        return command;
    }

    public static (Option<string?> From, Option<string?> To) Range() => (
        new("--from") { Description = "First moment, such as 2026-03-01 or 2026-03-01T06:00, in UTC." },
        new("--to") { Description = "First moment after, the same." });

    private static Verification Table(IRecord record, TrailQuery query)
    {
        var shown = new Queue<TrailLine>();
        long found = 0;
        Verification result = TrailReading.Read(record, query, line =>
        {
            found++;
            shown.Enqueue(line);
            if (shown.Count > Shown) shown.Dequeue();
        }).Result;
        if (found > Shown) Console.WriteLine($"{found - Shown} earlier ones are not shown; --csv FILE and --json have all.");
        foreach (TrailLine line in shown) Console.WriteLine(TrailTable.Of(line));
        Console.WriteLine($"{found} events.");
        return result;
    }

    private static string Json(TrailLine line) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["entry"] = line.Number, ["time"] = line.Event.Time, ["kind"] = line.Event.Kind.ToString(), ["code"] = line.Event.Code,
        ["message"] = line.Event.Message, ["data"] = line.Event.Data, ["hash"] = line.Hash,
    });
}
