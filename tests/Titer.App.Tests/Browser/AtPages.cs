using Microsoft.Playwright;
using Titer.App.Tests.Web;

namespace Titer.App.Tests.Browser;

/// <summary>What people do at every page.</summary>
internal static class AtPages
{
    private const int Tries = 40, EachMilliseconds = 500;

    /// <summary>Logs in and comes to a page.</summary>
    public static async Task LogIn(this IPage page, TestServer server, string name, string path)
    {
        await page.GotoAsync(new Uri(server.Address, $"/login?return={Uri.EscapeDataString(path)}").ToString());
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(TestServer.Password);
        await page.Locator("form.entry button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Uri(server.Address, path).ToString());
    }

    /// <summary>Clicks until it does something: a page is drawn before its circuit stands, and is deaf until then.</summary>
    public static async Task ClickUntil(this ILocator button, ILocator shows)
    {
        for (int i = 0; i < Tries; i++)
        {
            if (await button.IsVisibleAsync() && await button.IsEnabledAsync()) await button.ClickAsync();
            try
            {
                await shows.First.WaitForAsync(new() { Timeout = EachMilliseconds });
                return;
            }
            catch (TimeoutException)
            {
                // Once more.
            }
        }
        Assert.Fail($"{button} does not lead to {shows}");
    }

    /// <summary>Types into a field and leaves it.</summary>
    public static async Task Enter(this ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }
}
