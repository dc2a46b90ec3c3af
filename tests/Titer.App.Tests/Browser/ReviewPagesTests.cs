using Microsoft.Playwright;
using Titer.App.Reviews;
using Titer.App.Tests.Web;
using Titer.App.Tests.Web.Reviews;

namespace Titer.App.Tests.Browser;

/// <summary>Quality at the screen: alarms are assessed, the run reviewed, and the trail's range too, by the keyboard.</summary>
public sealed class ReviewPagesTests(Chromium chromium, ReviewBench bench) : BrowserTest(chromium), IClassFixture<ReviewBench>
{
    private static ILocator Dialog(IPage page) => page.Locator(".sign[role=dialog]");

    private static async Task Give(IPage page, string words, string password = TestServer.Password)
    {
        await page.Locator("#sign-text").Enter(words);
        await page.Locator("#sign-password").Enter(password);
        await page.Locator(".sign button[type=submit]").PressAsync("Enter");
    }

    [Fact]
    public async Task A_run_is_assessed_and_reviewed_by_the_keyboard_and_one_that_grew_meanwhile_is_not_signed()
    {
        string path = $"/review/{bench.Run}";
        IPage page = await OpenAsync();
        await page.LogIn(bench.Server, "simone", path);
        ILocator assess = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Assess: ") }).First;
        await assess.ClickUntil(Dialog(page));
        await page.ShouldBeAccessible();
        await ShootAsync(page, "review-sign");
        await page.Keyboard.PressAsync("Escape");
        await Dialog(page).WaitForAsync(new() { State = WaitForSelectorState.Detached });

        // Another person assesses while the form is open: what was shown is the record no more.
        await assess.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Dialog(page).WaitForAsync();
        RunReview shown = await bench.Reviews.Read(bench.Run);
        AlikeAlarms[] lines = [.. AlikeAlarms.Of(shown.Ledger!)];
        await bench.Reviews.Sign(shown, new Signing.AssessmentAct(lines[0].Entries, "<b>No effect.</b>"), bench.Server.Directory.Authenticate("quy", TestServer.Password).Required());
        await Give(page, "No effect either.");
        await page.GetByText("has changed since it was shown").WaitForAsync();
        await page.GetByText("<b>No effect.</b>").First.WaitForAsync();
        Assert.Equal(0, await Dialog(page).CountAsync());

        while (await page.GetByText("Not assessed: ").CountAsync() is > 0 and int open)
        {
            await assess.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Dialog(page).WaitForAsync();
            await Give(page, "No effect.");
            await Dialog(page).WaitForAsync(new() { State = WaitForSelectorState.Detached });
            Assert.True(await page.GetByText("Not assessed: ").CountAsync() < open);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign as reviewed" }).PressAsync("Enter");
        await Dialog(page).WaitForAsync();
        await Give(page, "Looked through.", "not the password");
        await page.GetByText("is not right").WaitForAsync();
        await Give(page, "Looked through.");
        await page.GetByText("Waiting for approval").First.WaitForAsync();
        Assert.Contains("Reviewed by Person simone", await page.Locator(".standing").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Sign as approved" }).CountAsync());
        await page.ShouldBeAccessible();
        await ShootAsync(page, "review");
        await page.GotoAsync(new Uri(bench.Server.Address, "/review").ToString());
        await page.Locator("tbody").GetByText("Waiting for approval").First.WaitForAsync();
        await page.ShouldBeAccessible();
        await ShootAsync(page, "review-list");
    }

    [Fact]
    public async Task Quality_signs_the_review_of_a_range_of_the_trail()
    {
        string day = $"{bench.Server.Clock.GetUtcNow():yyyy-MM-dd}", now = $"{bench.Server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}";
        IPage page = await OpenAsync();
        await page.LogIn(bench.Server, "quy", $"/trail?from={day}&to={now}");
        await page.GetByText("account.added").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what the range holds" }).ClickUntil(Dialog(page));
        await page.ShouldBeAccessible();
        await page.Locator("#review-password").Enter(TestServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign as reviewed" }).PressAsync("Enter");
        await page.GetByText("Person quy signed the range as reviewed").WaitForAsync();
        await ShootAsync(page, "trail");
    }
}
