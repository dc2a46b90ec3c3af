using System.Text.Json;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Titer.App.Web.Charts;
using Titer.App.Web.Languages;

namespace Titer.App.Tests.Browser;

/// <summary>A page with one chart of trends, fed by a test.</summary>
internal sealed class TrendPage(IPage page)
{
    public const string Html = """
        <!doctype html>
        <html lang="en"><head><title>Trend</title><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><link rel="stylesheet" href="/css/trend-chart.css"><link rel="stylesheet" href="/page.css"></head>
        <body><main><h1>Trend</h1><div id="chart"></div></main></body></html>
        """;

    private static readonly StringLocalizer<TrendTexts> Texts = new(
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public IPage Page => page;

    public static async Task<TrendPage> OpenAsync(IPage page, string address, Trend trend)
    {
        await page.GotoAsync(address);
        await page.EvaluateAsync("""
            async ([options]) => {
                const { create } = await import("/js/trend-chart.js");
                const host = document.getElementById("chart");
                window.chart = create(host, JSON.parse(options));
                window.frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            }
            """, new[] { JsonSerializer.Serialize(TrendOptions.Of(trend, Texts, "en"), Json) });
        return new TrendPage(page);
    }

    public Task ApplyAsync(TrendUpdate update) => ApplyAsync([update]);

    /// <summary>Each update with a frame of the screen for itself.</summary>
    public async Task ApplyAsync(IEnumerable<TrendUpdate> updates) => await page.EvaluateAsync("""
        async (updates) => {
            for (const u of updates) {
                window.chart.apply(Uint8Array.from(atob(u), (c) => c.charCodeAt(0)));
                await window.frame();
            }
        }
        """, updates.Select(u => Convert.ToBase64String(u.ToBytes())).ToArray());

    /// <summary>Colour of the picture at a time and value: red, green, blue.</summary>
    public Task<int[]> ColourAsync(double hours, double value) => page.EvaluateAsync<int[]>("""
        ([hours, value]) => {
            const { plot } = window.chart;
            const at = plot.ctx.getImageData(Math.round(plot.valToPos(hours, "x", true)), Math.round(plot.valToPos(value, "y", true)), 1, 1).data;
            return [at[0], at[1], at[2], at[3]];
        }
        """, new[] { hours, value });

    /// <summary>Bytes of script objects that are alive.</summary>
    public async Task<double> HeapAsync()
    {
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        for (int i = 0; i < 3; i++) await session.SendAsync("HeapProfiler.collectGarbage");
        JsonElement usage = (await session.SendAsync("Runtime.getHeapUsage"))!.Value;
        await session.DetachAsync();
        return usage.GetProperty("usedSize").GetDouble();
    }

    public Task<string> SpokenAsync() => page.Locator("[aria-live]").InnerTextAsync();
}
