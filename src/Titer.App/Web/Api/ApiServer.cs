using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Titer.App.Web.Access;
using Titer.App.Web.Api.Documents;
using Titer.App.Web.Api.People;
using Titer.App.Web.Api.Runs;
using Titer.App.Web.Api.Sensing;
using Titer.App.Web.Api.Trail;
using Titer.App.Web.Api.Units;

namespace Titer.App.Web.Api;

/// <summary>The API: what the pages do, for programs, under <c>/api/v1</c>. Each endpoint takes a session or a token, and names the duty it is for.</summary>
internal static class ApiServer
{
    public const string Base = "/api/v1";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<TokenGuesses>();
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            o.SerializerOptions.RespectRequiredConstructorParameters = true;
            o.SerializerOptions.RespectNullableAnnotations = true;
        });
        // In every environment: what is wrong with a body is said by ApiProblems.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddApiDocs();
    }

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup(Base).RequireAuthorization();
        api.MapUnits();
        api.MapRuns();
        api.MapRecipes();
        api.MapDocuments();
        api.MapTrail();
        api.MapPeople();
        api.MapTokens();
        api.MapSensing();
        api.MapGet("/antiforgery", (HttpContext context, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
                new AntiforgeryView(antiforgery.GetAndStoreTokens(context).RequestToken!))
            .WithTags("Access").WithSummary("The header RequestVerificationToken for requests that change something with a session.");
        app.MapApiDocs();
    }

    private sealed record AntiforgeryView(string Token);
}
