using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Web.Access;

namespace Titer.App.Web.Api.Units;

/// <summary>The units of this server.</summary>
internal static class UnitEndpoints
{
    public static void MapUnits(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder units = api.MapGroup("/units").WithTags("Units");
        units.MapGet("", (UnitHost host) => host.Snapshots.Select(UnitView.Line).ToArray()).WithSummary("All units, each in one line.");
        units.MapGet("/{id}", (string id, UnitHost host) => UnitView.Of(Find(host, id))).WithSummary("One unit as it stands.");
        units.MapGet("/{id}/alarms", (string id, UnitHost host) => Find(host, id).Alarms.Select(AlarmView.Of).ToArray())
            .WithSummary("The alarms that stand.");
        units.MapGet("/{id}/happened", (string id, UnitHost host) => Find(host, id).Happened.Select(EventView.Of).ToArray())
            .WithSummary("The last things that happened, newest last.");
        units.MapGet("/{id}/events", UnitEvents.Stream).WithSummary("Live values as server-sent events.")
            .Produces<UnitView>(StatusCodes.Status200OK, "text/event-stream");

        RouteGroupBuilder acts = units.MapGroup("").RequireAuthorization(nameof(Duty.RunBatch));
        acts.MapPost("", Start).WithSummary("Starts a batch on the simulated plant.");
        acts.MapPost("/{id}/commands", async (string id, CommandRequest asked, UnitHost host, HttpContext context) =>
            EventView.Of(await host.Command(Find(host, id).Id, asked.Command, context.Caller(), asked.Reason)))
            .WithSummary("Hold, restart, stop or abort; the answer is the event that records it, accepted or refused.");
        acts.MapPost("/{id}/interventions", async (string id, InterventionRequest asked, UnitHost host, HttpContext context) =>
            EventView.Of(await host.Intervene(Find(host, id).Id, asked.Read(), context.Caller(), asked.Reason)))
            .WithSummary("Takes an actuator by hand, gives it back, changes a set point, puts a fault into the simulated plant.");
        acts.MapPut("/{id}/turning", (string id, TurningRequest asked, UnitHost host, HttpContext context) =>
        {
            host.SetTurning(Find(host, id).Id, asked.Paused, asked.Speed, context.Caller());
            return TypedResults.NoContent();
        }).WithSummary("Lets the simulated plant stand still or go on, and at which speed.");
        units.MapPost("/{id}/confirmations", async (string id, ConfirmRequest asked, UnitHost host, HttpContext context) =>
            EventView.Of(await host.Confirm(Find(host, id).Id, asked.Question, context.Caller())))
            .RequireAuthorization(nameof(Duty.ConfirmStep)).WithSummary("Confirms a question of the recipe.");
    }

    public static UnitSnapshot Find(UnitHost host, string id) =>
        host.Find(id)?.Snapshot ?? throw new NotThere($"There is no unit '{Visible.Of(id)}'.");

    private static Created<UnitView> Start(StartRequest asked, UnitHost host, HttpContext context)
    {
        HostedUnit unit = host.Start(new BatchRequest(asked.Recipe, asked.Name, asked.Seed, asked.Speed, asked.Gmp)
        {
            AutoConfirm = asked.AutoConfirm, Faults = [.. asked.Faults],
        }, context.Caller());
        return TypedResults.Created($"{ApiServer.Base}/units/{unit.Id}", UnitView.Of(unit.Snapshot));
    }
}
