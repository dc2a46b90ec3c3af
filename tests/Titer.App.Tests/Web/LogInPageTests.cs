using System.Net;
using Titer.App.People;

namespace Titer.App.Tests.Web;

public sealed class LogInPageTests
{
    private static string Session(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? set.FirstOrDefault(c => c.StartsWith("titer-session=", StringComparison.Ordinal), "") : "";

    [Fact]
    public async Task Without_a_session_a_page_leads_to_the_log_in_and_everything_else_is_refused()
    {
        await using TestServer server = await TestServer.Start();
        using Browser browser = server.Browser();
        using HttpResponseMessage page = await browser.Get("/units/x?y=1");
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
        Assert.Equal("/login?return=%2Funits%2Fx%3Fy%3D1", page.Headers.Location!.ToString());
        using HttpResponseMessage circuit = await browser.Post("/_blazor/negotiate?negotiateVersion=1");
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);
        using HttpResponseMessage session = await browser.Post("/session");
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
    }

    [Fact]
    public async Task A_person_with_the_password_gets_a_strict_cookie_and_the_page_they_wanted()
    {
        await using TestServer server = await TestServer.Start();
        server.Add("oskar", Role.Operator);
        using Browser browser = server.Browser();
        using HttpResponseMessage answer = await browser.LogIn("oskar", TestServer.Password, path: "/login?return=%2Funits%2Fx");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.EndsWith("/units/x", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        string cookie = Session(answer).ToLowerInvariant();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        string page = await browser.Text("/");
        Assert.Contains("Person oskar", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Nobody_is_sent_to_another_site_after_the_log_in(string elsewhere)
    {
        await using TestServer server = await TestServer.Start();
        server.Add("oskar", Role.Operator);
        using Browser browser = server.Browser();
        using HttpResponseMessage answer = await browser.LogIn("oskar", TestServer.Password, path: $"/login?return={Uri.EscapeDataString(elsewhere)}");
        Assert.DoesNotContain("evil", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_a_form_without_its_token_and_too_many_tries_are_refused()
    {
        await using TestServer server = await TestServer.Start(logInsPerMinute: 3);
        server.Add("oskar", Role.Operator);
        using Browser browser = server.Browser();
        using HttpResponseMessage wrong = await browser.LogIn("oskar", "not the password");
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains("is not right", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("", Session(wrong));
        using var bare = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "login"), KeyValuePair.Create("Form.Name", "oskar"), KeyValuePair.Create("Form.Password", TestServer.Password)]);
        using HttpResponseMessage forged = await browser.Post("/login", bare);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using HttpResponseMessage third = await browser.LogIn("oskar", "not the password");
        using HttpResponseMessage fourth = await browser.LogIn("oskar", TestServer.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, fourth.StatusCode);
    }

    [Fact]
    public async Task The_one_time_password_serves_only_to_set_another()
    {
        await using TestServer server = await TestServer.Start();
        Identified administrator = server.Directory.Authenticate("ada.first", TestServer.Password).Required();
        string once = new PeopleAdministration(server.Site, server.Directory).Add(administrator, "oskar", "Oskar New", [Role.Operator], "joins");
        using Browser browser = server.Browser();
        using HttpResponseMessage due = await browser.LogIn("oskar", once);
        Assert.EndsWith("/password?due=true", due.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("", Session(due));
        using HttpResponseMessage changed = await browser.Submit("/password", "password",
            ("Form.Name", "oskar"), ("Form.Password", once), ("Form.Code", ""), ("Form.Next", TestServer.Password), ("Form.Again", TestServer.Password));
        Assert.EndsWith("/login?changed=true", changed.Headers.Location!.ToString(), StringComparison.Ordinal);
        using HttpResponseMessage entered = await browser.LogIn("oskar", TestServer.Password);
        Assert.NotEqual("", Session(entered));
    }

    [Fact]
    public async Task A_session_that_was_not_used_for_its_minutes_is_over_and_a_look_at_it_is_no_use()
    {
        await using TestServer server = await TestServer.Start();
        server.Add("oskar", Role.Operator);
        using Browser browser = await server.LoggedIn("oskar");
        server.Clock.Pass(TimeSpan.FromMinutes(14));
        using HttpResponseMessage used = await browser.Post("/session");
        Assert.Equal(HttpStatusCode.NoContent, used.StatusCode);
        server.Clock.Pass(TimeSpan.FromMinutes(14));
        using HttpResponseMessage still = await browser.Get("/");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);

        string token = new Sessions(server.Site).Open(server.Directory.Authenticate("oskar", TestServer.Password).Required());
        server.Clock.Pass(TimeSpan.FromMinutes(14));
        Assert.True(new Sessions(server.Site).IsOpen(token));
        server.Clock.Pass(TimeSpan.FromMinutes(2));
        Assert.False(new Sessions(server.Site).IsOpen(token));
        using HttpResponseMessage over = await browser.Get("/");
        Assert.Equal(HttpStatusCode.Found, over.StatusCode);
    }

    [Fact]
    public async Task After_the_log_out_the_cookie_opens_nothing()
    {
        await using TestServer server = await TestServer.Start();
        server.Add("oskar", Role.Operator);
        using Browser browser = server.Browser();
        using HttpResponseMessage entered = await browser.LogIn("oskar", TestServer.Password);
        string cookie = Session(entered).Split(';')[0];
        using HttpResponseMessage left = await browser.SubmitTo("/", "/logout");
        Assert.Equal("/login", left.Headers.Location!.ToString());
        using Browser thief = server.Browser();
        thief.With("Cookie", cookie);
        using HttpResponseMessage again = await thief.Get("/");
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
    }
}
