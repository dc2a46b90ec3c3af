using Titer.Core;

namespace Titer.Batch.Tests;

/// <summary>Every kind of bad strategy gives one sentence with its line; § marks where it is reported, and is taken out.</summary>
public class BadStrategyTests
{
    private const string Strategy = """
        strategy:
          objective: titre
          enough: 3 g/L
          end: long
          every: 1 h
          risk: 2 %
          moves:
            temperature: { low: 31 Cel, high: warm }
            jacket:      { low: 20 Cel, high: 45 Cel }
          limits:
            glucose: { low: 5 mmol/L, high: 40 mmol/L }
            VCD:     { high: 30 10*9/L }

        procedure:
        """;

    private static string Text(string strategy = Strategy) => Sample.RecipeText
        .Replace("\nprocedure:", "\n" + strategy, StringComparison.Ordinal)
        .Replace("          - phase: Second\n", "          - phase: Second\n            strategy: predictive\n", StringComparison.Ordinal);

    public static TheoryData<string, string, string> Bad => new()
    {
        { "objective: titre", "objective: §profit", "'titre' or 'mass', not 'profit'" },
        { "  objective: titre\n", "", "the strategy lacks the key 'objective'" },
        { "enough: 3 g/L", "enough: §3 h", "'enough' is a titre above zero" },
        { "objective: titre\n", "objective: mass\n", "'enough' is a titre and goes with" },
        { "end: long", "end: §longer", "no parameter 'longer'" },
        { "end: long", "end: §3 L", "'end' must be a time above zero" },
        { "every: 1 h", "every: §9 h", "longer than the batch" },
        { "every: 1 h", "§evry: 1 h", "did you mean 'every'?" },
        { "risk: 2 %", "risk: §70 %", "up to 50 %, not 70 %" },
        { "risk: 2 %", "risk: §2 h", "is a probability" },
        { "low: 31 Cel, high: warm", "low: §7 Cel, high: warm", "outside 20 to 39 Cel of the equipment" },
        { "low: 31 Cel, high: warm", "low: 31 Cel, high: §2 mmol/L", "does not convert" },
        { "{ low: 31 Cel, high: warm }", "§{ low: 31 Cel }", "lacks the key 'high'" },
        { "low: 31 Cel, high: warm", "§low: 37 Cel, high: 36 Cel", "not below high" },
        { "    jacket: ", "    §jaket: ", "neither a control loop nor an actuator 'jaket' (did you mean 'jacket'?)" },
        { "    VCD: ", "    §VDC: ", "is not a reading of Sample unit" },
        { "{ high: 30 10*9/L }", "§{}", "needs 'low', 'high' or both" },
        { "strategy: predictive", "strategy: §optimal", "the strategy 'predictive' or none, not 'optimal'" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_strategy_gives_one_sentence_with_its_line(string good, string bad, string says)
    {
        string text = Text();
        int at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample has no '{good}'.");
        string spoilt = text[..at] + bad + text[(at + good.Length)..];
        int mark = spoilt.IndexOf('§');
        var error = Assert.Throws<InputException>(() => Sample.Read(recipe: spoilt.Replace("§", "")));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        if (mark >= 0) Assert.StartsWith($"recipes/x.yaml:{1 + spoilt[..mark].Count(c => c == '\n')}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strategy_says_what_it_moves_and_keeps_in_the_units_of_the_equipment()
    {
        Recipe recipe = Sample.Read(recipe: Text());
        Strategy strategy = recipe.Strategy!;
        Assert.Equal((StrategyObjective.Titre, 3.0, 5.0, 1.0, 0.02), (strategy.Objective, strategy.Enough, strategy.End.TotalHours, strategy.Every.TotalHours, strategy.Risk));
        Assert.Equal((31, 37), (strategy.Moves[new Tag("temperature")].Low, strategy.Moves[new Tag("temperature")].High));
        Assert.Equal(double.NegativeInfinity, strategy.Limits[new Tag("VCD")].Low);
        Assert.Equal([false, true], recipe.Phases.Select(p => p.Phase.FollowsStrategy));
    }

    [Fact]
    public void A_phase_that_follows_a_strategy_needs_one()
    {
        string text = Text("procedure:");
        var error = Assert.Throws<InputException>(() => Sample.Read(recipe: text));
        Assert.Contains("follows a strategy, but the recipe has no section", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("            strategy: predictive\n", "", "warning: no phase follows the strategy")]
    [InlineData("temperature: { to: 34 Cel, ramp: 1 Cel/h }", "temperature: off", "error: the strategy moves temperature, which has no set point in 'Second'")]
    [InlineData("temperature: { to: 34 Cel, ramp: 1 Cel/h }", "temperature: { to: 30 Cel, ramp: 1 Cel/h }", "warning: temperature falls back on 30 Cel, outside 31 to 37")]
    [InlineData("end: long", "end: 4 h", "warning: the phase 'Second' may last beyond 4 h")]
    public void The_dry_run_finds_what_does_not_fit_the_phases(string good, string bad, string says)
    {
        string text = Text().Replace("end: long", "end: 20 h", StringComparison.Ordinal);
        Assert.Empty(DryRun.Check(Sample.Read(recipe: text)).Findings);
        Plan plan = DryRun.Check(Sample.Read(recipe: text.Replace(good.Replace("long", "20 h"), bad, StringComparison.Ordinal)));
        Assert.Contains(says, Assert.Single(plan.Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_says_what_the_strategy_may_do()
    {
        string text = DryRun.Check(Shipped.Predictive).ToText();
        Assert.Contains("by the strategy, else", text, StringComparison.Ordinal);
        Assert.Contains("The strategy: titre up to 3.4 g/L at 336 h, decided every 1 h; moves feed-pump 0 to 0.9 L/h", text, StringComparison.Ordinal);
        Assert.Contains("keeps ammonia below 8 mmol/L", text, StringComparison.Ordinal);
        Assert.Empty(DryRun.Check(Shipped.Predictive).Findings);
    }
}
