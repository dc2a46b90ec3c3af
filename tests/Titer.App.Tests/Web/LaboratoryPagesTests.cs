using System.Net;
using Titer.App.People;

namespace Titer.App.Tests.Web;

public sealed class LaboratoryPagesTests
{
    private static readonly string[] Paths = ["/laboratory", "/laboratory/calibrate", "/laboratory/compare", "/laboratory/calibrations"];

    [Fact]
    public async Task Engineers_and_quality_see_the_pages_and_nobody_else()
    {
        await using TestServer server = await TestServer.Start();
        server.Add("olga.operator", Role.Operator);
        server.Add("ella.engineer", Role.Engineer);
        server.Add("quirin.quality", Role.Quality);
        using Browser stranger = server.Browser(), low = await server.LoggedIn("olga.operator"), engineer = await server.LoggedIn("ella.engineer"),
            quality = await server.LoggedIn("quirin.quality"), administrator = await server.LoggedIn("ada.first");
        foreach (string path in Paths)
        {
            using HttpResponseMessage answer = await stranger.Get(path);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.StartsWith("/login", answer.Headers.Location!.OriginalString.Replace(server.Address.GetLeftPart(UriPartial.Authority), ""));
            foreach (Browser refused in (Browser[])[low, administrator])
            {
                using HttpResponseMessage no = await refused.Get(path);
                Assert.DoesNotContain("class=\"tabs\"", await no.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
            foreach (Browser let in (Browser[])[engineer, quality]) Assert.Contains("class=\"tabs\"", await let.Text(path));
        }
        Assert.Contains("href=\"/laboratory\"", await engineer.Text("/"));
        Assert.DoesNotContain("href=\"/laboratory\"", await low.Text("/"));
    }

    [Fact]
    public void Every_text_of_a_form_and_of_a_step_is_there_in_every_language()
    {
        string folder = Path.Combine(Repository.Root, "src", "Titer.App", "Web", "Languages");
        string[][] keys = [.. ((string[])["", ".fr", ".nl"]).Select(l => System.Xml.Linq.XDocument.Load(Path.Combine(folder, $"LaboratoryTexts{l}.resx")).Root!.Elements("data")
            .Where(d => d.Element("value")!.Value.Length > 0).Select(d => d.Attribute("name")!.Value).Order(StringComparer.Ordinal).ToArray())];
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(keys[0], keys[2]);
        foreach (App.Laboratory.Forms.ChipForm form in App.Laboratory.Forms.ChipForm.All)
            Assert.All(form.Fields, f => Assert.Contains($"{form.Chip}.{f.Name.TrimStart('-')}", keys[0]));
    }
}
