using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.Web.Access;

/// <summary>The person at a page. A page that was opened long ago proves nothing: each handler asks here again.</summary>
internal sealed class CurrentPerson(AuthenticationStateProvider state, Site site)
{
    /// <summary>The person, whose session is used with this, in the roles of now.</summary>
    /// <exception cref="InputException">The session is over.</exception>
    public async Task<Identified> Require() => await Token() is { } token && new Sessions(site).Use(token) is { } who
        ? who
        : throw new InputException("The session is over; log in again.");

    /// <summary>The same, for something that takes a duty; an attempt without it is in the trail.</summary>
    /// <exception cref="InputException">The session is over, or the person may not.</exception>
    public async Task<Identified> Require(Duty duty)
    {
        Identified who = await Require();
        new PeopleDirectory(site).Require(who, duty);
        return who;
    }

    /// <summary>The person proves again who they are, with the password and, if the account has one, a code: for what is signed.</summary>
    /// <exception cref="InputException">They do not, or may not; or somebody else's session is open here.</exception>
    public async Task<Identified> Prove(string password, string? code, Duty duty, string purpose)
    {
        Identified who = await Require(duty);
        return new PeopleDirectory(site).Authenticate(who.LogIn, password, string.IsNullOrWhiteSpace(code) ? null : code.Trim(), purpose).Required();
    }

    /// <summary>Whether the session is still open; it is not used with this.</summary>
    public async Task<bool> IsThere() => await Token() is { } token && new Sessions(site).IsOpen(token);

    /// <summary>Whether the person's roles of log-in would let them; for showing, never for letting.</summary>
    public async Task<bool> May(Duty duty)
    {
        ClaimsPrincipal user = (await state.GetAuthenticationStateAsync()).User;
        return Duties.Of(duty).Any(r => user.IsInRole(r.Word()));
    }

    private async Task<string?> Token() => (await state.GetAuthenticationStateAsync()).User.FindFirstValue(SessionAuthentication.Token);
}
