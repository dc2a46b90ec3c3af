using Microsoft.Playwright;
using Xunit.Sdk;

namespace Titer.App.Tests.Browser;

/// <summary>The fixture sees what is wrong with a page, so that a test that is green says something.</summary>
public sealed class BrowserFixtureTests(Chromium chromium)
{
    private sealed class OneTest(Chromium chromium) : BrowserTest(chromium)
    {
        public Task<IPage> PageAsync() => OpenAsync();

        public void Expected(string pattern) => Expect(pattern);
    }

    private static string Page(string body) => $"<!doctype html><html lang=en><head><title>Test</title><link rel=icon href='data:,'></head><body><main><h1>Test</h1>{body}</main></body></html>";

    [Theory]
    [InlineData("<script>alert(1)</script>", "console")]
    [InlineData("<button onclick='alert(1)'>Go</button>", "console")]
    [InlineData("<img src=/missing.png alt=missing>", "answer 404")]
    public async Task A_page_that_breaks_its_policy_or_asks_for_what_is_not_there_fails_its_test(string body, string problem)
    {
        await using StaticSite site = await StaticSite.StartAsync(Page(body));
        var test = new OneTest(chromium);
        IPage page = await test.PageAsync();
        await page.GotoAsync(site.Address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        if (await page.GetByRole(AriaRole.Button).CountAsync() > 0) await page.GetByRole(AriaRole.Button).ClickAsync();
        FailException failure = await Assert.ThrowsAsync<FailException>(async () => await test.DisposeAsync());
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_test_expects_does_not_fail_it()
    {
        await using StaticSite site = await StaticSite.StartAsync(Page("<img src=/missing.png alt=missing>"));
        var test = new OneTest(chromium);
        test.Expected("404");
        await (await test.PageAsync()).GotoAsync(site.Address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await test.DisposeAsync();
    }

    [Fact]
    public async Task An_input_without_a_label_is_found_by_rule_impact_and_element()
    {
        await using StaticSite site = await StaticSite.StartAsync(Page("<input id=nameless>"));
        var test = new OneTest(chromium);
        IPage page = await test.PageAsync();
        await page.GotoAsync(site.Address);
        FailException failure = await Assert.ThrowsAsync<FailException>(page.ShouldBeAccessible);
        Assert.Contains("label (critical)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("#nameless", failure.Message, StringComparison.Ordinal);
        await test.DisposeAsync();
    }
}
