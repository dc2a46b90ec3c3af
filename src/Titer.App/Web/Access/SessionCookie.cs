using Microsoft.AspNetCore.Http;

namespace Titer.App.Web.Access;

/// <summary>The cookie that holds the token of a session: no script reads it, and no other site's request brings it.</summary>
internal static class SessionCookie
{
    public const string Name = "titer-session";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 and <= 128 } token ? token : null;

    public static void Write(HttpContext context, string token) => context.Response.Cookies.Append(Name, token, Strict(context));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Strict(context));

    /// <summary>As every cookie of the server is; it goes with the browser.</summary>
    public static CookieOptions Strict(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
}
