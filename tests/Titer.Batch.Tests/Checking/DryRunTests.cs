namespace Titer.Batch.Tests;

public class DryRunTests
{
    [Fact]
    public void The_shipped_recipes_pass_without_a_finding()
    {
        Assert.Empty(DryRun.Check(Shipped.Cho).Findings);
        Assert.Empty(DryRun.Check(Shipped.Monitor).Findings);
        Assert.Empty(DryRun.Check(Sample.Read()).Findings);
    }

    [Fact]
    public void The_plan_of_the_antigen_batch_says_when_each_phase_ends_at_the_latest()
    {
        Plan plan = DryRun.Check(Shipped.Cho);
        Assert.Equal([0, 12, 140, 336, 348], plan.Rows.Select(r => r.LatestEnd!.Value.TotalHours));
        Assert.Equal(TimeSpan.FromHours(348), plan.LatestEnd);
        Assert.Equal(["Inoculum added and sampled", "Harvest line connected"], plan.Confirmations.Select(c => c.Question));
        Assert.Null(DryRun.Check(Shipped.Monitor).LatestEnd);
        string text = plan.ToText();
        Assert.Contains("Fed-batch / Growth", text);
        Assert.Contains("glucose 20 mmol/L +/- 20 % of it", text);
        Assert.Contains("temperature 34 Cel +/- 0.5, ramp over 6 h", text);
        Assert.Contains("Nothing found.", text);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        // the sample spoilt; § marks the place of the one finding
        { "VCD >= 9 10*9/L or confirm \"Go on\"", "§VCD > 60 10*9/L or confirm \"Go on\"", "error: 'VCD > 60 10*9/L' can never hold" },
        { "VCD >= 9 10*9/L or confirm \"Go on\"", "§VCD >= 0 10*9/L", "warning: 'VCD >= 0 10*9/L' always holds" },
        { "{ to: 34 Cel, ramp: 1 Cel/h }", "{ to: §34 Cel, ramp: 3 Cel/h }", "error: temperature would ramp at 3 Cel/h, faster than the 2 Cel/h" },
        { "{ to: 34 Cel, ramp: 1 Cel/h }", "{ to: §34 Cel, over: 1 h }", "error: temperature would ramp at 3 Cel/h, faster than the 2 Cel/h" },
        { "VCD >= 9 10*9/L or confirm \"Go on\"", "§glucose within tolerance and end-of-data", "error: 'end-of-data' never comes" },
        { "VCD >= 9 10*9/L or confirm \"Go on\"", "§temperature within tolerance", "error: 'temperature within tolerance' can never hold: the set point of temperature has no tolerance" },
        { "VCD >= 9 10*9/L or confirm \"Go on\"", "§elapsed < 2 h and elapsed >= 3 h", "error: the phase 'Second' can never end" },
        { "VCD >= 9 10*9/L or confirm \"Go on\"", "§VCD < 2 10*9/L and VCD > 3 10*9/L", "error: the phase 'Second' can never end" },
        { "VCD >= 9 10*9/L or confirm \"Go on\"", "§batch-elapsed < 2 h and elapsed >= 3 h", "error: the phase 'Second' can never end" },
        { "until: VCD >= 9 10*9/L or confirm \"Go on\"\n            timeout: 8 h", "until: §VCD >= 9 10*9/L", "warning: nothing ends the phase 'Second'" },
        { "temperature within tolerance or elapsed >= long\n            timeout: 6 h", "elapsed >= long\n            §timeout: 4 h", "warning: the timeout of 'First' always comes before" },
        { "{ value: 37, unit: Cel, low: 35, high: 38 }", "{ value: 37, unit: Cel, low: 35, high: 42 }", "warning: the limits 35 to 42 Cel of 'warm' reach beyond the range 20 to 39 Cel" },
        { "glucose: { to: 20 mmol/L, tolerance: 20 % of set point }", "glucose: off", "warning: no phase sets glucose" },
        { "temperature: { to: 34 Cel, ramp: 1 Cel/h }\n            until: VCD >= 9 10*9/L or", "temperature: off\n            until: §temperature within 1 Cel of set point or", "error: 'temperature within 1 Cel of set point' can never hold: temperature is off" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_seeded_fault_is_found_at_its_line_and_nothing_else_is(string good, string bad, string says)
    {
        int at = Sample.RecipeText.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample has no '{good}'.");
        string spoilt = Sample.RecipeText[..at] + bad + Sample.RecipeText[(at + good.Length)..];
        int mark = spoilt.IndexOf('§');
        Plan plan = DryRun.Check(Sample.Read(spoilt.Replace("§", "")));
        string finding = Assert.Single(plan.Findings).ToString();
        Assert.Contains(says, finding);
        if (mark >= 0) Assert.StartsWith($"recipes/x.yaml:{1 + spoilt[..mark].Count(c => c == '\n')}: ", finding);
        Assert.Equal(says.StartsWith("error"), plan.HasErrors);
        Assert.Contains(finding, plan.ToText());
    }
}
