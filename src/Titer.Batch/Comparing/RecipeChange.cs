using System.Collections.Immutable;

namespace Titer.Batch.Comparing;

/// <summary>Something that one version of a recipe says otherwise than another. Comments, spacing and the way a number is written are no change.</summary>
/// <param name="Old">Null when the old version says nothing of it; with its unit when that changed too.</param>
/// <param name="New">Null when the new version says nothing of it; with its unit when that changed too.</param>
/// <param name="Unit">UCUM code of both, empty when they have none or not the same.</param>
public sealed record RecipeChange(string Where, string What, string? Old, string? New, string Unit)
{
    /// <summary>What changed, in the order of the new version; what is gone comes before what followed it.</summary>
    public static ImmutableArray<RecipeChange> Between(Recipe old, Recipe now)
    {
        RecipeTerm[] before = [.. RecipeTerm.Of(old)], after = [.. RecipeTerm.Of(now)];
        Dictionary<(string, string), RecipeTerm> then = before.ToDictionary(Key), later = after.ToDictionary(Key);
        var changes = ImmutableArray.CreateBuilder<RecipeChange>();
        int gone = 0;
        foreach (RecipeTerm term in after)
        {
            if (!then.TryGetValue(Key(term), out RecipeTerm? was))
            {
                changes.Add(new RecipeChange(term.Where, term.What, null, term.Value, term.Unit));
                continue;
            }
            for (; gone < before.Length && !ReferenceEquals(before[gone], was); gone++) Gone(before[gone]);
            if (was.Value != term.Value || was.Unit != term.Unit) changes.Add(Changed(was, term));
        }
        for (; gone < before.Length; gone++) Gone(before[gone]);
        return changes.ToImmutable();

        void Gone(RecipeTerm term)
        {
            if (!later.ContainsKey(Key(term))) changes.Add(new RecipeChange(term.Where, term.What, term.Value, null, term.Unit));
        }
    }

    private static (string, string) Key(RecipeTerm term) => (term.Where, term.What);

    private static RecipeChange Changed(RecipeTerm was, RecipeTerm now) => was.Unit == now.Unit
        ? new RecipeChange(now.Where, now.What, was.Value, now.Value, now.Unit)
        : new RecipeChange(now.Where, now.What, $"{was.Value} {was.Unit}".Trim(), $"{now.Value} {now.Unit}".Trim(), "");
}
