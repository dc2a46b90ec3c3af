using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Titer.App.Web;

/// <summary>
/// Headers of every answer (OWASP Secure Headers). Scripts are files of this server only: no inline script, no eval. Style attributes are allowed,
/// because MudBlazor's components write their sizes and palette that way; a style runs nothing.
/// </summary>
internal static class StrictHeaders
{
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'; manifest-src 'self'";

    private const string Year = "max-age=31536000";

    public static void UseStrictHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = Year;
        // What a person sees is not for the next person at the same browser; files of the server set their own.
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        return next(context);
    });
}
