using Microsoft.Playwright;
using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Tests.Laboratory;
using Titer.App.Tests.Web;
using Titer.Records.Versions;

namespace Titer.App.Tests.Browser;

public sealed class LaboratoryPagesTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task An_engineer_processes_a_file_and_makes_a_calibration_that_two_others_bring_into_force()
    {
        using var folder = new TempFolder();
        await using TestServer server = await TestServer.Start();
        server.Add("ella.engineer", Role.Engineer);
        server.Add("susi.supervisor", Role.Supervisor, Role.Engineer);
        server.Add("quirin.quality", Role.Quality);

        IPage page = await OpenAsync();
        await page.LogIn(server, "ella.engineer", "/laboratory");
        await page.ShouldBeAccessible();
        var example = Example.Of("turbidity", folder);
        ILocator file = page.Locator("#turbidity-FILE"), process = page.GetByRole(AriaRole.Button, new() { Name = "Process", Exact = true });
        await Assertions.Expect(process).ToBeEnabledAsync();
        await page.Locator("#chip").SelectOptionAsync("turbidity");
        await file.SetInputFilesAsync(example.Files[1].File);
        await page.Locator("#turbidity-config").SetInputFilesAsync(example.Files[1].File);
        await process.ClickAsync();
        await Assertions.Expect(page.Locator("p.notice")).ToContainTextAsync("turbidity.yaml");
        await file.SetInputFilesAsync(example.Files[0].File);
        await process.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".steps img")).ToHaveCountAsync(3);
        Assert.Equal(example.FromCommand(), await page.Locator("#json").TextContentAsync());
        await page.ShouldBeAccessible();
        await ShootAsync(page, "laboratory");

        await page.GetByRole(AriaRole.Link, new() { Name = "Calibrate", Exact = true }).ClickAsync();
        await page.Locator("#calibrate-FILE").SetInputFilesAsync(Example.Spectra(folder["train.csv"], 1));
        await page.Locator("#calibrate-target").Enter("Glucose");
        await page.Locator("#calibrate-group").Enter("BatchID");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the calibration" }).ClickAsync();
        await page.Locator("#bring-name").WaitForAsync(new() { Timeout = 120_000 });
        await page.ShouldBeAccessible();
        await page.Locator("#bring-in-reason").FillAsync("new probe");
        await page.Locator("#bring-in-password").FillAsync(TestServer.Password);
        await page.Locator("form.proof button").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To this version" }).ClickAsync();
        await page.Locator("#bring-reason").WaitForAsync();
        await page.ShouldBeAccessible();
        await page.Locator("#bring-reason").FillAsync("my own");
        await page.Locator("#bring-password").FillAsync(TestServer.Password);
        await page.Locator("form.proof button").ClickAsync();
        await Assertions.Expect(page.Locator("p.notice").First).ToContainTextAsync("author");

        await page.CloseAsync();
        await Sign(server, "susi.supervisor", "reviewed");
        await Sign(server, "quirin.quality", "effective");
        Assert.Equal(DocumentState.Effective, Assert.Single(new SpectralCalibrations(server.Site).All()).State);
    }

    private async Task Sign(TestServer server, string name, string state)
    {
        IPage page = await OpenAsync();
        await page.LogIn(server, name, "/laboratory/calibrations?id=calibration%2Framan.glucose%401");
        ILocator signed = page.Locator("h2", new() { HasText = $"· {state}" });
        await page.Locator("#bring-reason").FillAsync("examined");
        await page.Locator("#bring-password").FillAsync(TestServer.Password);
        await page.Locator("form.proof button").ClickAsync();
        await signed.WaitForAsync();
        await page.CloseAsync();
    }
}
