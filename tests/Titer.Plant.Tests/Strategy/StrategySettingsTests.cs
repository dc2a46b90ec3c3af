using System.Text;
using Titer.Batch;
using Titer.Control.Strategy;
using Titer.Core;
using Titer.Plant.Bioreactor;
using Titer.Plant.Tests.Batches;

namespace Titer.Plant.Tests.Strategy;

public sealed class StrategySettingsTests
{
    private static Recipe With(string good, string bad)
    {
        string text = Encoding.UTF8.GetString(ShortRecipe.Predictive.Files[0].Content.AsSpan());
        Assert.Contains(good, text, StringComparison.Ordinal);
        return Recipe.FromFiles(
            new RecipeFile("x.yaml", [.. Encoding.UTF8.GetBytes(text.Replace(good, bad, StringComparison.Ordinal))]), ShortRecipe.Predictive.Files[1]);
    }

    [Fact]
    public void The_shipped_recipe_says_all_that_the_strategy_needs()
    {
        ChoStrategySettings settings = StrategySettings.Of(ShortRecipe.Predictive.Strategy!);
        Assert.Equal((true, 0.01, new Bounds(0, 0.9), new Bounds(31, 38)), (settings.CountsTitre, settings.Risk, settings.Feed, settings.Temperature));
        Assert.Equal(3.4, settings.Enough);
        Assert.Equal((40, 8, 200), (settings.Lactate, settings.Ammonia, settings.Volume));
    }

    [Theory]
    [InlineData("    feed-pump:   { low: 0 L/h,       high: 0.9 L/h }\n", "", "also needs to know how far it may move feed-pump")]
    [InlineData("feed-pump:   {", "base-pump:   {", "can move feed-pump, temperature, pH, glucose, not base-pump")]
    [InlineData("volume:      { high: 200 L }", "VCD: { high: 20 10*9/L }", "can keep lactate, ammonia, volume, not VCD")]
    [InlineData("lactate:     { high", "lactate:     { low: 1 mmol/L, high", "keeps lactate below a limit")]
    public void What_the_strategy_does_not_foresee_is_refused_with_its_line(string good, string bad, string says)
    {
        InputException error = Assert.Throws<InputException>(() => StrategySettings.Of(With(good, bad).Strategy!));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("x.yaml:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_limit_there_is_none() =>
        Assert.Equal(double.PositiveInfinity, StrategySettings.Of(With("    ammonia:     { high: 8 mmol/L }\n", "").Strategy!).Ammonia);
}
