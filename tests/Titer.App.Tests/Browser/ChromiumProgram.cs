using Microsoft.Playwright;

namespace Titer.Tests.Browser;

/// <summary>
/// The Chromium of the system, driven by Playwright, whose driver comes with its package: nothing is downloaded. Pages are drawn without a graphics card,
/// so that a screenshot is the same on every machine.
/// </summary>
internal static class ChromiumProgram
{
    public static string? Path { get; } = Array.Find(["/usr/bin/chromium", "/usr/bin/chromium-browser"], File.Exists);

    public const string Missing = "Chromium is not installed; ./test.sh installs it where it may";

    /// <param name="arguments">Switches beyond those that every start has.</param>
    public static async Task<IBrowser> StartAsync(IPlaywright playwright, params string[] arguments) => await playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Path ?? throw new InvalidOperationException(Missing),
        // The sandbox of Chromium does not start as root; anybody else has it.
        Args = [.. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(), "--disable-gpu", .. arguments],
    }).ConfigureAwait(false);
}
