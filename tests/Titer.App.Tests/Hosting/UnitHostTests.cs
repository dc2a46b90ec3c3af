using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Tests.Commands;
using Titer.App.Tests.Web;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records;

namespace Titer.App.Tests.Hosting;

/// <summary>Batches that run in a server, without any page.</summary>
public sealed class UnitHostTests(Bench bench)
{
    /// <summary>The server's clock goes so many times faster than the machine's: an hour of a batch in a fraction of a second.</summary>
    private const double Fast = 200;

    private Task<TestServer> Serve() => TestServer.Start(Fast, recipes: Path.GetDirectoryName(bench.Recipe));

    private static BatchRequest Short(string name, ulong seed = 301, double speed = 1000) => new("short.yaml", name, seed, speed, IsGmp: false) { AutoConfirm = true };

    private static Event[] Events(HostedUnit unit)
    {
        using IRecord record = unit.Place.Record.Open();
        var decoder = new EntryDecoder();
        return [.. record.Read().Where(e => e.Kind == EntryKind.Event).Select(decoder.Event)];
    }

    [Fact]
    public async Task A_batch_that_is_started_runs_to_its_end_with_a_whole_record_and_a_report()
    {
        await using TestServer server = await Serve();
        HostedUnit unit = server.Units.Start(Short("R1"), server.Add("oskar", Role.Operator));
        await TestServer.Until(() => unit.Snapshot.Estimates.Length > 3 && unit.Snapshot.Phase.Length > 0, "it shows estimates");
        UnitSnapshot on = unit.Snapshot;
        Assert.All(on.Estimates, e => Assert.True(e.Uncertainty > 0));
        Assert.Contains(on.Measurements, m => m.Tag.Name == "pH");
        Assert.NotEmpty(on.Chips);
        Assert.All(on.Chips, c => Assert.NotNull(c.Frame));
        Assert.NotEmpty(on.SetPoints);
        Assert.Contains(on.Ladders, l => l is { Loop: "pH", Rung: "pid" });
        await TestServer.Until(() => unit.Turning.IsCompleted, "it ends");
        Assert.Equal((HostedState.Ended, ProcedureState.Complete), (unit.Snapshot.State, unit.Snapshot.Procedure));
        Assert.True(ChainVerifier.Verify(RunFolder.RecordOf(unit.Place.Folder)) is { Ok: true, Completed: true });
        Assert.True(File.Exists(unit.Place.Report));
        Assert.Equal("Person oskar", Person.Of(Events(unit)[0])!.Name);
    }

    [Fact]
    public async Task Hold_restart_and_abort_are_commands_of_a_person_with_a_reason_in_the_record()
    {
        await using TestServer server = await Serve();
        Identified oskar = server.Add("oskar", Role.Operator), quentin = server.Add("quentin", Role.Quality);
        HostedUnit unit = server.Units.Start(Short("R1", speed: 20), oskar);
        Event held = await server.Units.Command(unit.Id, ProcedureCommand.Hold, oskar, "look at the vent");
        Assert.Equal(("command.accepted", "look at the vent", "Person oskar"), (held.Code, held.Data["reason"], Person.Of(held)!.Name));
        await TestServer.Until(() => unit.Snapshot.Procedure == ProcedureState.Held, "it is held");
        Assert.Equal("command.refused", (await server.Units.Command(unit.Id, ProcedureCommand.Hold, oskar, "again")).Code);
        Assert.Throws<InputException>(() => { _ = server.Units.Command(unit.Id, ProcedureCommand.Restart, quentin, "go on"); });
        Assert.Throws<InputException>(() => { _ = server.Units.Command(unit.Id, ProcedureCommand.Restart, oskar, "  "); });
        Assert.Equal("command.accepted", (await server.Units.Command(unit.Id, ProcedureCommand.Restart, oskar, "it is open")).Code);
        Assert.Equal("command.accepted", (await server.Units.Command(unit.Id, ProcedureCommand.Abort, oskar, "the vent is broken")).Code);
        await TestServer.Until(() => unit.Turning.IsCompleted, "it ends");
        Assert.Equal(ProcedureState.Aborted, unit.Snapshot.Procedure);
        Assert.Throws<InputException>(() => { _ = server.Units.Command(unit.Id, ProcedureCommand.Hold, oskar, "too late"); });
    }

