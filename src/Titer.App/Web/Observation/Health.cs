using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.Hosting;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.Web.Observation;

/// <summary>
/// For whoever starts and watches the process: <c>/health/live</c> answers as long as it answers at all, <c>/health/ready</c> when runs can be written,
/// the site can be read, no unit has failed and there is room on the disk. They need no log-in and tell nothing but which of these is wrong.
/// </summary>
internal static class Health
{
    /// <summary>Below this, records stop before long.</summary>
    private const long LeastFree = 512L << 20;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder health = app.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => TypedResults.Ok(new { status = "live" }));
        health.MapGet("/ready", (UnitHost host, Site site) =>
        {
            string[] wrong = [.. Wrong(host, site)];
            return wrong.Length == 0 ? Results.Ok(new { status = "ready", wrong })
                : Results.Json(new { status = "not ready", wrong }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static IEnumerable<string> Wrong(UnitHost host, Site site)
    {
        if (!IsWritable(host.Runs)) yield return "records cannot be written";
        else if (Free(host.Runs) < LeastFree) yield return "the disk is nearly full";
        if (!IsReadable(site)) yield return "the accounts cannot be read";
        if (host.Snapshots.Any(u => u.State == HostedState.Failed)) yield return "a unit has failed";
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream probe = new(Path.Combine(folder, ".ready"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1,
                FileOptions.DeleteOnClose);
            probe.WriteByte(1);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long Free(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    private static bool IsReadable(Site site)
    {
        try
        {
            return site.Read(people => people.Users.Any());
        }
        catch (Exception e) when (e is InputException or IOException)
        {
            return false;
        }
    }
}
