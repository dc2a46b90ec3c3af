using System.Net;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Tests.Commands;
using Titer.Control.Alarms;
using Titer.Core;

namespace Titer.App.Tests.Web;

/// <summary>Who may do what to the alarms of a hosted unit, and the file of their history.</summary>
public sealed class AlarmsTests(Bench bench)
{
    private async Task<(TestServer Server, HostedUnit Unit)> Alarmed()
    {
        TestServer server = await TestServer.Start(50, recipes: Path.GetDirectoryName(bench.Recipe));
        HostedUnit unit = server.Units.Start(new BatchRequest("long.yaml", "=R1,1", 301, 60, IsGmp: false) { AutoConfirm = true, Faults = ["ph-reference-loss@0.7"] },
            server.Add("oskar", Role.Operator));
        await TestServer.Until(() => unit.Snapshot.AlarmList.Shown.Any(a => a.Key.Name == "pH.quality"), "the chip loses its reference");
        return (server, unit);
    }

    private static Identified Who(TestServer server, string name) => server.Directory.Authenticate(name, TestServer.Password).Required();

    private static AlarmState State(HostedUnit unit) => unit.Snapshot.AlarmList.All.Single(a => a.Key.Name == "pH.quality").State;

    [Fact]
    public async Task Operators_acknowledge_and_shelve_supervisors_take_out_of_service_and_others_do_neither()
    {
        (TestServer server, HostedUnit unit) = await Alarmed();
        await using (server)
        {
            Identified oskar = Who(server, "oskar"), simone = server.Add("simone", Role.Supervisor), quentin = server.Add("quentin", Role.Quality);
            Event taken = await server.Units.Alarm(unit.Id, AlarmActs.Acknowledge("pH.quality"), oskar, "");
            Assert.Equal(("alarm.acknowledge.accepted", "Person oskar", AlarmState.Acknowledged), (taken.Code, Person.Of(taken)!.Name, State(unit)));
            Assert.Equal("alarm.acknowledge.refused", (await server.Units.Alarm(unit.Id, AlarmActs.Acknowledge("pH.quality"), simone, "")).Code);
            Assert.Equal("it needs a reason", (await server.Units.Alarm(unit.Id, AlarmActs.Shelve("pH.quality", TimeSpan.FromHours(1)), oskar, " ")).Data["refused"]);
            Assert.Throws<InputException>(() => { _ = server.Units.Alarm(unit.Id, AlarmActs.Acknowledge("pH.quality"), quentin, ""); });
            Assert.Throws<InputException>(() => { _ = server.Units.Alarm(unit.Id, AlarmActs.TakeOutOfService("pH.quality"), oskar, "chip"); });
            Assert.Throws<InputException>(() => { _ = server.Units.Alarm(unit.Id, AlarmActs.Shelve("pH.quality", TimeSpan.FromHours(1)), oskar, new string('x', 501)); });
            await server.Units.Alarm(unit.Id, AlarmActs.TakeOutOfService("pH.quality"), simone, "chip is changed");
            Assert.Equal(AlarmState.OutOfService, State(unit));
        }
    }

    [Fact]
    public async Task The_history_is_a_file_for_who_is_logged_in_and_no_spreadsheet_takes_it_for_a_formula()
    {
        (TestServer server, HostedUnit _) = await Alarmed();
        await using (server)
        {
            using Browser stranger = server.Browser();
            using HttpResponseMessage refused = await stranger.Get("/alarms/history.csv");
            Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
            using Browser browser = await server.LoggedIn("oskar");
            using HttpResponseMessage answer = await browser.Get("/alarms/history.csv?text=pH&priority=Medium");
            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            string[] lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Contains(lines[1..], l => l.StartsWith("\"'=R1,1\",pH.quality,Medium,", StringComparison.Ordinal));
            Assert.Single((await browser.Text("/alarms/history.csv?text=no%20such%20alarm")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
            using HttpResponseMessage wrong = await browser.Get("/alarms/history.csv?priority=urgent");
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
    }
}
