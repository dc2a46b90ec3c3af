using Microsoft.Playwright;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Tests.Commands;
using Titer.App.Tests.Web;
using Titer.Batch;

namespace Titer.App.Tests.Browser;

/// <summary>The Plant and Unit pages in a real browser: a batch from its start to what people do to it.</summary>
public sealed class UnitPageTests(Chromium chromium, Bench bench) : BrowserTest(chromium)
{
    private TestServer? _server;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task<IPage> Entered(string name)
    {
        IPage page = await OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.GotoAsync($"{_server!.Address}");
        await page.GetByLabel("Log-in name").FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(TestServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Plant" }).WaitForAsync();
        await Alive(page);
        return page;
    }

    /// <summary>The clock goes: the page has its circuit.</summary>
    private static async Task Alive(IPage page)
    {
        string first = await page.Locator(".clock").InnerTextAsync();
        for (int i = 0; i < 200 && await page.Locator(".clock").InnerTextAsync() == first; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_operator_starts_a_batch_watches_it_confirms_holds_and_looks_at_a_raw_frame()
    {
        _server = await TestServer.Start(recipes: Path.GetDirectoryName(bench.Recipe));
        _server.Add("oskar", Role.Operator);
        IPage page = await Entered("oskar");
        await page.ShouldBeAccessible();
        await page.GetByText("Start a batch").ClickAsync();
        await page.GetByLabel("Recipe", new() { Exact = true }).SelectOptionAsync("long.yaml");
        await page.GetByLabel("Name of the unit").FillAsync("R1 <b>bold</b>");
        await page.GetByLabel("Seed").FillAsync("301");
        await page.GetByLabel("Speed").FillAsync("1000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "R1 <b>bold</b>" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await page.GetByText("Person oskar confirmed \"Inoculum added and sampled\".").First.WaitForAsync();
        HostedUnit unit = _server.Units.Find(_server.Units.Snapshots.Single().Id)!;
        await TestServer.Until(() => unit.Snapshot.Hours > 1.5, "it runs");
        await page.Locator("canvas").First.WaitForAsync();
        await ShootAsync(page, "unit-page");

        await page.GetByRole(AriaRole.Button, new() { Name = "raman" }).First.ClickAsync();
        await page.Locator("figure.frame svg").First.WaitForAsync();

        await page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("Hold");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the command" }).ClickAsync();
        await page.GetByText("A reason is needed.").WaitForAsync();
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync("look at the <i>vent</i>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the command" }).ClickAsync();
        await TestServer.Until(() => unit.Snapshot.Procedure == ProcedureState.Held, "it is held");
        await page.GetByText("Runs · held").WaitForAsync();
        Assert.Equal(0, await page.Locator("main i, main b").CountAsync());
        await page.ShouldBeAccessible();

        await page.GetByRole(AriaRole.Link, new() { Name = "Plant" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "R1 <b>bold</b>" }).WaitForAsync();
        await ShootAsync(page, "plant-page");
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_to_do()
    {
        _server = await TestServer.Start(recipes: Path.GetDirectoryName(bench.Recipe));
        Identified oskar = _server.Add("oskar", Role.Operator);
        _server.Add("quentin", Role.Quality);
        HostedUnit unit = _server.Units.Start(new BatchRequest("long.yaml", "R1", 301, 1000, IsGmp: false), oskar);
        IPage page = await Entered("quentin");
        Assert.Equal(0, await page.GetByText("Start a batch").CountAsync());
        await page.GotoAsync($"{_server.Address}units/{unit.Id}");
        await page.GetByText("Your roles let you look and not act here.").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Give the command" }).CountAsync());
    }

    [Fact]
    public async Task A_page_whose_session_ended_goes_to_the_log_in()
    {
        _server = await TestServer.Start(recipes: Path.GetDirectoryName(bench.Recipe));
        _server.Add("oskar", Role.Operator);
        IPage page = await Entered("oskar");
        _server.Clock.Pass(TimeSpan.FromMinutes(16));
        await page.GetByLabel("Log-in name").WaitForAsync();
    }
}