    [Fact]
    public async Task A_question_waits_for_a_person_and_a_paused_simulation_is_no_held_batch()
    {
        await using TestServer server = await Serve();
        Identified oskar = server.Add("oskar", Role.Operator);
        HostedUnit unit = server.Units.Start(Short("R1") with { AutoConfirm = false }, oskar);
        await TestServer.Until(() => unit.Snapshot.Questions.Length == 1, "it asks");
        string question = unit.Snapshot.Questions[0].Text;
        Assert.Equal("confirm.accepted", (await server.Units.Confirm(unit.Id, question, oskar)).Code);
        server.Units.SetTurning(unit.Id, paused: true, speed: 1000, oskar);
        await TestServer.Until(() => unit.Snapshot.State == HostedState.Paused, "it is paused");
        double hours = unit.Snapshot.Hours;
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal((hours, ProcedureState.Running), (unit.Snapshot.Hours, unit.Snapshot.Procedure));
        server.Units.SetTurning(unit.Id, paused: false, speed: 1000, oskar);
        await TestServer.Until(() => unit.Snapshot.Hours > hours, "it goes on");
    }

    [Fact]
    public async Task A_server_that_is_started_again_goes_on_with_its_batches_and_the_record_replays()
    {
        await using TestServer server = await Serve();
        Identified oskar = server.Add("oskar", Role.Operator);
        string id = server.Units.Start(Short("R1"), oskar).Id;
        await TestServer.Until(() => server.Units.Find(id)!.Snapshot.Hours > 2, "it runs");
        await server.Units.Command(id, ProcedureCommand.Hold, oskar, "over the restart");
        await server.Restart();
        HostedUnit unit = server.Units.Find(id)!;
        await TestServer.Until(() => unit.Snapshot.State == HostedState.Turning, "it goes on");
        Assert.Equal("R1", unit.Snapshot.Name);
        Assert.True(unit.Snapshot.Hours > 2);
        await TestServer.Until(() => unit.Snapshot.Procedure == ProcedureState.Held, "it is still held");
        await server.Units.Command(id, ProcedureCommand.Restart, oskar, "on we go");
        await TestServer.Until(() => unit.Turning.IsCompleted, "it ends");
        Assert.Equal(HostedState.Ended, unit.Snapshot.State);
        Assert.Single(Events(unit), e => e.Code == RunHeader.Resumed);
        using IRecord record = unit.Place.Record.Open();
        Assert.Null(ReplayResult.Of(record, unit.Id).Difference);
    }

    [Fact]
    public async Task A_unit_that_fails_says_why_and_the_other_does_not_notice()
    {
        await using TestServer server = await Serve();
        Identified oskar = server.Add("oskar", Role.Operator);
        HostedUnit first = server.Units.Start(Short("R1", 301), oskar), second = server.Units.Start(Short("R2", 302), oskar);
        Assert.NotEqual(first.Id, second.Id);
        await TestServer.Until(() => first.Snapshot.Hours > 0.5, "it runs");
        // An action that cannot be made is a fault of the software inside the turn.
        await Assert.ThrowsAnyAsync<Exception>(() => first.Give(_ => throw new InvalidOperationException("a broken invariant")));
        await TestServer.Until(() => first.Turning.IsCompleted, "it fails");
        Assert.Equal(HostedState.Failed, first.Snapshot.State);
        Assert.Contains("a broken invariant", first.Snapshot.Trouble, StringComparison.Ordinal);
        await TestServer.Until(() => second.Turning.IsCompleted, "the other ends");
        Assert.Equal(HostedState.Ended, second.Snapshot.State);
    }

    [Fact]
    public async Task What_cannot_be_started_is_refused_with_a_sentence_and_leaves_no_run()
    {
        await using TestServer server = await Serve();
        Identified oskar = server.Add("oskar", Role.Operator), quentin = server.Add("quentin", Role.Quality);
        Assert.Throws<InputException>(() => server.Units.Start(Short("R1"), quentin));
        Assert.Throws<InputException>(() => server.Units.Start(Short("R1") with { Recipe = "../short.yaml" }, oskar));
        Assert.Throws<InputException>(() => server.Units.Start(Short("R1", speed: 1001), oskar));
        Assert.Throws<InputException>(() => server.Units.Start(Short("R1", speed: double.NaN), oskar));
        Assert.Throws<InputException>(() => server.Units.Start(Short(" "), oskar));
        Assert.Contains("not run in GMP mode", Assert.Throws<InputException>(() => server.Units.Start(Short("R1") with { IsGmp = true, AutoConfirm = false }, oskar)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(server.Runs));
    }
}
