using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Titer.App.Reviews;
using Titer.App.Web.Reviews;

namespace Titer.App.Tests.Web.Reviews;

/// <summary>The list of runs, one run by exception, its record to take along, and the trail.</summary>
public sealed class ReviewPageTests(ReviewBench bench) : IClassFixture<ReviewBench>
{
    private const string Evil = "<img src=x onerror=alert(1)>";

    private TestServer Server => bench.Server;

    [Fact]
    public async Task Without_a_log_in_nothing_of_it_is_there_and_with_too_low_a_role_neither()
    {
        string[] paths = ["/review", $"/review/{bench.Run}", $"/review/{bench.Run}/record.html", $"/review/{bench.Run}/record.pdf", $"/review/{bench.Run}/record.json", "/trail", "/trail.csv"];
        using Browser nobody = Server.Browser();
        foreach (string path in paths)
        {
            using HttpResponseMessage answer = await nobody.Get(path);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.StartsWith("/login", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        // Who manages accounts has no part in releasing; who runs batches none in the trail.
        foreach ((string who, string[] closed) in ((string, string[])[])[("ada.first", paths[..5]), ("oskar", paths[5..])])
        {
            // An administrator may be told of failed log-ins first.
            using Browser browser = Server.Browser();
            using HttpResponseMessage entered = await browser.LogIn(who, TestServer.Password);
            foreach (string path in closed)
            {
                using HttpResponseMessage answer = await browser.Get(path);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            }
            string home = await browser.Text("/");
            Assert.Equal(who == "oskar", home.Contains("href=\"/review\"", StringComparison.Ordinal));
            Assert.Equal(who != "oskar", home.Contains("href=\"/trail\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_list_says_how_each_run_stands_and_names_are_text()
    {
        string broken = bench.Copy("broken");
        string file = Path.Combine(Server.Runs, broken, "record.db");
        Sites.SiteTests.Sql(file, "DROP TRIGGER IF EXISTS entry_no_update; CREATE TABLE copy AS SELECT * FROM entry; DROP TABLE entry; ALTER TABLE copy RENAME TO entry; "
            + "UPDATE entry SET time = time + 1 WHERE number = 30");
        bench.Copy(Evil);
        using Browser browser = await Server.LoggedIn("quy");
        await ReviewBench.Shown(browser, $"/review/{broken}", "Broken at entry 30");
        await ReviewBench.Shown(browser, $"/review/{Uri.EscapeDataString(Evil)}", "Waiting for review");
        string page = await ReviewBench.Shown(browser, "/review", "Broken at entry 30");
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Waiting for review", page, StringComparison.Ordinal);
        string one = await browser.Text($"/review/{broken}");
        Assert.Contains("Not released. The record is broken", one, StringComparison.Ordinal);
        Assert.Equal(ReviewState.Broken, (await bench.Reviews.Read(broken)).State);
    }

    [Fact]
    public async Task A_run_is_shown_by_exception_with_what_to_assess_and_its_hash()
    {
        using Browser browser = await Server.LoggedIn("simone");
        string page = WebUtility.HtmlDecode(await ReviewBench.Shown(browser, $"/review/{bench.Run}", "Review by exception"));
        RunReview run = await bench.Reviews.Read(bench.Run);
        Assert.Equal(ReviewState.ToReview, run.State);
        Assert.True(run.Exceptions > 0);
        foreach (string text in (string[])[run.Document, run.Head, "Not released. The batch has ended and waits for its review.", "critical parameters", "not as planned", "Not assessed", "Nobody has signed this run."])
            Assert.Contains(text, page, StringComparison.Ordinal);
        // Buttons come with the circuit.
        Assert.DoesNotContain("Sign as", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_record_is_taken_along_as_html_pdf_and_json_and_the_json_is_what_a_signature_is_bound_to()
    {
        using Browser browser = await Server.LoggedIn("quy");
        using HttpResponseMessage html = await browser.Get(RecordEndpoints.PathOf(bench.Run, "html"));
        Assert.Equal("text/html; charset=utf-8", html.Content.Headers.ContentType!.ToString());
        Assert.Equal(RecordEndpoints.Policy, html.Headers.GetValues("Content-Security-Policy").Single());
        Assert.StartsWith("sandbox;", RecordEndpoints.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", await html.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using HttpResponseMessage pdf = await browser.Get(RecordEndpoints.PathOf(bench.Run, "pdf"));
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.ToString());
        Assert.Equal($"attachment; filename={bench.Run}-record.pdf", pdf.Content.Headers.ContentDisposition!.ToString().Split("; filename*")[0]);
        byte[] bytes = await pdf.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("%PDF", Encoding.ASCII.GetString(bytes[..4]));

        using HttpResponseMessage json = await browser.Get(RecordEndpoints.PathOf(bench.Run, "json"));
        Assert.Equal("application/json", json.Content.Headers.ContentType!.ToString());
        byte[] document = await json.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        JsonDocument.Parse(document).Dispose();
        Assert.Equal((await bench.Reviews.Read(bench.Run)).Document, Convert.ToHexStringLower(SHA256.HashData(document)));
    }

    [Fact]
    public async Task A_name_leads_nowhere_but_to_a_run()
    {
        using Browser browser = await Server.LoggedIn("quy");
        foreach (string name in (string[])["..%2Fplant", "%2e%2e", "..%5cplant", "%2Fetc", $"{bench.Run}%2F..", $"{bench.Run}%00", "nothing"])
        {
            using HttpResponseMessage answer = await browser.Get($"/review/{name}/record.json");
            Assert.False(answer.IsSuccessStatusCode, name);
        }
        foreach (string name in (string[])["", ".", "..", "../plant", $"../runs/{bench.Run}", "/etc", $"{bench.Run}/"]) Assert.Null(bench.Reviews.PlaceOf(name));
        Assert.Contains("There is no run of this name.", await browser.Text("/review/nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_is_searched_newest_first_paged_and_taken_along_and_what_people_typed_is_text()
    {
        Server.Directory.Authenticate(Evil, "x");
        Server.Directory.Authenticate("=1+1", "x");
        using Browser browser = await Server.LoggedIn("quy");
        string page = await ReviewBench.Shown(browser, $"/trail?who={Uri.EscapeDataString("<img")}", "login.failed");
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
        string all = await ReviewBench.Shown(browser, "/trail?kind=account", "account.added");
        Assert.True(all.IndexOf("Person quy", StringComparison.Ordinal) < all.IndexOf("Person omar", StringComparison.Ordinal));
        string run = await ReviewBench.Shown(browser, $"/trail?in={bench.Run}", "run.started");
        Assert.Contains("Person omar", run, StringComparison.Ordinal);
        Assert.Contains("a moment looks like 2026-03-01", await browser.Text("/trail?from=yesterday"), StringComparison.Ordinal);
        Assert.Contains("There is no run", await browser.Text("/trail?in=..%2Fplant"), StringComparison.Ordinal);

        using HttpResponseMessage file = await browser.Get("/trail.csv?in=*&text=1");
        Assert.Equal("text/csv; charset=utf-8", file.Content.Headers.ContentType!.ToString());
        Assert.Contains("trail.csv", file.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        string csv = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("record,entry,time,", csv.TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.Contains("'=1+1", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(csv.Split(',', '\n'), c => c.StartsWith('='));
        Assert.Contains($"\nrun/{bench.Run},", csv, StringComparison.Ordinal);
        using HttpResponseMessage wrong = await browser.Get("/trail.csv?to=never");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("fr", "Revue", "En attente de revue")]
    [InlineData("nl", "Beoordeling", "Wacht op beoordeling")]
    public async Task The_pages_are_in_the_language_of_whoever_looks(string language, string title, string state)
    {
        using Browser browser = await Server.LoggedIn("quy");
        browser.With("Accept-Language", language);
        string page = WebUtility.HtmlDecode(await ReviewBench.Shown(browser, $"/review/{bench.Run}", state));
        Assert.Contains(title, page, StringComparison.Ordinal);
    }
}
