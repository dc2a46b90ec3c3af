using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Titer.App.Web.Access;

/// <summary>How many passwords one address may try in a minute, whatever the accounts: guessing over many accounts locks none of them.</summary>
internal static class LogInLimit
{
    public static PartitionedRateLimiter<HttpContext> Of(int perMinute) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        HttpMethods.IsPost(context.Request.Method) && TakesPassword(context.Request.Path)
            ? RateLimitPartition.GetFixedWindowLimiter($"{context.Connection.RemoteIpAddress}",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));

    // The log-in, and the requests of the API that are signed or make a token.
    private static bool TakesPassword(PathString path) => path.Value is "/login" or "/password" or "/api/v1/tokens" or "/api/v1/documents"
        || (path.StartsWithSegments("/api/v1/runs") && path.Value!.EndsWith("/signatures", StringComparison.Ordinal))
        || (path.StartsWithSegments("/api/v1/documents") && path.Value!.EndsWith("/state", StringComparison.Ordinal));
}
