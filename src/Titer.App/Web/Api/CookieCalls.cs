using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Titer.App.Web.Access;
using Titer.Core;

namespace Titer.App.Web.Api;

/// <summary>A request that changes something and comes with a cookie has to show that a page of this server made it.</summary>
internal static class CookieCalls
{
    public static void UseCookieCalls(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api") && context.IsByCookie() && IsUnsafe(context.Request.Method),
        api => api.Use(async (context, next) =>
        {
            var antiforgery = (IAntiforgery)context.RequestServices.GetService(typeof(IAntiforgery))!;
            if (!await antiforgery.IsRequestValidAsync(context))
                throw new InputException("With a session this takes the header RequestVerificationToken, which GET /api/v1/antiforgery gives.");
            await next(context);
        }));

    private static bool IsUnsafe(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));
}
