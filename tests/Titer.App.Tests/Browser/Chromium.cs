using Microsoft.Playwright;
using Titer.Tests.Browser;

[assembly: AssemblyFixture(typeof(Titer.App.Tests.Browser.Chromium))]

namespace Titer.App.Tests.Browser;

/// <summary>One browser for all tests of this process, started by the first that asks; each test has a context of its own in it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>The browser; a test is skipped where there is none.</summary>
    public async Task<IBrowser> BrowserAsync()
    {
        Assert.SkipWhen(ChromiumProgram.Path is null, ChromiumProgram.Missing);
        return (await _started.Value).Browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated || !_started.Value.IsCompletedSuccessfully) return;
        await _started.Value.Result.Browser.DisposeAsync();
        _started.Value.Result.Playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        IPlaywright playwright = await Playwright.CreateAsync();
        return (playwright, await ChromiumProgram.StartAsync(playwright));
    }
}
