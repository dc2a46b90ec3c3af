using Titer.Batch.Comparing;
using Titer.Batch.Tests.Charts;

namespace Titer.Batch.Tests.Comparing;

public class RecipeChangeTests
{
    private static RecipeChange[] Between(string old, string now) => [.. RecipeChange.Between(Sample.Read(old), Sample.Read(now))];

    [Fact]
    public void A_changed_parameter_is_told_with_old_new_and_unit() =>
        Assert.Equal((RecipeChange[])[new("formula / warm", "value", "37", "36.5", "Cel")], Between(Sample.RecipeText, Sample.RecipeText.Replace("value: 37", "value: 36.5"))
            .Where(c => c.Where.StartsWith("formula", StringComparison.Ordinal)));

    [Fact]
    public void A_parameter_that_is_used_changes_what_uses_it_too() =>
        Assert.Contains(new RecipeChange("Production / Grow / First", "set temperature", "37", "36.5", "Cel"), Between(Sample.RecipeText, Sample.RecipeText.Replace("value: 37", "value: 36.5")));

    [Fact]
    public void Comments_spacing_and_the_way_a_number_is_written_are_no_change() => GeneratedRecipes.Text.ForAll(20, text =>
        Assert.Empty(Between(text, text.Replace("36 Cel", "36.0  Cel").Replace("\nprocedure:", "\n# why\nprocedure:  # because"))));

    [Fact]
    public void A_change_of_unit_is_told_with_both_units() =>
        Assert.Equal((RecipeChange[])[new("formula / long", "value", "5 h", "300 min", ""), new("formula / long", "low", "1 h", "60 min", ""), new("formula / long", "high", "9 h", "540 min", "")],
            Between(Sample.RecipeText, Sample.RecipeText.Replace("{ value: 5, unit: h, low: 1, high: 9 }", "{ value: 300, unit: min, low: 60, high: 540 }")));

    [Fact]
    public void What_came_and_what_went_is_told_and_the_way_back_is_its_mirror() => CsCheck.Gen.Select(GeneratedRecipes.Text, GeneratedRecipes.Text).ForAll(40, pair =>
    {
        RecipeChange[] there = Between(pair.Item1, pair.Item2), back = Between(pair.Item2, pair.Item1);
        Assert.Equal(there.OrderBy(c => (c.Where, c.What)), back.Select(c => c with { Old = c.New, New = c.Old }).OrderBy(c => (c.Where, c.What)));
        Assert.All(there, c => Assert.NotEqual(c.Old, c.New));
    });

    [Fact]
    public void A_new_limit_of_the_strategy_and_a_new_timeout_are_told()
    {
        string text = File.ReadAllText(Path.Combine(Shipped.Folder, "cho-antigen-predictive.yaml"));
        Recipe now = Recipe.FromFiles(Sample.File("x.yaml", text.Replace("high: 8 mmol/L", "high: 7 mmol/L").Replace("timeout: 12 h", "timeout: 13 h")), Shipped.Predictive.Files[1]);
        Assert.Equal((RecipeChange[])[new("strategy", "limits ammonia, high", "8", "7", "mmol/L"), new("Production / Inoculation / Settle", "timeout", "12", "13", "h")],
            RecipeChange.Between(Shipped.Predictive, now));
    }
}
