using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Titer.App.Hosting;
using Titer.App.Runs;
using Titer.App.Trail;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;
using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.App.Web.Api.Runs;

/// <summary>The records of runs.</summary>
internal static class RunEndpoints
{
    private const int MostPoints = 20_000, MostTags = 50;

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", (UnitHost host) => RunsHere.All(host).Select(r => new RunLineView(r, IsLive(host, r))).ToArray()).WithSummary("All runs.");
        runs.MapGet("/{id}", (string id, UnitHost host) =>
        {
            using IRecord record = RunsHere.Find(host, id).Record.Open();
            return RunView.Of(id, IsLive(host, id), RunHeader.ReadFrom(record, id), record);
        }).WithSummary("What a run was made from.");
        runs.MapGet("/{id}/series", (string id, UnitHost host) =>
        {
            using IRecord record = RunsHere.Find(host, id).Record.Open();
            return TrendReader.Of(record).Extents([]).Select(e =>
                new SeriesView(e.Series.Tag.Name, e.Series.Kind, e.Series.Unit.Code, e.Series.Source, e.Count, e.Begin, e.End)).ToArray();
        }).WithSummary("Which series a run has.");
        runs.MapGet("/{id}/trends", Trends).WithSummary("Series over time, thinned to a number of points so that no extreme is lost.");
        runs.MapGet("/{id}/verification", (string id, UnitHost host) => VerificationView.Of(RunsHere.Find(host, id).Record.Verify()))
            .WithSummary("Checks every entry, hash, checkpoint and signature.");
        runs.MapGet("/{id}/review", (string id, UnitHost host) =>
        {
            using IRecord record = RunsHere.Find(host, id).Record.Open();
            BatchRecord made = Made(record, id);
            return new ReviewView(made.Hash, VerificationView.Of(made.Figures.Verification), [.. made.Exceptions.Select(ExceptionView.Of)]);
        }).WithSummary("What was not as planned, and the hash that a signature is bound to.");
        runs.MapGet("/{id}/report", Report).WithSummary("The batch report, HTML.").Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Text.Html);
        runs.MapGet("/{id}/record/{form}", Record).WithSummary("The batch record as html, pdf or json.");
        runs.MapGet("/{id}/export", Export).WithSummary("The record as an archive that verifies without its store.")
            .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Zip);
        runs.MapGet("/{id}/signatures", (string id, UnitHost host) =>
        {
            using IRecord record = RunsHere.Find(host, id).Record.Open();
            return ChainVerifier.Check(record).Signatures.Signatures.Select(SignatureView.Of).ToArray();
        }).WithSummary("The signatures on a run.");
        runs.MapPost("/{id}/signatures", RunSigning.Sign).WithSummary("Signs a run. Takes the password again, also with a token.")
            .RequireAuthorization(p => p.RequireRole(Enum.GetValues<SignatureMeaning>().SelectMany(m => SignatureRules.Roles(m)).Distinct()));
        runs.MapGet("/{id}/people", (string id, UnitHost host) =>
        {
            using IRecord record = RunsHere.Find(host, id).Record.Open();
            var lines = new List<Units.EventView>();
            TrailReading.Read(record, new TrailQuery(null, null, null, null, null, null), line => lines.Add(Units.EventView.Of(line.Event)));
            return lines;
        }).WithSummary("What people did in a run.");
    }

    private static bool IsLive(UnitHost host, string id) => host.Find(id) is { Turning.IsCompleted: false };

    private static TrendView[] Trends(string id, UnitHost host, string[] tag, DateTimeOffset? from, DateTimeOffset? to, int points = 2000)
    {
        if (points is < 1 or > MostPoints) throw new InputException($"A series has 1 to {MostPoints} points.");
        if (tag.Length is 0 or > MostTags) throw new InputException($"Name 1 to {MostTags} tags, each as tag=NAME.");
        using IRecord record = RunsHere.Find(host, id).Record.Open();
        TrendReader reader = TrendReader.Of(record);
        Tag[] wanted = [.. tag.Select(name => reader.Tags.Where(t => t.Name == name).Select(t => (Tag?)t).FirstOrDefault()
            ?? throw new InputException($"The run has no series of the tag '{Visible.Of(name)}'."))];
        return [.. reader.Query(new TrendQuery(wanted, from, to, points)).Select(TrendView.Of)];
    }

    private static BatchRecord Made(IRecord record, string id)
    {
        RunHeader header = RunHeader.ReadFrom(record, id);
        return BatchRecord.Of(record, header.Kind.Layout(header), PlannedBatch.Of(header));
    }

    private static FileContentHttpResult Report(string id, UnitHost host)
    {
        using IRecord record = RunsHere.Find(host, id).Record.Open();
        RunHeader header = RunHeader.ReadFrom(record, id);
        using TemporaryFile file = new(".html");
        BatchReport.Write(record, header.Kind.Layout(header), file.Path);
        return TypedResults.File(File.ReadAllBytes(file.Path), MediaTypeNames.Text.Html, $"{id}-report.html");
    }

    private static FileContentHttpResult Record(string id, string form, UnitHost host)
    {
        using IRecord record = RunsHere.Find(host, id).Record.Open();
        (Func<BatchRecord, byte[]> bytes, string type) = form switch
        {
            "html" => ((Func<BatchRecord, byte[]>)(made => HtmlForm.Bytes(made.Document)), MediaTypeNames.Text.Html),
            "pdf" => (made => PdfForm.Bytes(made.Document), MediaTypeNames.Application.Pdf),
            "json" => (made => made.Json, MediaTypeNames.Application.Json),
            _ => throw new NotThere($"A batch record has the forms html, pdf and json, and not '{Visible.Of(form)}'."),
        };
        // Saved, never shown in the browser as a page of this server.
        return TypedResults.File(bytes(Made(record, id)), type, $"{id}-record.{form}");
    }

    private static FileStreamHttpResult Export(string id, UnitHost host, HttpContext context)
    {
        using IRecord record = RunsHere.Find(host, id).Record.Open();
        var file = new TemporaryFile(".zip");
        context.Response.RegisterForDispose(file);
        return ExportFile.Write(file.Path, record) is { Ok: false } broken
            ? throw new InputException($"Not exported, because the record is {broken}")
            : TypedResults.Stream(File.OpenRead(file.Path), MediaTypeNames.Application.Zip, $"{id}.zip");
    }
}
