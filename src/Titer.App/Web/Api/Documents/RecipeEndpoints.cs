using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.Hosting;
using Titer.Batch;

namespace Titer.App.Web.Api.Documents;

/// <summary>Recipes that can be run, and the dry run of one.</summary>
internal static class RecipeEndpoints
{
    public static void MapRecipes(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder recipes = api.MapGroup("/recipes").WithTags("Recipes");
        recipes.MapGet("", (UnitHost host) => host.Recipes).WithSummary("The files of the recipes folder.");
        recipes.MapGet("/{name}/check", (string name, UnitHost host) => host.Recipes.Contains(name)
                ? PlanView.Of(DryRun.Check(Recipe.Load(host.RecipeFile(name))))
                : throw new NotThere($"There is no recipe '{Visible.Of(name)}'."))
            .WithSummary("Dry-runs a recipe of the folder against equipment and limits.");
        recipes.MapPost("/check", (CheckRequest asked) => PlanView.Of(DryRun.Check(Recipe.FromFiles(
                new RecipeFile("recipe.yaml", [.. Encoding.UTF8.GetBytes(asked.Recipe)]),
                new RecipeFile("equipment.yaml", [.. Encoding.UTF8.GetBytes(asked.Equipment)])))))
            .WithSummary("Dry-runs a recipe that is in the request; says the same as 'titer check'.");
    }

    /// <param name="Recipe">YAML.</param>
    /// <param name="Equipment">YAML of the equipment that it is for.</param>
    private sealed record CheckRequest(string Recipe, string Equipment);

    /// <param name="Plan">As <c>titer check</c> prints it.</param>
    private sealed record PlanView(bool HasErrors, IReadOnlyList<FindingView> Findings, string Plan)
    {
        public static PlanView Of(Plan plan) =>
            new(plan.HasErrors, [.. plan.Findings.Select(f => new FindingView(f.Severity, $"{f}"))], plan.ToText());
    }

    private sealed record FindingView(FindingSeverity Severity, string Sentence);
}
