using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Titer.App.People;

namespace Titer.App.Tests.Web.Api;

/// <summary>Every address of the server, as it is mapped and not as a list says: one that is added later without a policy fails here.</summary>
public sealed class EndpointSecurityTests
{
    // What anybody may ask without a log-in. A file of the pages is known by its name having an ending.
    private static readonly string[] Open = ["login", "password", "preferences", "health/live", "health/ready", "trouble", "not-allowed", "nothing-here"];

    // What changes something and is for every role that is logged in; each of the API's asks for something more itself.
    private static readonly string[] ForAll = ["logout", "session", "api/v1/tokens", "api/v1/tokens/{id}", "api/v1/recipes/check", "api/v1/sensing/{chip}"];

    private static string Pattern(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/');

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static string[] Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? [.. methods.Except(["HEAD", "OPTIONS", "CONNECT"])] : ["GET"];

    private static bool IsUnsafe(string method) => method is "POST" or "PUT" or "DELETE" or "PATCH";

    private static string Path(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p =>
        p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => parameter.ParameterPolicies.Any(c => c.Content == "int") ? "1" : "x",
            _ => "",
        }))));

    private static async Task<HashSet<string>?> RolesOf(ApiBench bench, RouteEndpoint endpoint)
    {
        AuthorizationPolicy? policy = await AuthorizationPolicy.CombineAsync(bench.Services.GetRequiredService<IAuthorizationPolicyProvider>(),
            endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
        HashSet<string>? roles = null;
        foreach (RolesAuthorizationRequirement required in policy?.Requirements.OfType<RolesAuthorizationRequirement>() ?? [])
        {
            if (roles is null) roles = [.. required.AllowedRoles];
            else roles.IntersectWith(required.AllowedRoles);
        }
        return roles;
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (IsUnsafe(method)) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task Refuses(ApiBench bench, HttpClient client, Func<RouteEndpoint, bool> which, params HttpStatusCode[] expected)
    {
        var let = new List<string>();
        foreach (RouteEndpoint endpoint in bench.Endpoints.Where(e => !IsOpen(e) && which(e)))
        {
            foreach (string method in Methods(endpoint))
            {
                using HttpResponseMessage answer = await Ask(client, method, Path(endpoint));
                bool toLogIn = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.OriginalString.StartsWith("/login", StringComparison.Ordinal) == true;
                if (!expected.Contains(answer.StatusCode) && !toLogIn) let.Add($"{method} {Path(endpoint)}: {(int)answer.StatusCode}");
            }
        }
        Assert.Empty(let);
    }

    private static bool IsApi(RouteEndpoint endpoint) => Pattern(endpoint).StartsWith("api/", StringComparison.Ordinal) || Pattern(endpoint) == "metrics";

    [Fact]
    public async Task Nothing_is_open_but_what_is_listed_here()
    {
        await using ApiBench bench = await ApiBench.Start();
        Assert.True(bench.Endpoints.Length > 40);
        string[] open = [.. bench.Endpoints.Where(IsOpen).Select(Pattern).Distinct()
            .Where(p => !Open.Contains(p, StringComparer.OrdinalIgnoreCase) && !System.IO.Path.HasExtension(p) && !p.StartsWith("{**", StringComparison.Ordinal)
                && !p.StartsWith("lib/", StringComparison.Ordinal))];
        Assert.Equal([], open);
    }

    [Fact]
    public async Task What_changes_something_names_the_roles_that_may()
    {
        await using ApiBench bench = await ApiBench.Start();
        var without = new List<string>();
        foreach (RouteEndpoint endpoint in bench.Endpoints.Where(e => !IsOpen(e) && Methods(e).Any(IsUnsafe)))
        {
            // Pages and their circuit check each handler on the server.
            if (!IsApi(endpoint) && !ForAll.Contains(Pattern(endpoint))) continue;
            if (!ForAll.Contains(Pattern(endpoint)) && await RolesOf(bench, endpoint) is null) without.Add(Pattern(endpoint));
        }
        Assert.Empty(without);
    }

    [Fact]
    public async Task Without_a_log_in_nothing_answers()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient nobody = bench.Client();
        await Refuses(bench, nobody, _ => true, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_that_is_over_opens_nothing()
    {
        await using ApiBench bench = await ApiBench.Start();
        string session = bench.Session(Role.Supervisor);
        bench.Site.Clock.Pass(TimeSpan.FromHours(24));
        using HttpClient late = bench.BySession(session);
        await Refuses(bench, late, _ => true, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_is_expired_revoked_or_none_opens_nothing()
    {
        await using ApiBench bench = await ApiBench.Start();
        string expired = bench.Token(Role.Supervisor, days: 1), revoked = bench.Token(Role.Supervisor);
        var tokens = new AccessTokens(bench.Site.Site);
        tokens.Revoke(bench.People[Role.Supervisor], tokens.Of(bench.People[Role.Supervisor].Person.Id)[^1].Id, "it lay about");
        bench.Site.Clock.Pass(TimeSpan.FromDays(2));
        foreach (string token in (string[])[expired, revoked, "titer_" + new string('0', 64), "x"])
        {
            using HttpClient client = bench.ByToken(token);
            await Refuses(bench, client, IsApi, HttpStatusCode.Unauthorized);
        }
        Assert.Equal(1, bench.Site.Count(AccessTokens.Revoked));
        Assert.Equal(2, bench.Site.Count(AccessTokens.Issued));
    }

    [Fact]
    public async Task Each_role_that_is_too_low_is_refused()
    {
        await using ApiBench bench = await ApiBench.Start();
        int refused = 0;
        foreach (Role role in Enum.GetValues<Role>())
        {
            using HttpClient client = bench.ByToken(bench.Token(role));
            foreach (RouteEndpoint endpoint in bench.Endpoints.Where(e => !IsOpen(e) && IsApi(e)))
            {
                if (await RolesOf(bench, endpoint) is not { } roles || roles.Contains(role.Word())) continue;
                foreach (string method in Methods(endpoint))
                {
                    using HttpResponseMessage answer = await Ask(client, method, Path(endpoint));
                    Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{role}: {method} {Path(endpoint)}: {(int)answer.StatusCode}");
                    Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                    refused++;
                }
            }
        }
        Assert.True(refused > 30);
    }

    [Fact]
    public async Task A_session_changes_nothing_without_the_token_against_forgery()
    {
        await using ApiBench bench = await ApiBench.Start();
        foreach (Role role in Enum.GetValues<Role>())
        {
            using HttpClient client = bench.BySession(bench.Session(role));
            foreach (RouteEndpoint endpoint in bench.Endpoints.Where(e => !IsOpen(e) && IsApi(e)))
            {
                if (await RolesOf(bench, endpoint) is { } roles && !roles.Contains(role.Word())) continue;
                foreach (string method in Methods(endpoint).Where(IsUnsafe))
                {
                    using HttpResponseMessage answer = await Ask(client, method, Path(endpoint));
                    Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{role}: {method} {Path(endpoint)}: {(int)answer.StatusCode}");
                    Assert.Contains("RequestVerificationToken", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task No_path_leads_out_of_the_folders()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Engineer));
        // Two points alone a client takes away itself.
        string[] ways = ["..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fkey.pem", "..%5c..%5ckey.pem", "%2fetc%2fpasswd", "short.yaml%00", "x%0d%0aSet-Cookie:a=b"];
        foreach (RouteEndpoint endpoint in bench.Endpoints.Where(e => !IsOpen(e) && IsApi(e) && e.RoutePattern.Parameters.Count > 0
            && !Pattern(e).StartsWith("api/docs/scalar", StringComparison.Ordinal)))
        {
            foreach (string way in ways)
            {
                string path = Path(endpoint).Replace("/x", $"/{way}", StringComparison.Ordinal);
                using HttpResponseMessage answer = await Ask(client, Methods(endpoint)[0], path);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path}: {(int)answer.StatusCode}");
                string said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotContain("root:", said, StringComparison.Ordinal);
                Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
                Assert.DoesNotContain(" at Titer.", said, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Engineer));
        foreach ((string path, int size) in new[] { ("/api/v1/recipes/check", 2 << 20), ("/api/v1/documents", 5 << 20), ("/api/v1/sensing/electrophoresis?file=a.csv", 33 << 20) })
        {
            using var content = new ByteArrayContent(new byte[size]);
            content.Headers.ContentType = new("application/json");
            HttpStatusCode status = default;
            try
            {
                using HttpResponseMessage answer = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
                status = answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                // The server answered and hung up while the body was still coming.
                status = HttpStatusCode.RequestEntityTooLarge;
            }
            Assert.True(status == HttpStatusCode.RequestEntityTooLarge, $"{path}: {status}");
        }
    }

    [Fact]
    public async Task Guessing_of_tokens_and_passwords_is_slowed()
    {
        await using ApiBench bench = await ApiBench.Start(logInsPerMinute: 5);
        string good = bench.Token(Role.Supervisor);
        using (HttpClient guesser = bench.ByToken("titer_" + new string('1', 64)))
        {
            for (int i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(guesser, "GET", "/api/v1/units")).StatusCode);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await Ask(guesser, "GET", "/api/v1/units")).StatusCode);
        }
        using HttpClient client = bench.ByToken(good);
        // The right token from there has to wait too: else an answer would tell it from the wrong ones.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Ask(client, "GET", "/api/v1/units")).StatusCode);
        bench.Site.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "GET", "/api/v1/units")).StatusCode);
        object request = new { purpose = "x", days = 1, roles = new[] { "supervisor" }, password = "wrong" };
        for (int i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/tokens", ApiBench.Body(request), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostAsync("/api/v1/tokens", ApiBench.Body(request), TestContext.Current.CancellationToken)).StatusCode);
    }
}
