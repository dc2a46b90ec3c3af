using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.Web.Access;

/// <summary>Who makes a request, by session or by token, as the authentication of this request found.</summary>
internal static class Callers
{
    private const string LogIn = "titer:login";

    /// <param name="scheme">How they proved it.</param>
    public static ClaimsPrincipal Principal(Identified who, string scheme, params ReadOnlySpan<Claim> more) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, who.Person.Id), new Claim(ClaimTypes.Name, who.Person.Name), new Claim(LogIn, who.LogIn),
            .. who.Roles.Select(r => new Claim(ClaimTypes.Role, r.Word())), .. more,
        ], scheme));

    /// <exception cref="InputException">Nobody is known.</exception>
    public static Identified Caller(this HttpContext context) =>
        context.User is { Identity.IsAuthenticated: true } user && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? new Identified(new Person(id, user.FindFirstValue(ClaimTypes.Name)!), user.FindFirstValue(LogIn)!,
                [.. user.FindAll(ClaimTypes.Role).Select(c => Roles.TryParse(c.Value, out Role role) ? role : throw new InvalidDataException(c.Value))])
            : throw new InputException("Nobody is logged in.");

    /// <summary>Whether the session or token of a request that lasts still serves.</summary>
    public static bool IsStillThere(this HttpContext context, Site site) => context.IsByCookie()
        ? SessionCookie.Read(context.Request) is { } session && new Sessions(site).IsOpen(session)
        : new AccessTokens(site).Use(context.Request.Headers.Authorization.ToString()[TokenAuthentication.Header.Length..].Trim()) is not null;

    /// <summary>The request came with a cookie, which a browser also sends when another site made it.</summary>
    public static bool IsByCookie(this HttpContext context) => context.User.Identity?.AuthenticationType == SessionAuthentication.SchemeName;
}
