using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Titer.App.Tests.Browser;

/// <summary>What axe-core finds on a page against WCAG 2.2 AA and good practice.</summary>
internal static class Accessibility
{
    // For these rules, about turned telephones and sound, axe would write the style sheets into the page once more, which its policy forbids.
    private static readonly AxeRunOptions Options = new()
    {
        Rules = new() { ["css-orientation-lock"] = new() { Enabled = false }, ["no-autoplay-audio"] = new() { Enabled = false } },
    };

    /// <summary>Nothing serious or critical; otherwise each is named with its rule, impact and element.</summary>
    public static async Task ShouldBeAccessible(this IPage page)
    {
        AxeResult result = await page.RunAxe(Options);
        Assert.NotEmpty(result.Passes);
        string[] found = [.. result.Violations.Where(v => v.Impact is "serious" or "critical")
            .SelectMany(v => v.Nodes.Select(n => $"{v.Id} ({v.Impact}) at {n.Target}: {v.Help}; {n.Html}"))];
        if (found.Length > 0) Assert.Fail(string.Join('\n', found));
    }
}
