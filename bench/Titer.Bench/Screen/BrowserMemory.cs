using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Titer.Bench.Screen;

/// <summary>
/// Whether a page that is left open grows: script objects that are alive after a collection, and resident memory of the browser's processes, every quarter of a
/// minute after a minute of warming up; growth is the slope of a straight line through them times their duration.
/// </summary>
internal static class BrowserMemory
{
    private static readonly TimeSpan Warm = TimeSpan.FromMinutes(1), Step = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(IBrowser browser, ServedPlant plant, double minutes, IReadOnlyList<BrowserContextCookiesResult> cookies, Dictionary<string, object?> figures)
    {
        await using IBrowserContext context = await Watched.ContextAsync(browser, cookies);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(plant.Address.AbsoluteUri);
        ICDPSession session = await context.NewCDPSessionAsync(page), whole = await browser.NewBrowserCDPSessionAsync();
        await Task.Delay(Warm);
        List<(double Minutes, double Heap, double Resident)> samples = [];
        TimeSpan used = plant.ProcessorTime;
        long began = Stopwatch.GetTimestamp();
        do
        {
            await session.SendAsync("HeapProfiler.collectGarbage");
            double heap = (await session.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble() / 1e6;
            samples.Add((Stopwatch.GetElapsedTime(began).TotalMinutes, heap, await ResidentAsync(whole)));
            await Task.Delay(Step);
        }
        while (Stopwatch.GetElapsedTime(began).TotalMinutes < minutes);
        TimeSpan lasted = Stopwatch.GetElapsedTime(began);
        double span = samples[^1].Minutes - samples[0].Minutes;
        double heapGrowth = Slope(samples, s => s.Heap) * span, residentGrowth = Slope(samples, s => s.Resident) * span;
        double share = (plant.ProcessorTime - used) / lasted;
        Console.WriteLine(FormattableString.Invariant($"The plant left open for {span:F1} min, {samples.Count} samples, MB    at first   at last   growth"));
        Console.WriteLine(FormattableString.Invariant($"  script objects after a collection                  {samples[0].Heap,9:F1} {samples[^1].Heap,9:F1} {heapGrowth,8:F2}"));
        Console.WriteLine(FormattableString.Invariant($"  processes of the browser, resident                 {samples[0].Resident,9:F0} {samples[^1].Resident,9:F0} {residentGrowth,8:F1}"));
        Console.WriteLine(FormattableString.Invariant($"  the server meanwhile: {share:F2} of one core, {plant.ResidentMegabytes:F0} MB"));
        (figures["browser_growth_mb"], figures["heap_growth_mb"], figures["minutes"]) = (residentGrowth, heapGrowth, span);
        (figures["heap_mb"], figures["browser_mb"], figures["server_cores"], figures["server_mb"]) =
            (samples[^1].Heap, samples[^1].Resident, share, plant.ResidentMegabytes);
    }

    /// <summary>Resident memory of all processes of the browser that the kernel knows, MB.</summary>
    private static async Task<double> ResidentAsync(ICDPSession whole)
    {
        JsonElement processes = (await whole.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo");
        double sum = 0;
        foreach (JsonElement process in processes.EnumerateArray())
        {
            // Proportional: pages that processes share count once.
            string file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.GetProperty("id").GetInt32()}/smaps_rollup");
            if (!File.Exists(file)) continue;
            string line = File.ReadLines(file).First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
            sum += double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000;
        }
        return sum;
    }

    private static double Slope(List<(double Minutes, double Heap, double Resident)> samples, Func<(double Minutes, double Heap, double Resident), double> value)
    {
        double meanTime = samples.Average(s => s.Minutes), mean = samples.Average(value);
        double squares = samples.Sum(s => (s.Minutes - meanTime) * (s.Minutes - meanTime));
        return squares == 0 ? 0 : samples.Sum(s => (s.Minutes - meanTime) * (value(s) - mean)) / squares;
    }
}
