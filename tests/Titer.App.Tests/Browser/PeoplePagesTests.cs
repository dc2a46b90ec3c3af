using Microsoft.Playwright;
using Titer.App.People;
using Titer.App.Tests.Web;

namespace Titer.App.Tests.Browser;

public sealed class PeoplePagesTests(Chromium chromium) : ServedTest(chromium)
{
    [Fact]
    public async Task An_administrator_makes_an_account_disables_it_and_ends_a_session()
    {
        TestServer server = Server;
        Identified olga = server.Add("olga.operator", Role.Operator);
        string token = new Sessions(server.Site).Open(olga);
        IPage page = await OpenAsync();
        await page.LogIn(server, "ada.first", "/people");
        ILocator reason = page.Locator("#change-reason");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change olga.operator", Exact = true }).ClickUntil(reason);
        await page.ShouldBeAccessible();
        await ShootAsync(page, "people");

        await page.Locator("#new-name").FillAsync("quirin.quality");
        await page.Locator("#new-printed").FillAsync("Quirin <b>Quality</b>");
        await page.Locator("#new-role").SelectOptionAsync("quality");
        await page.Locator("#new-reason").FillAsync("joins the site");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main p[role=alert]")).ToContainTextAsync("printed");
        await page.Locator("#new-printed").FillAsync("Quirin Quality");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        string once = await page.Locator("#one-time").InnerTextAsync();
        Assert.Equal(AdmissionStatus.PasswordChangeNeeded, server.Directory.Authenticate("quirin.quality", once).Status);

        await page.Locator("#session-reason").Enter("left the terminal");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new System.Text.RegularExpressions.Regex("End the session of olga") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new System.Text.RegularExpressions.Regex("End the session of olga") })).ToHaveCountAsync(0);
        Assert.Null(new Sessions(server.Site).Use(token));

        await reason.FillAsync("left the site");
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new System.Text.RegularExpressions.Regex("olga.operator") })).ToContainTextAsync("disabled");
        Assert.Equal(AdmissionStatus.Refused, server.Directory.Authenticate("olga.operator", TestServer.Password).Status);
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("quality")]
    [InlineData("engineer")]
    public async Task A_role_that_is_too_low_gets_no_page_of_people(string word)
    {
        TestServer server = Server;
        server.Add("olga.other", Roles.TryParse(word, out Role role) ? role : default);
        IPage page = await OpenAsync();
        await page.LogIn(server, "olga.other", "/account");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("olga.other");
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "People" }).CountAsync());
        IAPIResponse answer = await page.Context.APIRequest.GetAsync(new Uri(server.Address, "/people").ToString());
        Assert.Equal(403, answer.Status);
        Assert.DoesNotContain("ada.first", await answer.TextAsync());
    }

    [Fact]
    public async Task A_role_that_was_taken_away_while_the_page_is_open_changes_nothing_any_more()
    {
        TestServer server = Server;
        server.Add("zoe.admin", Role.Administrator);
        server.Add("olga.operator", Role.Operator);
        IPage page = await OpenAsync();
        await page.LogIn(server, "zoe.admin", "/people");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change olga.operator", Exact = true }).ClickUntil(page.Locator("#change-reason"));
        Identified ada = server.Directory.Authenticate("ada.first", TestServer.Password).Required();
        new PeopleAdministration(server.Site, server.Directory).SetRoles(ada, "zoe.admin", [Role.Operator], "moves on");
        await page.Locator("#change-reason").FillAsync("no reason");
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main p[role=alert]")).ToContainTextAsync("may not manage accounts");
        Assert.Equal(AdmissionStatus.Admitted, server.Directory.Authenticate("olga.operator", TestServer.Password).Status);
    }

    [Fact]
    public async Task A_second_factor_is_set_up_from_the_code_that_the_page_shows()
    {
        TestServer server = Server;
        server.Add("olga.operator", Role.Operator);
        IPage page = await OpenAsync();
        await page.LogIn(server, "olga.operator", "/account");
        // The button waits for the page's connection; before that, what is typed would be lost.
        ILocator setUp = page.GetByRole(AriaRole.Button, new() { Name = "Set up", Exact = true });
        await Assertions.Expect(setUp).ToBeEnabledAsync(new() { Timeout = 20_000 });
        await page.Locator("#factor-password").FillAsync(TestServer.Password);
        await setUp.ClickAsync();
        await page.Locator("svg.qr").WaitForAsync();
        await page.ShouldBeAccessible();
        string key = await page.Locator("main p code").InnerTextAsync();
        await page.Locator("#factor-code").FillAsync(TimeBasedCode.At(TimeBasedCode.FromBase32(key), server.Clock.GetUtcNow()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".codes li")).ToHaveCountAsync(10);
        Assert.Equal(AdmissionStatus.CodeNeeded, server.Directory.Authenticate("olga.operator", TestServer.Password).Status);
    }
}
