using System.Text;
using CsCheck;

namespace Titer.Batch.Tests.Charts;

/// <summary>Good recipes of any shape for the sample unit: long and strange names, all kinds of timeouts, set points and conditions.</summary>
internal static class GeneratedRecipes
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Any("Grow", "Rest", "<script>alert(1)</script>", "接种和取样以及更长的名称用来换行", "A name that is long enough to need more than one line of the box"),
        Gen.String[Gen.Char["abc dé-xyz0"], 1, 120].Select(s => s.Trim().Length == 0 ? "x" : s.Trim()));

    private static readonly Gen<string> Until = Any(
        "elapsed >= 5 h", "VCD >= 9 10*9/L or elapsed >= 40 h", "confirm \"Go on\" by two", "(temperature <= 22 Cel or elapsed >= 12 h) and confirm \"Line connected\"",
        "VCD >= 1 10*9/L or VCD >= 2 10*9/L or VCD >= 3 10*9/L or VCD >= 4 10*9/L or VCD >= 5 10*9/L or batch-elapsed >= 140 h");

    private static readonly Gen<string> Set = Any(
        "", "set: { temperature: { to: 36 Cel, tolerance: 0.5 Cel, ramp: 1 Cel/h } }", "set: { temperature: warm, glucose: off }",
        "set: { glucose: { to: 20 mmol/L, tolerance: 20 % of set point, over: 3 h } }");

    private static readonly Gen<string> Timeout = Any("", "timeout: 8 h", "timeout: 90 min, on-timeout: hold", "timeout: 3 h, on-timeout: continue");

    public static Gen<string> Text { get; } =
        Gen.Select(Name, Until, Set, Timeout).List[1, 4].List[1, 3].List[1, 3].Select(Of);

    public static Gen<Recipe> All { get; } = Text.Select(text => Sample.Read(text));

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Of(List<List<List<(string Name, string Until, string Set, string Timeout)>>> units)
    {
        var text = new StringBuilder(Sample.RecipeText[..Sample.RecipeText.IndexOf("procedure:", StringComparison.Ordinal)]).Append("procedure:\n");
        int number = 0;
        foreach (var operations in units)
        {
            text.Append($"  - unit-procedure: '{operations[0][0].Name} {number++}'\n    operations:\n");
            foreach (var phases in operations)
            {
                text.Append($"      - operation: '{phases[0].Name} {number++}' # a comment\n        phases:\n");
                foreach ((string name, string until, string set, string timeout) in phases)
                {
                    string keys = string.Join(", ", new[] { $"phase: '{name} {number++}'", set, $"until: '{until}'", timeout }.Where(k => k.Length > 0));
                    text.Append($"          - {{ {keys} }}\n");
                }
            }
        }
        return text.ToString();
    }
}
