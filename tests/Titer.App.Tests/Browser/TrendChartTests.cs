using System.Security.Cryptography;
using Microsoft.Playwright;
using Titer.App.Web.Charts;
using Titer.Core;

namespace Titer.App.Tests.Browser;

/// <summary>The chart of trends in a real browser, under the content security policy of the application.</summary>
public sealed class TrendChartTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int Measured = 0, Estimated = 1, SetPoint = 2, Plan = 3;

    private static readonly Trend Glucose = new("Glucose", "g/L", new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero),
        [new("Glucose", TrendRole.Measured), new("Glucose", TrendRole.Estimated), new("Glucose", TrendRole.SetPoint), new("Glucose", TrendRole.Plan)])
    {
        Window = TimeSpan.FromHours(20), Kept = TimeSpan.FromHours(30), Ahead = TimeSpan.FromHours(10), LeastSpan = 8, Limits = [new("low", 1)],
    };

    private StaticSite? _site;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_site is not null) await _site.DisposeAsync();
    }

    private async Task<TrendPage> ChartAsync(Trend trend, BrowserNewContextOptions? options = null)
    {
        _site = await StaticSite.StartAsync(TrendPage.Html);
        return await TrendPage.OpenAsync(await OpenAsync(options), _site.Address, trend);
    }

    /// <summary>Twenty hours of a culture that is fed, a bad stretch of its sensor, and ten hours of plan.</summary>
    private static TrendUpdate Batch(double now = 20)
    {
        TrendPoint[] measured = [.. Hours(0, now, 0.1).Select(h => TrendPoint.Of(h, 4 + Math.Sin(h / 3) + 0.2 * Math.Sin(40 * h), 0.4,
            h is > 8 and < 10 ? Quality.Failure("air bubble") : h is > 12 and < 14 ? Quality.OutOfSpecification("drift") : Quality.Good))];
        TrendPoint[] estimated = [.. Hours(0, now, 0.1).Select(h => TrendPoint.Of(h, 4 + Math.Sin(h / 3), 0.15, Quality.Good))];
        TrendPoint[] plan = [.. Hours(now, now + 10, 0.5).Select(h => TrendPoint.Of(h, 4 + Math.Sin(h / 3), 0.15 + 0.05 * (h - now), Quality.Good))];
        TrendPoint[] setPoint = [TrendPoint.Of(0, 3, 0, Quality.Good), TrendPoint.Of(6, 4, 0, Quality.Good), TrendPoint.Of(now, 4, 0, Quality.Good)];
        return new TrendUpdate(now).Add(Measured, measured).Add(Estimated, estimated).Add(SetPoint, setPoint).Add(Plan, plan, replaces: true);
    }

    private static IEnumerable<double> Hours(double from, double to, double step) => Enumerable.Range(0, (int)Math.Round((to - from) / step) + 1).Select(i => from + i * step);

    [Fact]
    public async Task A_band_reaches_as_far_as_twice_the_standard_uncertainty_and_the_plan_goes_beyond_now()
    {
        TrendPage chart = await ChartAsync(Glucose);
        TrendPoint[] level = [.. Hours(0, 20, 0.1).Select(h => TrendPoint.Of(h, 4, 0.5, Quality.Good))];
        TrendPoint[] plan = [.. Hours(20, 30, 0.5).Select(h => TrendPoint.Of(h, 4, 1, Quality.Good))];
        await chart.ApplyAsync(new TrendUpdate(20).Add(Estimated, level).Add(Plan, plan));
        int[] ground = await chart.ColourAsync(10.3, 7.3);
        Assert.Equal(ground, await chart.ColourAsync(10.3, 5.1));
        Assert.NotEqual(ground, await chart.ColourAsync(10.3, 4.8));
        Assert.NotEqual(ground, await chart.ColourAsync(10.3, 3.2));
        Assert.Equal(ground, await chart.ColourAsync(10.3, 2.9));
        Assert.NotEqual(ground, await chart.ColourAsync(25.3, 5.8));
        Assert.Equal(ground, await chart.ColourAsync(25.3, 6.1));
        Assert.Equal(ground, await chart.ColourAsync(10.3, 5.8));
        Assert.NotEqual(ground, await chart.ColourAsync(20, 7.3));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_chart_is_accessible_in_light_and_in_dark(ColorScheme scheme)
    {
        TrendPage chart = await ChartAsync(Glucose, new() { ColorScheme = scheme });
        await chart.ApplyAsync(Batch());
        await chart.Page.Locator("summary").ClickAsync();
        await chart.Page.ShouldBeAccessible();
        await ShootAsync(chart.Page, $"trend-{scheme.ToString().ToLowerInvariant()}");
    }

    [Fact]
    public async Task Memory_is_flat_while_a_batch_goes_on_and_what_left_the_window_is_gone()
    {
        TrendPage chart = await ChartAsync(Glucose);
        await chart.ApplyAsync(Batch(31));
        await chart.ApplyAsync(Tenths(31, 100));
        double before = await chart.HeapAsync();
        await chart.ApplyAsync(Tenths(41, 200));
        double growth = await chart.HeapAsync() - before;
        Assert.True(growth < 100_000, $"{growth / 1000:F0} kB more after 200 updates");
        double[] kept = await chart.Page.EvaluateAsync<double[]>("() => { const { hours } = window.chart.scene.table; return [hours[0], hours.length]; }");
        Assert.InRange(kept[0], 31 - 0.001, 31.2);
        Assert.InRange(kept[1], 300, 340);

        static IEnumerable<TrendUpdate> Tenths(double from, int count) => Enumerable.Range(1, count).Select(i =>
        {
            double now = from + i / 10.0;
            return new TrendUpdate(now).Add(Estimated, [TrendPoint.Of(now, 4, 0.2, Quality.Good)])
                .Add(Plan, [.. Hours(now, now + 10, 0.5).Select(h => TrendPoint.Of(h, 4, 0.3, Quality.Good))], replaces: true);
        });
    }

    [Fact]
    public async Task Arrow_keys_move_the_cursor_and_its_values_are_read_out()
    {
        TrendPage chart = await ChartAsync(Glucose);
        await chart.ApplyAsync(Batch());
        await chart.Page.GetByRole(AriaRole.Application).FocusAsync();
        await PressAsync("Home");
        Assert.Equal("0 h: Glucose measured 4.00 \u00b1 0.80 g/L; Glucose estimated 4.00 \u00b1 0.30 g/L; Glucose set point 3.00 g/L", await chart.SpokenAsync());
        await PressAsync("ArrowRight");
        Assert.StartsWith("0.1 h: ", await chart.SpokenAsync(), StringComparison.Ordinal);
        for (int i = 0; i < 9; i++) await PressAsync("Shift+ArrowRight");
        Assert.StartsWith("9.1 h: Glucose measured 4.03 g/L, bad; ", await chart.SpokenAsync(), StringComparison.Ordinal);
        await PressAsync("End");
        Assert.StartsWith("30 h: Glucose planned ", await chart.SpokenAsync(), StringComparison.Ordinal);
        await PressAsync("+");
        await PressAsync("PageUp");
        ILocator live = chart.Page.GetByRole(AriaRole.Button, new() { Name = "Live" });
        Assert.Equal("false", await live.GetAttributeAsync("aria-pressed"));
        await PressAsync("Escape");
        Assert.Equal("true", await live.GetAttributeAsync("aria-pressed"));

        async Task PressAsync(string key)
        {
            await chart.Page.Keyboard.PressAsync(key);
            await chart.Page.EvaluateAsync("() => window.frame()");
        }
    }

    [Fact]
    public async Task A_chart_out_of_sight_draws_nothing_and_catches_up_when_it_is_seen()
    {
        TrendPage chart = await ChartAsync(Glucose);
        await chart.Page.EvaluateAsync("() => { document.getElementById('chart').before(Object.assign(document.createElement('div'), { className: 'far' })); }");
        await chart.Page.WaitForFunctionAsync("() => !window.chart.visible");
        string empty = await PictureAsync();
        await chart.ApplyAsync(Batch());
        Assert.Equal(empty, await PictureAsync());
        await chart.Page.EvaluateAsync("() => document.getElementById('chart').scrollIntoView()");
        await chart.Page.WaitForFunctionAsync("() => window.chart.visible && !window.chart.stale");
        await chart.Page.EvaluateAsync("() => window.frame()");
        Assert.NotEqual(empty, await PictureAsync());

        Task<string> PictureAsync() => chart.Page.EvaluateAsync<string>("() => window.chart.plot.ctx.canvas.toDataURL()");
    }

    [Fact]
    public async Task In_forced_colours_the_edges_of_the_bands_are_lines()
    {
        TrendPage chart = await ChartAsync(Glucose, new() { ForcedColors = ForcedColors.Active });
        await chart.ApplyAsync(Batch());
        Assert.Equal(await chart.ColourAsync(25.3, 7.3), await chart.ColourAsync(25.3, 4.6));
        await ShootAsync(chart.Page, "trend-forced-colours");
        await chart.Page.ShouldBeAccessible();
    }

    [Fact]
    public void The_files_of_uPlot_are_those_of_its_release()
    {
        string decision = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decisions", "0032-trends-on-uplot.md"));
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Titer.App", "wwwroot", "lib", "uplot", "1.6.32"));
        Assert.Equal(3, files.Length);
        Assert.All(files, f => Assert.Contains($"| `{Path.GetFileName(f)}` | `{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}` |", decision, StringComparison.Ordinal));
    }
}
