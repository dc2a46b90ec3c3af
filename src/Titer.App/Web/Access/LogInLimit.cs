using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Titer.App.Web.Access;

/// <summary>How many passwords one address may try in a minute, whatever the accounts: guessing over many accounts locks none of them.</summary>
internal static class LogInLimit
{
    public static PartitionedRateLimiter<HttpContext> Of(int perMinute) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value is "/login" or "/password"
            ? RateLimitPartition.GetFixedWindowLimiter($"{context.Connection.RemoteIpAddress}",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
}
