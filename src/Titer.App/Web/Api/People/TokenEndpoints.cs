using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Titer.App.People;
using Titer.App.Sites;
using Titer.App.Web.Access;

namespace Titer.App.Web.Api.People;

/// <summary>One's own tokens. A new one takes the password: a token cannot make another, nor a page that was left open.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder tokens = api.MapGroup("/tokens").WithTags("Access");
        tokens.MapGet("", (Site site, HttpContext context) => new AccessTokens(site).Of(context.Caller().Person.Id)).WithSummary("Your own tokens.");
        tokens.MapPost("", Issue).WithSummary("Makes a token for a purpose; the answer has it, once.");
        tokens.MapDelete("/{id}", (string id, string reason, Site site, HttpContext context) =>
        {
            new AccessTokens(site).Revoke(context.Caller(), id, reason);
            return TypedResults.NoContent();
        }).WithSummary("Revokes one of your tokens, or as an administrator anybody's.");
    }

    private static Created<IssuedView> Issue(TokenRequest asked, Site site, HttpContext context)
    {
        Identified who = new PeopleDirectory(site).Authenticate(context.Caller().LogIn, asked.Password, asked.Code, "new token").Required();
        (string token, TokenLine line) = new AccessTokens(site).Issue(who, asked.Purpose, asked.Days, PeopleEndpoints.RolesOf(asked.Roles));
        return TypedResults.Created($"{ApiServer.Base}/tokens", new IssuedView(token, line));
    }

    /// <param name="Days">How long it serves, whole days from 1 to 366.</param>
    /// <param name="Roles">Some of your own.</param>
    private sealed record TokenRequest(string Purpose, int Days, IReadOnlyList<string> Roles, string Password, string? Code = null);

    private sealed record IssuedView(string Token, TokenLine About);
}
