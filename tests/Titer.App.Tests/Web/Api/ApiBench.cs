using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.App.Web;

namespace Titer.App.Tests.Web.Api;

/// <summary>A server of its own at a free port, with a person for each role and a short batch to run.</summary>
internal sealed class ApiBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private ApiBench(int logInsPerMinute)
    {
        foreach (Role role in Enum.GetValues<Role>())
            People[role] = role == Role.Administrator ? Site.Administrator : Site.Add($"p.{role.Word()}", role);
        Directory.CreateDirectory(_folder["recipes/equipment"]);
        string recipe = File.ReadAllText(Path.Combine(Repository.Recipes, "cho-antigen.yaml"));
        File.WriteAllText(_folder["recipes/short.yaml"], string.Join('\n', recipe.Split('\n').Select(line =>
            line.StartsWith("  batch-time:", StringComparison.Ordinal) ? "  batch-time: { value: 3, unit: h, low: 1, high: 400 }"
            : line.StartsWith("  shift-time:", StringComparison.Ordinal) ? "  shift-time: { value: 2, unit: h, low: 0.5, high: 400 }" : line)));
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Recipes, "equipment")))
            File.Copy(file, Path.Combine(_folder["recipes/equipment"], Path.GetFileName(file)));
        _app = WebServer.Create(WebSettings.Local(0) with { LogInsPerMinute = logInsPerMinute },
            new UnitHostSettings(_folder["runs"], _folder["recipes"], _folder["key.pem"]), Site.Site, Site.Clock);
    }

    public TestSite Site { get; } = new();

    public Dictionary<Role, Identified> People { get; } = [];

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public RouteEndpoint[] Endpoints => [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()];

    public static async Task<ApiBench> Start(int logInsPerMinute = 100_000)
    {
        var bench = new ApiBench(logInsPerMinute);
        await bench._app.StartAsync();
        bench.Address = new Uri(bench.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return bench;
    }

    /// <summary>A client that follows nothing and keeps no cookie by itself.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public string Session(Role role) => new Sessions(Site.Site).Open(People[role]);

    public HttpClient BySession(string session)
    {
        HttpClient client = Client();
        client.DefaultRequestHeaders.Add("Cookie", $"titer-session={session}");
        return client;
    }

    public string Token(Role role, int days = 30) => new AccessTokens(Site.Site).Issue(People[role], "a test", days, [role]).Token;

    public HttpClient ByToken(string token)
    {
        HttpClient client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>What was answered, which must be a success.</summary>
    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static JsonContent Body(object content) => JsonContent.Create(content);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Site.Dispose();
        _folder.Dispose();
    }
}
