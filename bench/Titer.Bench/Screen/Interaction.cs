using Microsoft.Playwright;

namespace Titer.Bench.Screen;

/// <summary>
/// How long somebody waits who uses the pages while all units are live: from a click or a key, by its own time stamp, to the end of the frame that shows what it was
/// for. Beside it what the browser itself says of its interactions (Event Timing), which ends with the next frame whether or not the server has answered, and
/// the same click on a page without units and without a server in between.
/// </summary>
internal static class Interaction
{
    private const int Rounds = 60;

    public static async Task RunAsync(IBrowser browser, Uri address, int units, IReadOnlyList<BrowserContextCookiesResult> cookies, Dictionary<string, object?> figures)
    {
        await using IBrowserContext context = await Watched.ContextAsync(browser, cookies);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri);
        await page.WaitForFunctionAsync("() => document.querySelector('table.units tbody tr')");
        // The first update comes over the circuit; before it a click would load the page anew.
        await page.EvaluateAsync("() => new Promise((done) => new MutationObserver(done).observe(document.querySelector('table.units tbody'), { subtree: true, childList: true, characterData: true }))");
        List<double> clicks = [], keys = [];
        for (int i = 0; i < Rounds; i++)
        {
            await page.EvaluateAsync("() => titerBench.response('click', () => !document.querySelector('table.units'))");
            await page.Locator("table.units tbody th a").Nth(i * 7 % Math.Min(units, 30)).ClickAsync();
            clicks.Add(await page.EvaluateAsync<double>("() => titerBench.answer"));
            await page.EvaluateAsync("(units) => titerBench.response('keydown', () => document.querySelectorAll('table.units tbody tr').length === units)", units);
            await page.Locator("nav.side a[href='/'], nav.side a[href='']").First.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            keys.Add(await page.EvaluateAsync<double>("() => titerBench.answer"));
        }
        double[] eventTiming = await page.EvaluateAsync<double[]>("() => [...titerBench.interactions.values()]");
        double[] reference = await ReferenceAsync(browser);
        double[] all = [.. clicks, .. keys];
        double p95 = Watched.Quantile(all, 0.95), own = Watched.Quantile(reference, 0.95);
        Console.WriteLine("Interaction, ms                                   number   median      95 %      max");
        Print("a unit's name clicked, until its page shows", clicks);
        Print("Enter on Plant, until every row shows", keys);
        Print("both", all);
        Print("by the browser's Event Timing (16 ms or more)", eventTiming);
        Print("a click on a page without a server", reference);
        Console.WriteLine(FormattableString.Invariant($"ratio of 95 % to that without a server: {p95 / own:F1}"));
        (figures["interaction_p95_ms"], figures["interaction_median_ms"], figures["interactions"]) = (p95, Watched.Quantile(all, 0.5), all.Length);
        (figures["click_p95_ms"], figures["key_p95_ms"]) = (Watched.Quantile(clicks, 0.95), Watched.Quantile(keys, 0.95));
        (figures["event_timing_p95_ms"], figures["reference_click_p95_ms"], figures["interaction_ratio"]) =
            (eventTiming.Length == 0 ? null : Watched.Quantile(eventTiming, 0.95), own, p95 / own);
    }

    private static async Task<double[]> ReferenceAsync(IBrowser browser)
    {
        await using IBrowserContext context = await Watched.ContextAsync(browser);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("data:text/html,<!doctype html><title>still</title><button>0</button>");
        await page.EvaluateAsync("() => { const b = document.querySelector('button'); b.onclick = () => { b.textContent = Number(b.textContent) + 1; }; }");
        var times = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            await page.EvaluateAsync("(i) => titerBench.response('click', () => document.querySelector('button').textContent === String(i + 1))", i);
            await page.GetByRole(AriaRole.Button).ClickAsync();
            times[i] = await page.EvaluateAsync<double>("() => titerBench.answer");
        }
        return times;
    }

    private static void Print(string what, IReadOnlyCollection<double> ms) => Console.WriteLine(FormattableString.Invariant(
        $"  {what,-46} {ms.Count,7} {Watched.Quantile(ms, 0.5),8:F0} {Watched.Quantile(ms, 0.95),9:F0} {(ms.Count == 0 ? double.NaN : ms.Max()),8:F0}"));
}
