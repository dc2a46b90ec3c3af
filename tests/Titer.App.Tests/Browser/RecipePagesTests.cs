using Microsoft.Playwright;
using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Tests.Web;

namespace Titer.App.Tests.Browser;

public sealed class RecipePagesTests(Chromium chromium) : ServedTest(chromium)
{
    private const string Refused = "the parameter 'pH-set-point' is 9 [pH], outside its limits 6.8 to 7.2 [pH].";

    [Fact]
    public async Task An_engineer_edits_in_form_and_yaml_and_two_others_bring_the_version_into_force()
    {
        TestServer server = Server;
        server.Add("ella.engineer", Role.Engineer);
        server.Add("susi.supervisor", Role.Supervisor);
        server.Add("quirin.quality", Role.Quality);

        IPage page = await OpenAsync();
        await page.LogIn(server, "ella.engineer", "/recipes");
        ILocator value = page.Locator("#field-formula-pH-set-point-value");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin a draft of cho-antigen", Exact = true }).ClickUntil(value);
        await value.Enter("9");
        await Assertions.Expect(page.Locator(".field", new() { Has = value })).ToContainTextAsync(Refused);
        await Assertions.Expect(value).ToHaveAttributeAsync("aria-invalid", "true");
        await page.ShouldBeAccessible();

        await page.GetByRole(AriaRole.Button, new() { Name = "YAML", Exact = true }).ClickAsync();
        ILocator yaml = page.Locator("#yaml");
        string text = await yaml.InputValueAsync();
        Assert.Contains("pH-set-point:           { value: 9, ", text);
        await Assertions.Expect(page.Locator(".findings")).ToContainTextAsync(Refused);
        await yaml.Enter(text.Replace("pH-set-point:           { value: 9, ", "pH-set-point:           { value: 7, "));
        await Assertions.Expect(page.Locator(".findings")).Not.ToContainTextAsync(Refused);
        await page.GetByRole(AriaRole.Button, new() { Name = "Form", Exact = true }).ClickAsync();
        await Assertions.Expect(value).ToHaveValueAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Assertions.Expect(value).ToHaveValueAsync("9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Redo", Exact = true }).ClickAsync();
        await Assertions.Expect(value).ToHaveValueAsync("7");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sequence", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("svg.sequence .step")).ToHaveCountAsync(7);
        await page.Locator("#step-phase-2").FocusAsync();
        await Assertions.Expect(page.Locator(".detail")).ToContainTextAsync("Growth");
        await page.ShouldBeAccessible();
        await ShootAsync(page, "recipe-sequence");

        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in for review", Exact = true }).First.ClickAsync();
        await page.Locator("#submit-reason").FillAsync("pH as in the last campaign");
        await page.Locator("#submit-password").FillAsync(TestServer.Password);
        await page.Locator("form.proof button").ClickAsync();
        await page.WaitForURLAsync("**/recipes/version/cho-antigen/1");

