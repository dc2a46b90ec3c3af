using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// What <c>titer check</c> says of a recipe that is being written: the sentence by which reading refuses it, at its line, or else the findings of the dry run.
/// </summary>
/// <param name="Plan">Null when the recipe was refused.</param>
public sealed record RecipeCheck(Plan? Plan, ImmutableArray<Finding> Findings)
{
    public Recipe? Recipe => Plan?.Recipe;

    public bool HasErrors => Findings.Any(f => f.Severity == FindingSeverity.Error);

    /// <param name="equipment">From the name that the recipe gives and where it stands, the equipment file. It throws <see cref="InputException"/> when there is
    /// none.</param>
    public static RecipeCheck Of(RecipeFile recipe, Func<string, Place, RecipeFile> equipment)
    {
        try
        {
            Plan plan = DryRun.Check(RecipeReader.Read(recipe, equipment));
            return new RecipeCheck(plan, plan.Findings);
        }
        catch (InputException refused)
        {
            string message = refused.Place.Length > 0 ? refused.Message[(refused.Place.Length + 2)..] : refused.Message;
            return new RecipeCheck(null, [new Finding(FindingSeverity.Error, Place.Of(refused.Place.Length > 0 ? refused.Place : recipe.Name), message)]);
        }
    }
}
