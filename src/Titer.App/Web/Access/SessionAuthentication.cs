using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.Web.Access;

/// <summary>Who makes a request: the person of the session whose token the cookie holds. Each request uses the session.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Site site)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "titer";

    /// <summary>Claim with the token. It is kept on the server, for the circuit to check the session again.</summary>
    public const string Token = "titer:session";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Request) is not { } token) return Task.FromResult(AuthenticateResult.NoResult());
        try
        {
            return Task.FromResult(new Sessions(site).Use(token) is { } who
                ? AuthenticateResult.Success(new AuthenticationTicket(Callers.Principal(who, SchemeName, new Claim(Token, token)), SchemeName))
                : AuthenticateResult.Fail("The session is over."));
        }
        catch (Exception e) when (e is InputException or IOException)
        {
            // Without a trail nobody is let in.
            return Task.FromResult(AuthenticateResult.Fail(e));
        }
    }

    /// <summary>A person at a browser goes to the log-in page; everything else is told 401.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        bool page = HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        if (page) Response.Redirect($"/login?return={Uri.EscapeDataString(Request.Path + Request.QueryString)}");
        else Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
