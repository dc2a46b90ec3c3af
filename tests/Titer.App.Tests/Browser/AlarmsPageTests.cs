using Microsoft.Playwright;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Tests.Commands;
using Titer.App.Tests.Web;
using Titer.Control.Alarms;

namespace Titer.App.Tests.Browser;

/// <summary>The Alarms page before a batch whose pH chip loses its reference.</summary>
public sealed class AlarmsPageTests(Chromium chromium, Bench bench) : BrowserTest(chromium)
{
    private TestServer _server = null!;
    private HostedUnit _unit = null!;

    public override async ValueTask InitializeAsync()
    {
        _server = await TestServer.Start(1, recipes: Path.GetDirectoryName(bench.Recipe));
        _unit = _server.Units.Start(new BatchRequest("long.yaml", "<b>R1</b>", 301, 1000, IsGmp: false) { AutoConfirm = true, Faults = ["ph-reference-loss@0.7"] },
            _server.Add("simone", Role.Supervisor));
        await TestServer.Until(() => _unit.Snapshot.AlarmList.Shown.Any(a => a.Key.Name == "pH.quality"), "the chip loses its reference");
        // Slow from here on, so that what the test reads is there.
        _server.Units.SetTurning(_unit.Id, false, 120, _server.Directory.Authenticate("simone", TestServer.Password).Required());
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<IPage> LogIn(string name, string language = "en-GB")
    {
        IPage page = await OpenAsync(new() { Locale = language });
        await page.GotoAsync(new Uri(_server.Address, "/login?return=%2Falarms").ToString());
        await page.Locator("input[autocomplete=username]").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(TestServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".alarm-list").WaitForAsync();
        return page;
    }

    private async Task Is(AlarmState state) =>
        await TestServer.Until(() => _unit.Snapshot.AlarmList.All.Any(a => a.Key.Name == "pH.quality" && a.State == state), $"pH.quality is {state}");

    [Fact]
    public async Task An_alarm_is_acknowledged_and_shelved_with_a_reason_by_the_keyboard_alone()
    {
        IPage page = await LogIn("simone");
        ILocator row = page.Locator(".alarm-list tr", new() { HasText = "pH.quality" });
        Assert.Contains("take a sample for pH", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("<b>R1</b>", await row.InnerTextAsync(), StringComparison.Ordinal);
        await page.ShouldBeAccessible();
        await ShootAsync(page, "alarms");

        await row.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Is(AlarmState.Acknowledged);
        await row.GetByText("acknowledged", new() { Exact = false }).First.WaitForAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Shelve" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.ShouldBeAccessible();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("<script>alert(1)</script>");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Is(AlarmState.Shelved);
        await page.Locator(".taken li", new() { HasText = "<script>alert(1)</script>" }).WaitForAsync();
        await ShootAsync(page, "alarms-shelved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put pH.quality" }).ClickAsync();
        await Is(AlarmState.Unacknowledged);
    }

    [Fact]
    public async Task The_page_is_acknowledged_at_once_and_the_history_filtered_and_exported()
    {
        IPage page = await LogIn("simone");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Acknowledge the") }).ClickAsync();
        await TestServer.Until(() => _unit.Snapshot.AlarmList.Shown.All(a => a.IsAcknowledged), "all are acknowledged");
        await page.GetByLabel("Filter", new() { Exact = true }).FillAsync("ladder");
        await page.Locator("section[aria-labelledby=history] tbody tr", new() { HasText = "pH.quality" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Export as CSV").ClickAsync());
        string text = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("pH.ladder", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pH.quality", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_act_sees_the_list_in_their_language_and_no_button()
    {
        _server.Add("quentin", Role.Quality);
        IPage page = await LogIn("quentin", "fr-FR");
        Assert.Equal("Alarmes", await page.Locator("h1").InnerTextAsync());
        Assert.Contains("non acquittée", await page.Locator(".alarm-list").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("main button").CountAsync());
        await page.ShouldBeAccessible();
    }
}
