using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.People;
using Titer.App.Reviews;
using Titer.App.Runs;
using Titer.Core;
using Titer.Records;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;

namespace Titer.App.Web.Reviews;

/// <summary>The whole batch record of a run as HTML, PDF and JSON, for whoever may read batch records.</summary>
internal static class RecordEndpoints
{
    /// <summary>For the record as a page of its own: no script, no form, no frame, and nothing from elsewhere; its pictures and its style are within it.</summary>
    public const string Policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>How many are made at a time: each takes a processor for seconds, and the units need one.</summary>
    private static readonly SemaphoreSlim One = new(1);

    public static string PathOf(string run, string form) => $"/review/{Uri.EscapeDataString(run)}/record.{form}";

    public static void MapRecords(this IEndpointRouteBuilder app)
    {
        foreach (string form in (string[])["html", "pdf", "json"])
            app.MapGet($"/review/{{run}}/record.{form}", (HttpContext context, RunReviews runs, string run) => Answer(context, runs, run, form))
                .RequireAuthorization(nameof(Duty.ReadRecord));
    }

    private static async Task<IResult> Answer(HttpContext context, RunReviews runs, string run, string form)
    {
        if (runs.PlaceOf(run) is not { } place) return Results.NotFound();
        byte[] bytes;
        await One.WaitAsync(context.RequestAborted);
        try
        {
            bytes = await Task.Run(() => Bytes(place, run, form), context.RequestAborted);
        }
        catch (InputException e)
        {
            return Results.Text(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
        finally
        {
            One.Release();
        }
        if (form != "html") return Results.File(bytes, form == "pdf" ? "application/pdf" : "application/json", $"{Safe(run)}-record.{form}");
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.File(bytes, "text/html; charset=utf-8");
    }

    private static byte[] Bytes(RunPlace place, string run, string form)
    {
        using IRecord record = place.Record.Open();
        BatchRecord made = BatchRecordReading.Of(record, run).Made;
        return form switch { "html" => HtmlForm.Bytes(made.Document), "pdf" => PdfForm.Bytes(made.Document), _ => made.Json };
    }

    private static string Safe(string run) => string.Concat(run.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
}
