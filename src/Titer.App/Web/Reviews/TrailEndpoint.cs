using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.People;
using Titer.App.Trail;
using Titer.Core;

namespace Titer.App.Web.Reviews;

/// <summary>All lines of a search of the trail as CSV, for whoever may read the trail.</summary>
internal static class TrailEndpoint
{
    public const string Path = "/trail.csv";

    public static void MapTrailFile(this IEndpointRouteBuilder app) => app.MapGet(Path, async (HttpContext context, TrailSearches searches) =>
    {
        string file = System.IO.Path.GetTempFileName();
        var stream = new FileStream(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            TrailAsk ask = TrailAsk.Of(context.Request.Query);
            IReadOnlyList<TrailSource> sources = searches.Sources(ask.Within);
            TrailQuery query = ask.Query();
            await Task.Run(() =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                TrailSearch.Write(sources, query, writer, context.RequestAborted);
            }, context.RequestAborted);
            stream.Position = 0;
            return Results.File(stream, "text/csv; charset=utf-8", "trail.csv");
        }
        catch (InputException e)
        {
            await stream.DisposeAsync();
            return Results.Text(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }).RequireAuthorization(nameof(Duty.ReadTrail));
}
