using System.CommandLine;
using Titer.Batch;

namespace Titer.App.Commands;

/// <summary><c>titer check RECIPE</c>: dry-runs a recipe against its equipment and limits.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "Recipe file (YAML)." };
        var command = new Command("check", "Dry-run a recipe against equipment and limits, and print its plan.") { recipe };
        command.SetAction(parsed =>
        {
            Plan plan = DryRun.Check(Recipe.Load(parsed.GetValue(recipe)!));
            Console.Write(plan.ToText());
            return plan.HasErrors ? 2 : 0;
        });
        return command;
    }
}
