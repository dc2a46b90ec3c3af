using Microsoft.Playwright;

namespace Titer.Bench.Screen;

/// <summary>A context of the browser whose pages note by the browser's own clock when they are painted and how long input waits.</summary>
internal static class Watched
{
    private const string Script = """
        (() => {
            const bench = window.titerBench = { largest: 0, interactions: new Map() };
            new PerformanceObserver((list) => { for (const e of list.getEntries()) bench.largest = e.startTime; })
                .observe({ type: "largest-contentful-paint", buffered: true });
            new PerformanceObserver((list) => {
                for (const e of list.getEntries())
                    if (e.interactionId) bench.interactions.set(e.interactionId, Math.max(e.duration, bench.interactions.get(e.interactionId) ?? 0));
            }).observe({ type: "event", durationThreshold: 16, buffered: true });
            // From an input to the end of the frame in which the page shows what it was for.
            bench.response = (kind, shows) => {
                bench.answer = new Promise((resolve) => addEventListener(kind, (input) => {
                    const look = () => shows() ? setTimeout(() => resolve(performance.now() - input.timeStamp)) : requestAnimationFrame(look);
                    requestAnimationFrame(look);
                }, { once: true, capture: true }));
            };
        })();
        """;

    /// <param name="cookies">Of somebody who has logged in; null for nobody.</param>
    public static async Task<IBrowserContext> ContextAsync(IBrowser browser, IEnumerable<BrowserContextCookiesResult>? cookies = null)
    {
        IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 }, Locale = "en-GB" });
        context.SetDefaultTimeout(60_000);
        await context.AddInitScriptAsync(Script);
        if (cookies is not null)
            await context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly }));
        return context;
    }

    /// <summary>Value at a fraction of a sorted list, by the nearest rank.</summary>
    public static double Quantile(IEnumerable<double> values, double fraction)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(fraction * sorted.Length) - 1)];
    }
}
