using System.Text.Json;
using Microsoft.Playwright;
using Titer.Tests.Browser;

namespace Titer.Bench.Screen;

/// <summary>The pages in a real browser before many live units: how soon they are there, how soon they answer, whether they grow.</summary>
internal static class ScreenSuite
{
    public static int Run(ScreenSettings settings)
    {
        var figures = new Dictionary<string, object?>
        {
            ["suite"] = "screen", ["units"] = settings.Units, ["speed"] = settings.Speed,
            ["first_page_s"] = null, ["interaction_p95_ms"] = null, ["browser_growth_mb"] = null,
        };
        if (ChromiumProgram.Path is null) Console.WriteLine($"{ChromiumProgram.Missing}; its figures are null.");
        else MeasureAsync(settings, figures).GetAwaiter().GetResult();
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }

    private static async Task MeasureAsync(ScreenSettings settings, Dictionary<string, object?> figures)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await ChromiumProgram.StartAsync(playwright);
        using var plant = new ServedPlant(settings);
        Console.WriteLine(FormattableString.Invariant($"{settings.Units} CHO units at {settings.Speed} x real time, Chromium {browser.Version}, {Environment.ProcessorCount} processors"));
        IReadOnlyList<BrowserContextCookiesResult> cookies = await LogInAsync(browser, plant, settings.Units);
        await FirstPage.RunAsync(browser, plant.Address, settings.Units, cookies, figures);
        await Interaction.RunAsync(browser, plant.Address, settings.Units, cookies, figures);
        await BrowserMemory.RunAsync(browser, plant, settings.Minutes, cookies, figures);
    }

    /// <summary>Sets a password, logs in and waits until all units turn.</summary>
    private static async Task<IReadOnlyList<BrowserContextCookiesResult>> LogInAsync(IBrowser browser, ServedPlant plant, int units)
    {
        const string password = "quiet-steel-vessel-42";
        await using IBrowserContext context = await Watched.ContextAsync(browser);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(plant.Address, "password").AbsoluteUri);
        await page.FillAsync("#name", ServedPlant.Account);
        await page.FillAsync("#password", plant.Password);
        await page.FillAsync("#next", password);
        await page.FillAsync("#again", password);
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/login?changed=*");
        await page.FillAsync("#name", ServedPlant.Account);
        await page.FillAsync("#password", password);
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.WaitForFunctionAsync("""
            (units) => {
                const rows = [...document.querySelectorAll("table.units tbody tr")];
                return rows.length === units && rows.every((r) => r.querySelector(".estimates span"));
            }
            """, units, new() { Timeout = 300_000 });
        return await context.CookiesAsync();
    }
}
