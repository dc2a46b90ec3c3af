using System.Text;
using System.Text.RegularExpressions;
using Titer.Batch;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Plant.Alarms;

namespace Titer.Plant.Tests.Alarms;

/// <summary>The master alarm database against the code that raises alarms, and against the recipes whose phases it names.</summary>
public sealed partial class MasterAlarmTests
{
    private static readonly MasterAlarms Master = MasterAlarmReader.Shipped;

    private static readonly (string Name, string Text)[] Sources =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(f => (f, File.ReadAllText(f))),
    ];

    [GeneratedRegex(@"(?:new Event|Record)\(\s*(?:[\w.]+,\s*)?EventKind\.Alarm.*?;\r?\n", RegexOptions.Singleline)]
    private static partial Regex Raising();

    [GeneratedRegex(@"""([a-z]+\.[a-z.-]+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\$""\{[^{}""]+\}\.([a-z-]+)""")]
    private static partial Regex AfterSource();

    [GeneratedRegex(@"new(?: Latch)?\(""([a-zA-Z-]+)""\)|new DoseInterlock\(\$?""([^""]+)""")]
    private static partial Regex LatchName();

    [GeneratedRegex(@"new Rung\(""([a-z-]+)""")]
    private static partial Regex RungName();

    /// <summary>The codes that the code base can raise, and the statements that raise them.</summary>
    private static (SortedSet<string> Codes, int Statements) Raised()
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        int statements = 0;
        foreach ((string name, string text) in Sources)
        {
            foreach (Match raising in Raising().Matches(text))
            {
                statements++;
                string[] found = [.. Literal().Matches(raising.Value).Select(m => m.Groups[1].Value)
                    .Where(c => c is not ("alarm.raised" or "alarm.cleared") && !c.StartsWith("confirm.", StringComparison.Ordinal)),
                    .. AfterSource().Matches(raising.Value.Contains("Name(", StringComparison.Ordinal) ? text : raising.Value).Select(m => m.Groups[1].Value)];
                Assert.True(found.Length > 0 || raising.Value.Contains("confirm.withdrawn", StringComparison.Ordinal), $"{name} raises an alarm without a name: {raising.Value}");
                codes.UnionWith(found);
            }
        }
        return (codes, statements);
    }

    [Fact]
    public void Every_alarm_that_the_code_base_can_raise_has_an_entry_and_every_entry_is_one_of_them()
    {
        (SortedSet<string> codes, int statements) = Raised();
        Assert.InRange(statements, 10, 100);
        Assert.Equal(codes.Append(AlarmSignals.Interlock).Append(AlarmSignals.Ladder).Order(StringComparer.Ordinal),
            Master.Definitions.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal));
        foreach (string code in codes) Assert.NotNull(Master.Find(code == "phase.timeout" ? "recipe" : "any", code));
    }

    [Fact]
    public void Every_interlock_has_an_entry_of_its_own()
    {
        string[] latches = [.. Sources.Where(s => s.Name.Contains("Interlocks", StringComparison.Ordinal) || s.Text.Contains("new DoseInterlock", StringComparison.Ordinal))
            .SelectMany(s => LatchName().Matches(s.Text)).Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct()];
        Assert.InRange(latches.Length, 12, 40);
        Assert.Contains("pH-exclusion", latches);
        Assert.All(latches, l => Assert.NotEqual("*", Master.Find(l, AlarmSignals.Interlock)?.Source));
        Assert.All(Master.Definitions.Where(d => d.Code == AlarmSignals.Interlock && !d.Source.Contains('*', StringComparison.Ordinal)), d => Assert.Contains(d.Source, latches));
    }

    [Fact]
    public void The_rungs_of_every_ladder_are_known_in_their_order()
    {
        (string Name, string[] Rungs)[] ladders = [.. Sources.Select(s => (s.Name, RungName().Matches(s.Text).Select(m => m.Groups[1].Value).ToArray())).Where(l => l.Item2.Length > 0)];
        Assert.InRange(ladders.Length, 9, 40);
        foreach ((string name, string[] rungs) in ladders)
        {
            int[] places = [.. rungs.Select(r => Array.IndexOf(AlarmSignals.Rungs, r))];
            Assert.True(places[0] >= 0 && places.Zip(places.Skip(1)).All(p => p.First < p.Second), $"{name}: {string.Join(", ", rungs)}");
        }
    }

    [Fact]
    public void What_suppresses_by_design_is_a_phase_or_an_operation_of_a_shipped_recipe_or_a_state()
    {
        HashSet<string> known = [.. Enum.GetNames<ProcedureState>(), .. Directory.EnumerateFiles(Repository.Recipes, "*.yaml")
            .SelectMany(f => Recipe.Load(f).Phases).SelectMany(p => new[] { p.Phase.Name, p.Operation.Name })];
        Assert.All(Master.Definitions.SelectMany(d => d.Suppressed).SelectMany(s => s.During), name => Assert.Contains(name, known));
    }

    [Fact]
    public void Every_entry_says_what_to_do_in_sentences() => Assert.All(Master.Definitions, d => Assert.All(
        new[] { d.Rationale, d.Cause, d.Consequence, d.Response }.Concat(d.Suppressed.Select(s => s.Reason)), text =>
        {
            Assert.EndsWith(".", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 15, 200);
        }));

    [Theory]
    [InlineData("lab/glucose", "fault", "lab/*")]
    [InlineData("glucose", "fault", "*")]
    [InlineData("pH", "quality", "pH")]
    [InlineData("permeate-volume", "quality", "*-volume")]
    [InlineData("ATP-pump-dose", "interlock", "*-dose")]
    public void The_entry_that_says_most_of_the_source_counts(string source, string code, string entry)
    {
        Assert.Equal(entry, Master.Find(source, code)!.Source);
        Assert.Equal(new AlarmKey("unit", source, code), Master.Named("unit", $"{source}.{code}"));
    }

    [Theory]
    [InlineData("priority: low", "priority: urgent", "'urgent' is none of low, medium, high.")]
    [InlineData("within: 1 h", "within: soon", "'within' must be a time such as 10 min or 4 h.")]
    [InlineData("    cause: A.\n", "", "the alarm pH.quality lacks the key 'cause'.")]
    [InlineData("response: Do.", "responce: Do.", "the alarm pH.quality has no key 'responce'; did you mean 'response'?.")]
    public void A_wrong_entry_is_refused_with_its_place(string right, string wrong, string sentence)
    {
        const string text = "shelving: { high: 1 h, medium: 8 h, low: 12 h }\nalarms:\n  - code: quality\n    source: pH\n    priority: low\n    rationale: R.\n    within: 1 h\n"
            + "    cause: A.\n    consequence: B.\n    response: Do.\n";
        Assert.Single(Read(text).Definitions);
        string message = Assert.Throws<InputException>(() => Read(text.Replace(right, wrong, StringComparison.Ordinal))).Message;
        Assert.StartsWith("alarms.yaml:", message, StringComparison.Ordinal);
        Assert.Contains(sentence.Split(';')[0].TrimEnd('.'), message, StringComparison.Ordinal);

        static MasterAlarms Read(string yaml) => MasterAlarmReader.Read(new RecipeFile("alarms.yaml", [.. Encoding.UTF8.GetBytes(yaml)]));
    }
}
