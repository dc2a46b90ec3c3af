using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.People;
using Titer.App.Sites;

namespace Titer.App.Web.Access;

/// <summary>What the shell asks besides pages.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        // Binding a form asks for its antiforgery token.
        app.MapPost("/logout", (HttpContext context, Site site, IFormCollection _) =>
        {
            if (SessionCookie.Read(context.Request) is { } token) new Sessions(site).Close(token);
            SessionCookie.Delete(context);
            return Results.LocalRedirect("/login");
        });
        // Somebody moved at a page: the request itself has used the session.
        app.MapPost("/session", () => Results.NoContent());
    }
}
