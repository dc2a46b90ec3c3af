using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Sites;
using Titer.App.Web;

namespace Titer.App.Tests.Web;

/// <summary>A real server of a site of its own on a free loopback port, by a clock that goes faster than the machine's.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string Password = "violet kettle 7 moraine";

    private readonly TempFolder _folder = new();

    private TestServer(double times)
    {
        Clock = new FastClock(times);
        Site = Site.Create(_folder["plant"], null, _folder["key.pem"], Clock, new PeopleRules { PasswordIterations = 1_000 });
        string once = new PeopleAdministration(Site, Directory).AddFirst("ada.first", "Ada First");
        Assert.Equal(AdmissionStatus.Admitted, Directory.ChangePassword("ada.first", once, null, Password).Status);
    }

    public FastClock Clock { get; }

    public Site Site { get; }

    public PeopleDirectory Directory => new(Site);

    public WebApplication App { get; private set; } = null!;

    public UnitHost Units => App.Services.GetRequiredService<UnitHost>();

    public Uri Address { get; private set; } = null!;

    public string Runs => _folder["runs"];

    /// <summary>Folder of recipes; those of the repository unless the test puts its own there.</summary>
    public string Recipes { get; init; } = Repository.Recipes;

    public static async Task<TestServer> Start(double times = 1, int logInsPerMinute = 1000, string? recipes = null)
    {
        var server = new TestServer(times) { Recipes = recipes ?? Repository.Recipes };
        await server.Begin(logInsPerMinute);
        return server;
    }

    /// <summary>The server ends in order and another begins at the same site and runs, as after a restart.</summary>
    public async Task Restart()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        await Begin(1000);
    }

    private async Task Begin(int logInsPerMinute)
    {
        App = WebServer.Create(WebSettings.Local(0) with { LogInsPerMinute = logInsPerMinute }, new UnitHostSettings(Runs, Recipes, _folder["key.pem"]), Site, Clock);
        await App.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Makes an account with a password of its own.</summary>
    public Identified Add(string name, params Role[] roles)
    {
        Identified administrator = Directory.Authenticate("ada.first", Password).Required();
        string once = new PeopleAdministration(Site, Directory).Add(administrator, name, $"Person {name}", roles, "joins the site");
        Assert.Equal(AdmissionStatus.Admitted, Directory.ChangePassword(name, once, null, Password).Status);
        return Directory.Authenticate(name, Password).Required();
    }

    public Browser Browser() => new(Address);

    public async Task<Browser> LoggedIn(string name, string password = Password)
    {
        Browser browser = Browser();
        using HttpResponseMessage answer = await browser.LogIn(name, password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    /// <summary>Waits until something is so, or the test fails.</summary>
    public static async Task Until(Func<bool> so, string what, int seconds = 60)
    {
        for (int i = 0; i < seconds * 50; i++)
        {
            if (so()) return;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"It did not happen: {what}");
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