        await Sign(server, "susi.supervisor", "Sign as reviewed", "reviewed", "examined against the batch record");
        await Sign(server, "quirin.quality", "Sign into force", "effective", "released for campaign 7");
        Assert.Equal("Person quirin.quality", new SiteDocuments(server.Site).Find("recipe/cho-antigen@1").Version.Approval!.Person.Name);
        Assert.Empty(new DraftShelf(server.Site).All());
    }

    [Fact]
    public async Task Whatever_a_recipe_names_is_shown_as_text()
    {
        const string Attack = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        TestServer server = Server;
        Identified ella = server.Add("ella.engineer", Role.Engineer);
        string text = File.ReadAllText(Path.Combine(Repository.Recipes, "cho-antigen.yaml"))
            .Replace("unit-procedure: Production", $"unit-procedure: '{Attack}'").Replace("operation: Harvest", $"operation: '{Attack}'").Replace("phase: Cool", $"phase: '{Attack}'")
            .Replace("confirm \"Harvest line connected\"", $"confirm \"{Attack}\"");
        text = System.Text.RegularExpressions.Regex.Replace(text, "(?m)^(recipe|description):.*$", $"$1: '{Attack}'");
        Assert.True(new DraftShelf(server.Site).Save(ella, "attack", "", 0, text + "# " + Attack + "\n").Mine);

        IPage page = await OpenAsync();
        page.Dialog += (_, dialog) => Assert.Fail($"a script ran: {dialog.Message}");
        await page.LogIn(server, "ella.engineer", "/recipes/draft/attack");
        ILocator chart = page.Locator("svg.sequence");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sequence", Exact = true }).ClickUntil(chart);
        await Assertions.Expect(page.Locator(".tree")).ToContainTextAsync(Attack);
        foreach (string view in (string[])["Form", "YAML", "Differences"]) await page.GetByRole(AriaRole.Button, new() { Name = view, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "YAML", Exact = true }).ClickAsync();
        await page.Locator("#yaml").Enter(text.Replace("recipe:", $"'{Attack}':"));
        await Assertions.Expect(page.Locator(".findings")).ToContainTextAsync(Attack);
        Assert.Equal(0, await page.Locator("main img").CountAsync());
        Assert.Equal(0, await page.Locator("main script").CountAsync());
    }

    [Fact]
    public async Task Who_saves_second_is_told_what_the_other_changed()
    {
        TestServer server = Server;
        Identified ella = server.Add("ella.engineer", Role.Engineer), emil = server.Add("emil.engineer", Role.Engineer);
        var shelf = new DraftShelf(server.Site);
        string text = File.ReadAllText(Path.Combine(Repository.Recipes, "cho-antigen.yaml"));
        shelf.Save(ella, "cho-antigen", "", 0, text);
        IPage page = await OpenAsync();
        await page.LogIn(server, "ella.engineer", "/recipes/draft/cho-antigen");
        await page.GetByRole(AriaRole.Button, new() { Name = "YAML", Exact = true }).ClickUntil(page.Locator("#yaml"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Form", Exact = true }).ClickAsync();
        Assert.True(shelf.Save(emil, "cho-antigen", "", 1, text.Replace("value: 336,", "value: 330,")).Mine);
        ILocator volume = page.Locator("#field-formula-initial-volume-value");
        await volume.Enter("145");
        await Assertions.Expect(page.Locator("main section[role=alert]")).ToContainTextAsync("Person emil.engineer saved this draft");
        await Assertions.Expect(page.Locator(".differences")).ToContainTextAsync("formula / batch-time");
        await Assertions.Expect(volume).ToHaveValueAsync("145");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on with theirs" }).ClickAsync();
        await Assertions.Expect(page.Locator("#field-formula-batch-time-value")).ToHaveValueAsync("330");
        Assert.Equal(2, shelf.Find("cho-antigen")!.Revision);
    }

    [Fact]
    public async Task An_operator_sees_recipes_and_writes_none()
    {
        TestServer server = Server;
        Identified ella = server.Add("ella.engineer", Role.Engineer);
        server.Add("olga.operator", Role.Operator);
        new DraftShelf(server.Site).Save(ella, "cho-antigen", "", 0, File.ReadAllText(Path.Combine(Repository.Recipes, "cho-antigen.yaml")));
        IPage page = await OpenAsync();
        await page.LogIn(server, "olga.operator", "/recipes");
        Assert.Equal(0, await page.Locator("main button").CountAsync());
        await page.GotoAsync(new Uri(server.Address, "/recipes/draft/cho-antigen").ToString());
        await Assertions.Expect(page.Locator("svg.sequence")).ToBeVisibleAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Form", Exact = true }).CountAsync());
    }

    private async Task Sign(TestServer server, string name, string act, string state, string reason)
    {
        IPage page = await OpenAsync();
        await page.LogIn(server, name, "/recipes/version/cho-antigen/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approval", Exact = true }).ClickUntil(page.Locator("#bring-reason"));
        await page.Locator("#bring-reason").FillAsync(reason);
        await page.Locator("#bring-password").FillAsync(TestServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(state);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(reason);
    }
}
