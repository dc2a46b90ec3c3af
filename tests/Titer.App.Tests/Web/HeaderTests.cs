using System.Net;
using System.Xml.Linq;
using Titer.App.People;
using Titer.App.Web;
using Titer.Core;

namespace Titer.App.Tests.Web;

public sealed class HeaderTests
{
    [Fact]
    public async Task Every_answer_has_the_strict_headers_and_no_page_has_an_inline_script()
    {
        await using TestServer server = await TestServer.Start();
        server.Add("oskar", Role.Operator);
        using Browser browser = await server.LoggedIn("oskar");
        foreach (string path in (string[])["/", "/login", "/password", "/css/titer.css", "/js/shell.js", "/_framework/blazor.web.js", "/_content/MudBlazor/MudBlazor.min.js", "/no-such-page"])
        {
            using HttpResponseMessage answer = await browser.Get(path);
            Assert.Equal(path == "/no-such-page" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.False(answer.Headers.Contains("Server"));
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            string html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)[^>]*>", html);
            Assert.DoesNotMatch(@"<[^>]+\son[a-z]+\s*=", html);
        }
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        await using TestServer server = await TestServer.Start();
        using Browser browser = server.Browser();
        using var much = new ByteArrayContent(new byte[(1 << 20) + 1]);
        much.Headers.ContentType = new("application/x-www-form-urlencoded");
        using HttpResponseMessage answer = await browser.Post("/login", much);
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://plant.example.org:5080")]
    [InlineData("http://192.0.2.7:5080")]
    [InlineData("https://localhost:5080")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("http://localhost:5080/path")]
    [InlineData("localhost")]
    public void Beyond_this_machine_nothing_listens_without_a_certificate(string url) =>
        Assert.Throws<InputException>(() => WebSettings.Of(url, 5080, null, null));

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://[::1]:5080")]
    public void On_this_machine_http_will_do(string url) => Assert.True(WebSettings.Of(url, 5080, null, null).IsLoopback);

    [Fact]
    public void Every_text_is_there_in_every_language()
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Titer.App"), "*.resx", SearchOption.AllDirectories);
        string[] originals = [.. files.Where(f => !Path.GetFileNameWithoutExtension(f).Contains('.', StringComparison.Ordinal))];
        Assert.NotEmpty(originals);
        foreach (string original in originals)
            foreach (string language in (string[])["fr", "nl"])
                Assert.Equal(Holes(original), Holes(Path.ChangeExtension(original, $".{language}.resx")));

        // The keys, each with the places that are filled in.
        static string[] Holes(string file) =>
        [
            .. XDocument.Load(file).Root!.Elements("data").Select(d =>
            {
                string text = d.Element("value")!.Value;
                Assert.NotEqual("", text.Trim());
                return $"{d.Attribute("name")!.Value} {string.Concat(text.Where((c, i) => i > 0 && text[i - 1] == '{').Order())}";
            }).Order(StringComparer.Ordinal),
        ];
    }

    [Theory]
    [InlineData("fr", "Se connecter")]
    [InlineData("nl", "Aanmelden")]
    [InlineData("de", "Log in")]
    public async Task The_page_speaks_the_language_of_the_browser(string language, string title)
    {
        await using TestServer server = await TestServer.Start();
        using Browser browser = server.Browser();
        browser.With("Accept-Language", language);
        Assert.Contains($"<h1>{title}</h1>", await browser.Text("/login"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_keeps_the_language_and_the_theme_that_were_chosen()
    {
        await using TestServer server = await TestServer.Start();
        using Browser browser = server.Browser();
        using HttpResponseMessage language = await browser.SubmitTo("/login", "/preferences", ("language", "nl"), ("return", "/login"));
        using HttpResponseMessage theme = await browser.SubmitTo("/login", "/preferences", ("theme", "dark"), ("return", "/login"));
        Assert.Equal("/login", theme.Headers.Location!.ToString());
        string page = await browser.Text("/login");
        Assert.Contains("<html lang=\"nl\" data-theme=\"dark\"", page, StringComparison.Ordinal);
    }
}
