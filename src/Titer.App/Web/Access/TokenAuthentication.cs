using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Titer.App.People;
using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.Web.Access;

/// <summary>Who makes a request: the person for whom a program acts whose token is in the header <c>Authorization: Bearer</c>.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Site site, TokenGuesses guesses)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "titer-token", Header = "Bearer ";

    private const int Longest = 128;

    private bool _tooMany;

    /// <summary>Chooses by the request: a token where there is one, which only the API takes, else the cookie.</summary>
    public static string Choose(HttpContext context) => IsForPrograms(context.Request.Path) && context.Request.Headers.Authorization.Count > 0
        ? SchemeName : SessionAuthentication.SchemeName;

    private static bool IsForPrograms(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/metrics");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        _tooMany = guesses.TooMany(Context);
        if (_tooMany || header.Length > Longest || !header.StartsWith(Header, StringComparison.OrdinalIgnoreCase)) return Failed();
        try
        {
            return new AccessTokens(site).Use(header[Header.Length..].Trim()) is { } who
                ? Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Callers.Principal(who, SchemeName), SchemeName)))
                : Failed();
        }
        catch (Exception e) when (e is InputException or IOException)
        {
            return Task.FromResult(AuthenticateResult.Fail(e));
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = _tooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private Task<AuthenticateResult> Failed()
    {
        guesses.Count(Context);
        return Task.FromResult(AuthenticateResult.Fail("The token does not serve."));
    }
}
