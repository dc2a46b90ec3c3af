using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Titer.App.Tests.Browser;

/// <summary>
/// A test in the browser. What a page writes to its console as an error, an exception in it and a request that fails all fail the test, unless it
/// says with <see cref="Expect"/> that they belong to it. Screenshots go to the folder <c>screenshots</c> beside the test binaries.
/// </summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<Regex> _expected = [];
    private readonly ConcurrentQueue<string> _problems = [];

    protected static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    public virtual ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            foreach (IPage page in _contexts.SelectMany(c => c.Pages)) await ShootAsync(page, "failed-" + TestContext.Current.TestMethod?.MethodName);
        foreach (IBrowserContext context in _contexts) await context.DisposeAsync();
        string[] problems = [.. _problems.Where(p => !_expected.Exists(e => e.IsMatch(p)))];
        if (problems.Length > 0) Assert.Fail(string.Join('\n', problems));
    }

    /// <summary>A new page in a new context, which shares no cookie and no cache with any other; 1280 x 800 pixels, light, English.</summary>
    /// <param name="options">Of the context, where it differs.</param>
    protected async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        IBrowser browser = await chromium.BrowserAsync();
        options ??= new();
        options.ViewportSize ??= new() { Width = 1280, Height = 800 };
        options.Locale ??= "en-GB";
        options.ColorScheme ??= ColorScheme.Light;
        options.ReducedMotion ??= ReducedMotion.Reduce;
        IBrowserContext context = await browser.NewContextAsync(options);
        _contexts.Add(context);
        context.SetDefaultTimeout(20_000);
        context.Page += (_, page) => Listen(page);
        return await context.NewPageAsync();
    }

    /// <summary>Problems of a page that match are part of this test: the network is cut on purpose, an address is refused.</summary>
    protected void Expect(string pattern) => _expected.Add(new Regex(pattern));

    // To hide the caret Playwright would write a style into the page, which its policy forbids.
    protected static async Task ShootAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, name + ".png"), Caret = ScreenshotCaret.Initial });

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _problems.Enqueue($"console of {page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _problems.Enqueue($"exception in {page.Url}: {error}");
        page.RequestFailed += (_, request) =>
        {
            // Leaving a page ends what it was still asking for.
            if (request.Failure != "net::ERR_ABORTED") _problems.Enqueue($"request {request.Method} {request.Url}: {request.Failure}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) _problems.Enqueue($"answer {response.Status} to {response.Request.Method} {response.Url}");
        };
    }
}
