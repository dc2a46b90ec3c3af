using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Titer.App.Hosting;
using Titer.App.People;
using Microsoft.Extensions.DependencyInjection;

namespace Titer.App.Tests.Web.Api;

/// <summary>What programs do by the API, from the start of a batch to its signature.</summary>
public sealed class ApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<JsonElement> Get(HttpClient client, string path) => await ApiBench.Json(await client.GetAsync(path, Stop));

    private static async Task<JsonElement> Post(HttpClient client, string path, object body) =>
        await ApiBench.Json(await client.PostAsync(path, ApiBench.Body(body), Stop));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<string> Start(HttpClient client, double speed = 1) => Text(await Post(client, "/api/v1/units",
        new { recipe = "short.yaml", name = "Line 1", seed = 231, speed, autoConfirm = true }), "id");

    [Fact]
    public async Task A_program_starts_a_batch_takes_a_pump_by_hand_and_reads_and_signs_its_record()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Supervisor));
        string id = await Start(client, 60);
        string unit = $"/api/v1/units/{id}";
        // The chips' calibration is made first.
        while (Text(await Get(client, unit), "state") is "Starting") await Task.Delay(50, Stop);

        JsonElement taken = await Post(client, $"{unit}/interventions", new { kind = "Hand", target = "feed-pump", value = 0.4, reason = "a trial" });
        Assert.Equal("intervention.accepted", Text(taken, "code"));
        Assert.Contains("Person p.supervisor took feed-pump by hand at 0.4", Text(taken, "message"), StringComparison.Ordinal);
        JsonElement refused = await Post(client, $"{unit}/interventions", new { kind = "Hand", target = "feed-pump", value = 40, reason = "a trial" });
        Assert.Equal("intervention.refused", Text(refused, "code"));
        JsonElement pump = (await Get(client, unit)).GetProperty("outputs").EnumerateArray().Single(o => Text(o, "actuator") == "feed-pump");
        Assert.Equal("glucose/hand", Text(pump, "controller"));
        Assert.Equal("intervention.accepted", Text(await Post(client, $"{unit}/interventions", new { kind = "Fault", target = "do-dropout", reason = "a lesson" }), "code"));
        Assert.Equal("intervention.accepted", Text(await Post(client, $"{unit}/interventions", new { kind = "Automatic", target = "feed-pump" }), "code"));

        using (HttpResponseMessage faster = await client.PutAsync($"{unit}/turning", ApiBench.Body(new { paused = false, speed = 1000 }), Stop))
            Assert.Equal(HttpStatusCode.NoContent, faster.StatusCode);
        HostedUnit hosted = bench.Services.GetRequiredService<UnitHost>().Find(id)!;
        await hosted.Turning.WaitAsync(TimeSpan.FromSeconds(60), Stop);

        string run = $"/api/v1/runs/{id}";
        Assert.Contains(id, (await Get(client, "/api/v1/runs")).EnumerateArray().Select(r => Text(r, "id")));
        Assert.Equal(231, (await Get(client, run)).GetProperty("seed").GetInt32());
        Assert.True((await Get(client, $"{run}/verification")).GetProperty("ok").GetBoolean());
        JsonElement trend = (await Get(client, $"{run}/trends?tag=feed-pump&points=50")).EnumerateArray().Single();
        Assert.InRange(trend.GetProperty("points").GetArrayLength(), 10, 50);
        Assert.Contains(trend.GetProperty("points").EnumerateArray(), p => p.GetProperty("maximum").GetDouble() == 0.4);
        Assert.Contains("a trial", await (await client.GetAsync($"{run}/report", Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        foreach (string form in (string[])["html", "pdf", "json"])
        {
            using HttpResponseMessage record = await client.GetAsync($"{run}/record/{form}", Stop);
            Assert.Equal(HttpStatusCode.OK, record.StatusCode);
            Assert.Equal("attachment", record.Content.Headers.ContentDisposition?.DispositionType);
        }
        using (HttpResponseMessage zip = await client.GetAsync($"{run}/export", Stop))
            Assert.Equal("PK"u8.ToArray(), (await zip.Content.ReadAsByteArrayAsync(Stop))[..2]);

        string document = Text(await Get(client, $"{run}/review"), "document");
        // A token alone signs nothing; another document than the one that was read is not signed.
        using (HttpResponseMessage alone = await client.PostAsync($"{run}/signatures", ApiBench.Body(new { meaning = "executed", document, password = "" }), Stop))
            Assert.Equal(HttpStatusCode.BadRequest, alone.StatusCode);
        using (HttpResponseMessage other = await client.PostAsync($"{run}/signatures",
            ApiBench.Body(new { meaning = "executed", document = new string('0', 64), password = Sites.TestSite.Password }), Stop))
            Assert.Contains("its batch record is another one; read it again", await other.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        JsonElement signed = await Post(client, $"{run}/signatures", new { meaning = "executed", document, password = Sites.TestSite.Password, comment = "done" });
        Assert.Equal("Person p.supervisor", Text(signed, "name"));
        Assert.Single((await Get(client, $"{run}/signatures")).EnumerateArray());
    }

    [Fact]
    public async Task Live_values_come_as_events_and_a_client_that_comes_back_gets_what_it_missed()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Operator));
        string id = await Start(client, 600);
        (string last, List<string> kinds) = await Listen(client, id, null, 6);
        Assert.Contains("unit", kinds);
        Assert.NotEmpty(last);
        // From the beginning all that is still known comes; from the last id nothing that was seen.
        (_, List<string> again) = await Listen(client, id, last, 30);
        (_, List<string> whole) = await Listen(client, id, "0", 2);
        Assert.Equal("happened", whole[0]);
        Assert.Contains("unit", again);
        using HttpResponseMessage none = await client.GetAsync("/api/v1/units/none/events", Stop);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static async Task<(string Id, List<string> Kinds)> Listen(HttpClient client, string unit, string? from, int items)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/units/{unit}/events");
        if (from is not null) request.Headers.Add("Last-Event-ID", from);
        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        (string last, var kinds) = ("", new List<string>());
        while (kinds.Count < items && await reader.ReadLineAsync(Stop) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kinds.Add(line[7..]);
            if (line.StartsWith("id: ", StringComparison.Ordinal)) last = line[4..];
        }
        return (last, kinds);
    }

    [Fact]
    public async Task A_slow_listener_holds_no_unit()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Operator));
        string id = await Start(client, 1000);
        var held = new List<HttpResponseMessage>();
        for (int i = 0; i < 20; i++) held.Add(await client.GetAsync($"/api/v1/units/{id}/events", HttpCompletionOption.ResponseHeadersRead, Stop));
        // Nobody reads a byte of the twenty streams.
        await bench.Services.GetRequiredService<UnitHost>().Find(id)!.Turning.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        foreach (HttpResponseMessage answer in held) answer.Dispose();
    }

    [Theory]
    [InlineData("POST", "/api/v1/units", """{"recipe":"none.yaml","name":"A"}""", 400, "There is no recipe 'none.yaml'.")]
    [InlineData("POST", "/api/v1/units", """{"recipe":"short.yaml"}""", 400, "The body is not the JSON that is asked for")]
    [InlineData("POST", "/api/v1/units", """{"recipe":"short.yaml","name":"A","speed":1e9}""", 400, "The speed is a number from 1 to 1000.")]
    [InlineData("GET", "/api/v1/units/none", "", 404, "There is no unit 'none'.")]
    [InlineData("GET", "/api/v1/runs/none", "", 404, "There is no run 'none'.")]
    [InlineData("GET", "/api/v1/nothing", "", 404, "There is nothing at this address.")]
    [InlineData("POST", "/api/v1/recipes/check", """{"recipe":"recipe: [","equipment":""}""", 400, "recipe.yaml:")]
    [InlineData("POST", "/api/v1/sensing/nose?file=a.csv", "", 404, "Files are taken here for")]
    [InlineData("POST", "/api/v1/sensing/electrophoresis?file=a.exe", "", 400, "A file ends with")]
    public async Task Wrong_input_is_one_sentence(string method, string path, string body, int status, string sentence)
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Operator));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new StringContent(body, System.Text.Encoding.UTF8,
            path.Contains("sensing", StringComparison.Ordinal) ? "application/octet-stream" : "application/json");
        using HttpResponseMessage answer = await client.SendAsync(request, Stop);
        string text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(status == (int)answer.StatusCode, text);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(sentence, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_does_the_same_with_the_token_against_forgery()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.BySession(bench.Session(Role.Administrator));
        using HttpResponseMessage given = await client.GetAsync("/api/v1/antiforgery", Stop);
        string form = given.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("titer-form=", StringComparison.Ordinal)).Split(';')[0];
        string token = Text(await ApiBench.Json(given), "token");
        string session = client.DefaultRequestHeaders.GetValues("Cookie").Single();
        client.DefaultRequestHeaders.Remove("Cookie");
        client.DefaultRequestHeaders.Add("Cookie", $"{session}; {form}");
        client.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        Assert.Equal("session", Text(await Get(client, "/api/v1/me"), "by"));
        JsonElement made = await Post(client, "/api/v1/people", new { name = "new.person", printedName = "New Person", roles = new[] { "operator" }, reason = "joins" });
        Assert.NotEmpty(Text(made, "oneTimePassword"));
        Assert.Equal(1, (await Get(client, "/api/v1/people")).EnumerateArray().Count(p => Text(p, "name") == "new.person"));
    }

    [Fact]
    public async Task A_token_is_for_some_of_the_roles_of_its_person_and_goes_with_them()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Operator));
        object Asked(string role) => new { purpose = "a meter", days = 7, roles = new[] { role }, password = Sites.TestSite.Password };
        using (HttpResponseMessage more = await client.PostAsync("/api/v1/tokens", ApiBench.Body(Asked("quality")), Stop))
            Assert.Contains("You do not have the role quality", await more.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        JsonElement made = await Post(client, "/api/v1/tokens", Asked("operator"));
        string token = Text(made, "token"), id = Text(made.GetProperty("about"), "id");
        // Nothing of it is kept but its hash.
        Assert.DoesNotContain(token, string.Join('\n', Directory.GetFiles(bench.Site.Folder).Select(f => System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(f)))), StringComparison.Ordinal);
        using HttpClient own = bench.ByToken(token);
        Assert.Equal(["operator"], (await Get(own, "/api/v1/me")).GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        bench.Site.Administration.SetRoles(bench.Site.Administrator, "p.operator", [Role.Engineer], "moves on");
        Assert.Equal(0, (await Get(own, "/api/v1/me")).GetProperty("roles").GetArrayLength());
        using (HttpResponseMessage gone = await own.DeleteAsync($"/api/v1/tokens/{id}?reason=done", Stop)) Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using (HttpResponseMessage over = await own.GetAsync("/api/v1/me", Stop)) Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        Assert.Equal("done", bench.Site.Last(AccessTokens.Revoked).Data["reason"]);
    }

    [Fact]
    public async Task The_trail_is_searched_and_documents_are_signed_with_the_password()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient engineer = bench.ByToken(bench.Token(Role.Engineer)), quality = bench.ByToken(bench.Token(Role.Quality));
        object Draft(string password) => new { kind = "recipe", name = "short", content = "recipe: x", reason = "first", password };
        using (HttpResponseMessage wrong = await engineer.PostAsync("/api/v1/documents", ApiBench.Body(Draft("wrong")), Stop))
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        JsonElement added = await Post(engineer, "/api/v1/documents", Draft(Sites.TestSite.Password));
        Assert.Equal("draft", Text(added, "state"));
        Assert.Equal("recipe: x", await (await engineer.GetAsync("/api/v1/documents/recipe/short/1/content", Stop)).Content.ReadAsStringAsync(Stop));
        JsonElement found = await Get(quality, "/api/v1/trail?kind=document");
        Assert.Equal(1, found.GetProperty("found").GetInt32());
        Assert.True(found.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_file_of_a_chip_is_read_as_the_command_reads_it()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Engineer));
        using HttpResponseMessage wrong = await client.PostAsync("/api/v1/sensing/electrophoresis?file=mine.csv", File("nothing of it"), Stop);
        string sentence = (await ApiProblem(wrong)).GetProperty("detail").GetString()!;
        Assert.Contains("mine.csv", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("tmp", sentence, StringComparison.Ordinal);
        using HttpResponseMessage lacks = await client.PostAsync("/api/v1/sensing/hologram?file=mine.png", File("x"), Stop);
        Assert.Contains("--wavelength", (await ApiProblem(lacks)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static StringContent File(string text) => new(text, System.Text.Encoding.UTF8, "application/octet-stream");

    private static async Task<JsonElement> ApiProblem(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Stop));

    [Fact]
    public async Task The_description_names_every_address_and_its_page_asks_no_other_host()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Operator));
        JsonElement described = (await Get(client, "/api/openapi/v1.json")).GetProperty("paths");
        string[] mapped = [.. bench.Endpoints.Select(e => e.RoutePattern.RawText!).Where(p => p.StartsWith("/api/v1/", StringComparison.Ordinal))
            .Select(p => p.TrimEnd('/').Replace(":int", "", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(mapped, described.EnumerateObject().Select(p => p.Name.TrimEnd('/')).Distinct().Order(StringComparer.Ordinal));
        using HttpClient person = bench.BySession(bench.Session(Role.Operator));
        string page = await (await person.GetAsync("/api/docs", Stop)).Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        foreach (string script in (string[])["/api/docs/scalar/scalar.js", "/js/api-docs.js"])
        {
            using HttpResponseMessage answer = await person.GetAsync(script, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, script);
            Assert.True((await answer.Content.ReadAsByteArrayAsync(Stop)).Length > 100);
        }
    }

    [Fact]
    public async Task Figures_and_health_are_there_for_who_watches_the_process()
    {
        await using ApiBench bench = await ApiBench.Start();
        using HttpClient client = bench.ByToken(bench.Token(Role.Operator)), nobody = bench.Client();
        Assert.Equal("live", Text(await Get(nobody, "/health/live"), "status"));
        Assert.Equal("ready", Text(await Get(nobody, "/health/ready"), "status"));
        string id = await Start(client, 1000);
        await bench.Services.GetRequiredService<UnitHost>().Find(id)!.Turning.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        string figures = await (await client.GetAsync("/metrics", Stop)).Content.ReadAsStringAsync(Stop);
        foreach (string name in (string[])["titer_ticks", "titer_tick_duration", "titer_tick_lateness", "titer_measurements", "titer_record_commit_duration", "titer_units"])
            Assert.Contains(name, figures, StringComparison.Ordinal);
    }
}
