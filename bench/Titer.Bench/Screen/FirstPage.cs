using Microsoft.Playwright;

namespace Titer.Bench.Screen;

/// <summary>
/// How long a browser that has nothing of the server takes to show the plant: from the start of the navigation to the largest paint and to a row for every
/// unit, whichever is later; beside it a static file of the same server, asked for in the same way.
/// </summary>
internal static class FirstPage
{
    private const int Repeats = 9;

    public static async Task RunAsync(IBrowser browser, Uri address, int units, IReadOnlyList<BrowserContextCookiesResult> cookies, Dictionary<string, object?> figures)
    {
        double[] shown = new double[Repeats], updated = new double[Repeats], reference = new double[Repeats];
        for (int i = 0; i < Repeats; i++)
        {
            await using (IBrowserContext cold = await Watched.ContextAsync(browser, cookies))
            {
                IPage page = await cold.NewPageAsync();
                await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
                shown[i] = await page.EvaluateAsync<double>("""
                    async (units) => {
                        let at = 0;
                        while (document.querySelectorAll("table.units tbody tr").length < units) await new Promise(requestAnimationFrame);
                        at = performance.now();
                        while (titerBench.largest === 0) await new Promise(requestAnimationFrame);
                        await new Promise((done) => setTimeout(done, 500));
                        return Math.max(at, titerBench.largest) / 1000;
                    }
                    """, units);
                // What is drawn next comes over the circuit: from then on the page lives.
                updated[i] = await page.EvaluateAsync<double>("""
                    () => new Promise((done) => new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() / 1000); })
                        .observe(document.querySelector("table.units tbody"), { subtree: true, childList: true, characterData: true }))
                    """);
            }
            await using IBrowserContext other = await Watched.ContextAsync(browser);
            IPage still = await other.NewPageAsync();
            await still.GotoAsync(new Uri(address, "favicon.svg").AbsoluteUri);
            reference[i] = await still.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].loadEventEnd / 1000");
        }
        double again = Watched.Quantile(shown[1..], 0.5), file = Watched.Quantile(reference[1..], 0.5);
        Console.WriteLine(FormattableString.Invariant($"The plant with {units} units in a browser that has nothing of it, s"));
        Console.WriteLine(FormattableString.Invariant($"  first since the server started  {shown[0],8:F2}   a static file {reference[0],6:F3}"));
        Console.WriteLine(FormattableString.Invariant($"  again, median of {Repeats - 1}              {again,8:F2}   a static file {file,6:F3}   ratio {again / file,6:F1}"));
        Console.WriteLine(FormattableString.Invariant($"  again, slowest                  {shown[1..].Max(),8:F2}"));
        Console.WriteLine(FormattableString.Invariant($"  first update after it, by       {Watched.Quantile(updated[1..], 0.5),8:F2} (median)"));
        (figures["first_page_s"], figures["first_page_again_s"], figures["first_page_ratio"]) = (shown[0], again, again / file);
        (figures["first_update_s"], figures["reference_page_s"]) = (Watched.Quantile(updated[1..], 0.5), file);
    }
}
