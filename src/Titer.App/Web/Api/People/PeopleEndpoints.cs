using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Titer.App.People;
using Titer.App.Sites;
using Titer.App.Web.Access;
using Titer.Core;

namespace Titer.App.Web.Api.People;

/// <summary>The accounts of the site, for administrators. A password is reset at the terminal, where the witness proves to be there.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", (HttpContext context) =>
        {
            Identified who = context.Caller();
            return new MeView(who.Person.Id, who.LogIn, who.Person.Name, [.. who.Roles.Select(r => r.Word())], context.IsByCookie() ? "session" : "token");
        }).WithTags("Access").WithSummary("Who makes this request, in which roles.");

        RouteGroupBuilder people = api.MapGroup("/people").WithTags("People").RequireAuthorization(nameof(Duty.ManagePeople));
        people.MapGet("", (Site site) => AccountRow.All(site)).WithSummary("All accounts there ever were.");
        people.MapPost("", (AddAccountRequest asked, Site site, HttpContext context) => TypedResults.Created($"{ApiServer.Base}/people",
                new OneTimeView(asked.Name, Of(site).Add(context.Caller(), asked.Name, asked.PrintedName, RolesOf(asked.Roles), asked.Reason))))
            .WithSummary("Makes an account; the answer has the password that serves to set another, once.");
        people.MapPut("/{name}/roles", (string name, RolesRequest asked, Site site, HttpContext context) =>
            Done(() => Of(site).SetRoles(context.Caller(), name, RolesOf(asked.Roles), asked.Reason))).WithSummary("Gives an account exactly these roles.");
        people.MapPost("/{name}/disable", (string name, ReasonRequest asked, Site site, HttpContext context) =>
            Done(() => Of(site).Disable(context.Caller(), name, asked.Reason))).WithSummary("Lets a person in no more.");
        people.MapPost("/{name}/enable", (string name, ReasonRequest asked, Site site, HttpContext context) =>
            Done(() => Of(site).Enable(context.Caller(), name, asked.Reason))).WithSummary("Lets a disabled person in again.");
        people.MapPost("/{name}/unlock", (string name, ReasonRequest asked, Site site, HttpContext context) =>
            Done(() => Of(site).Unlock(context.Caller(), name, asked.Reason))).WithSummary("Ends a lock-out before its time.");
    }

    /// <exception cref="InputException">One of them is no role.</exception>
    internal static Role[] RolesOf(IReadOnlyList<string> words) => [.. words.Select(w => Roles.TryParse(w, out Role role) ? role
        : throw new InputException($"'{Visible.Of(w)}' is no role; there are {string.Join(", ", Roles.Words)}."))];

    private static PeopleAdministration Of(Site site) => new(site, new PeopleDirectory(site));

    private static NoContent Done(Action change)
    {
        change();
        return TypedResults.NoContent();
    }

    private sealed record MeView(string Id, string Name, string PrintedName, IReadOnlyList<string> Roles, string By);

    private sealed record AddAccountRequest(string Name, string PrintedName, IReadOnlyList<string> Roles, string Reason);

    private sealed record OneTimeView(string Name, string OneTimePassword);

    private sealed record RolesRequest(IReadOnlyList<string> Roles, string Reason);

    private sealed record ReasonRequest(string Reason);
}
