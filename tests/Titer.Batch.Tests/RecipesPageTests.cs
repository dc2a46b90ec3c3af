using System.Text.RegularExpressions;

namespace Titer.Batch.Tests;

/// <summary>The examples of docs/recipes.md do what the page says.</summary>
public partial class RecipesPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Shipped.Docs, "recipes.md"));

    private static Recipe Example { get; } =
        Recipe.FromFiles(Sample.File("seed-expansion.yaml", Blocks("yaml")[0]), Sample.File("equipment/seed-unit.yaml", Blocks("yaml")[1]));

    [Fact]
    public void The_whole_recipe_gives_the_plan_on_the_page()
    {
        Plan plan = DryRun.Check(Example);
        Assert.Empty(plan.Findings);
        Assert.Equal(Blocks("text").Single(), plan.ToText());
    }

    [Fact]
    public void The_whole_recipe_runs_to_complete()
    {
        var run = new Run(Example, autoConfirm: true);
        run.Readings["temperature"] = 36.8;
        run.Give(ProcedureCommand.Start).Hours(70);
        Assert.Equal(ProcedureState.Complete, run.Engine.State.State);
    }

    public static TheoryData<string> Conditions => [.. Lines("condition")];

    public static TheoryData<string> SetPoints => [.. Lines("set")];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_on_the_page_is_one(string condition) => Load("", condition);

    [Theory]
    [MemberData(nameof(SetPoints))]
    public void A_set_point_on_the_page_is_one(string setPoint) => Assert.Single(Load($"set: {{ {setPoint} }}", "elapsed >= 1 h").Phases[0].Phase.Set);

    [Fact]
    public void The_table_of_states_is_the_one_that_runs()
    {
        int rows = 0;
        foreach (Match row in StateRow().Matches(Page))
        {
            if (!Enum.TryParse(row.Groups[1].Value, out ProcedureState state)) continue;
            string[] cells = [.. row.Groups[2].Value.Split('|').Take(6).Select(cell => cell.Trim())];
            foreach (ProcedureCommand command in Enum.GetValues<ProcedureCommand>())
                Assert.Equal(cells[(int)command], StateMachine.After(state, command)?.ToString() ?? "");
            rows++;
        }
        Assert.Equal(Enum.GetValues<ProcedureState>().Length, rows);
    }

    [Fact]
    public void The_strategy_on_the_page_is_the_one_that_is_shipped()
    {
        string text = File.ReadAllText(Path.Combine(Shipped.Folder, "cho-antigen-predictive.yaml"));
        int at = text.IndexOf("\nstrategy:", StringComparison.Ordinal) + 1, end = text.IndexOf("\nprocedure:", StringComparison.Ordinal) + 1;
        Recipe page = Recipe.FromFiles(Sample.File("x.yaml", text[..at] + Blocks("strategy").Single() + text[end..]), Shipped.Predictive.Files[1]);
        Assert.Equal(DryRun.Check(Shipped.Predictive).ToText(), DryRun.Check(page).ToText());
    }

    /// <summary>The shipped antigen recipe with one phase in place of its procedure.</summary>
    private static Recipe Load(string set, string until)
    {
        string text = File.ReadAllText(Path.Combine(Shipped.Folder, "cho-antigen.yaml"));
        string phase = $"""
            procedure:
              - unit-procedure: U
                operations:
                  - operation: O
                    phases:
                      - phase: P
                        {set}
                        until: |
                          {until}
            """;
        return Recipe.FromFiles(Sample.File("x.yaml", text[..text.IndexOf("procedure:", StringComparison.Ordinal)] + phase), Shipped.Cho.Files[1]);
    }

    private static string[] Lines(string kind) => Blocks(kind).Single().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Blocks(string kind) =>
        [.. Regex.Matches(Page, $"```{kind}\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"^\| (\w+) \|((?:[^|\n]*\|){6})$", RegexOptions.Multiline)]
    private static partial Regex StateRow();
}
