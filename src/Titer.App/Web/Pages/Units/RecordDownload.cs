using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.Hosting;
using Titer.App.Runs;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;

namespace Titer.App.Web.Pages.Units;

/// <summary>The batch record of a run of this server as PDF, of what is on the disk by then.</summary>
internal static class RecordDownload
{
    /// <summary>A record of 14 days takes seconds to read and check: one at a time.</summary>
    private static readonly SemaphoreSlim One = new(1);

    public static void MapRecordDownload(this IEndpointRouteBuilder app) => app.MapGet("/units/{id}/record.pdf",
        async (string id, UnitHost units, CancellationToken gone) =>
        {
            if (Folder(units.Runs, id) is not { } folder) return Results.NotFound();
            await One.WaitAsync(gone);
            try
            {
                return Results.Bytes(Pdf(folder), "application/pdf", $"{id}.pdf");
            }
            catch (InputException e)
            {
                return Results.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
            }
            finally
            {
                One.Release();
            }
        });

    /// <summary>The folder of a run, by its name alone; null when there is none, or the name leads elsewhere.</summary>
    private static string? Folder(string runs, string id) =>
        id.Length > 0 && Path.GetFileName(id) == id && id is not ("." or "..") && !id.Any(char.IsControl) && File.Exists(RunFolder.RecordOf(Path.Combine(runs, id)))
            ? Path.Combine(runs, id) : null;

    private static byte[] Pdf(string folder)
    {
        RunPlace place = RunPlace.Find(folder);
        using IRecord record = place.Record.Open();
        RunHeader header = RunHeader.ReadFrom(record, place.Name);
        return PdfForm.Bytes(BatchRecord.Of(record, header.Kind.Layout(header), PlannedBatch.Of(header), long.MaxValue).Document);
    }
}
