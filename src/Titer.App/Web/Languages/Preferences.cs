using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Titer.App.Web.Access;

namespace Titer.App.Web.Languages;

/// <summary>Language and light or dark of a browser, each in a cookie.</summary>
internal static class Preferences
{
    public const string LanguageCookie = "titer-language", ThemeCookie = "titer-theme", Dark = "dark", Light = "light";

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static bool IsDark(HttpRequest request) => request.Cookies[ThemeCookie] == Dark;

    /// <summary>The language that a page is first shown in stays that of the browser's visit: the connection behind the page may ask for none.</summary>
    public static void Keep(HttpContext context)
    {
        if (context.Request.Cookies.ContainsKey(LanguageCookie) || context.Response.HasStarted || Language.Asked(context).Result is null) return;
        Write(context, CultureInfo.CurrentUICulture.Name, SessionCookie.Strict(context));
    }

    public static void MapPreferences(this IEndpointRouteBuilder app) => app.MapPost("/preferences",
        (HttpContext context, [FromForm] string? language, [FromForm] string? theme, [FromForm(Name = "return")] string? back) =>
        {
            CookieOptions options = SessionCookie.Strict(context);
            options.MaxAge = Year;
            if (Language.Codes.Contains(language)) Write(context, language!, options);
            if (theme is Dark or Light) context.Response.Cookies.Append(ThemeCookie, theme, options);
            return Results.LocalRedirect(LocalPath.Of(back));
        }).AllowAnonymous();

    private static void Write(HttpContext context, string language, CookieOptions options) =>
        context.Response.Cookies.Append(LanguageCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), options);
}
