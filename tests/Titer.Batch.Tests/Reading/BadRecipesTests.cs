using System.Text;
using Titer.Core;

namespace Titer.Batch.Tests;

/// <summary>Every kind of bad recipe gives one sentence with the line. In each case § marks where the error is reported, and is taken out.</summary>
public class BadRecipesTests
{
    public static TheoryData<string, string, string> BadRecipes => new()
    {
        // good text, bad text, what the sentence says
        { "timeout: 6 h", "§time-out: 6 h", "no key 'time-out' (did you mean 'timeout'?)" },
        { "version: 1.0.0", "§verson: 1.0.0", "no key 'verson' (did you mean 'version'?)" },
        { "tolerance: 0.5 Cel }", "§tolerence: 0.5 Cel }", "did you mean 'tolerance'?" },
        { "recipe: Sample\n", "§", "a recipe lacks the key 'recipe'" },
        { "recipe: Sample\n", "recipe: §\n", "'recipe' has no value" },
        { "recipe: Sample\nversion: 1.0.0\n", "§recipe: Sample\n", "lacks the key 'version'" },
        { "equipment: unit.yaml\n", "", "lacks the key 'equipment'" },
        { "- phase: First", "- §fase: First", "a phase has no key 'fase' (did you mean 'phase'?)" },
        { "- operation: Grow\n        phases:", "- §phases:", "an operation lacks the key 'operation'" },
        { "{ value: 37, unit: Cel, low: 35, high: 38 }", "§{ value: 37, unit: Cel, low: 35 }", "the parameter 'warm' lacks the key 'high'" },
        { "{ value: 37, unit: Cel, low: 35, high: 38 }", "§37 Cel", "the parameter 'warm' must be a mapping (key: value), not the text '37 Cel'" },
        { "value: 37,", "value: §hot,", "'value' must be a number, not the text 'hot'" },
        { "value: 37,", "value: §[37],", "'value' must be a number, not a list" },
        { "value: 37,", "value: §1e999,", "must be a number" },
        { "value: 37,", "value: §.nan,", "must be a number" },
        { "unit: Cel, low: 35", "unit: §Celsius, low: 35", "'Celsius' is not a UCUM unit" },
        { "value: 37,", "§value: 39,", "the parameter 'warm' is 39 Cel, outside its limits 35 to 38 Cel" },
        { "low: 35, high: 38", "§low: 38, high: 35", "low 38 above high 35" },
        { "  long:", "  §elapsed:", "because conditions use the word" },
        { "  long:", "  §2long:", "cannot be the name of a parameter" },
        { "  long:", "  §warm:", "'warm' is here a second time; the first is on line 5" },
        { "to: warm", "to: §worm", "no parameter 'worm' (did you mean 'warm'?)" },
        { "to: warm", "to: §37", "'37' has no unit" },
        { "to: warm", "to: §'36,8 Cel'", "the decimal sign is a point" },
        { "to: warm", "to: §37 Kelvin", "'Kelvin' is not a UCUM unit" },
        { "to: warm", "to: §37 mmol/L", "the set point of temperature is in Cel; 37 mmol/L does not convert" },
        { "to: warm", "to: §long", "'long' (5 h) does not convert" },
        { "to: warm", "to: §12 Cel", "outside the range 20 to 39 Cel of the equipment" },
        { "tolerance: 0.5 Cel", "tolerance: §5 %", "write '5 % of set point' for a part of it" },
        { "tolerance: 0.5 Cel", "tolerance: §-0.5 Cel", "a tolerance is above zero" },
        { "20 % of set point", "§200 % of set point", "between 0 and 100 %" },
        { "  temperature: { to: warm", "  §temprature: { to: warm", "does not control 'temprature' (did you mean 'temperature'?)" },
        { "  glucose: { to: 20 mmol/L", "  §temperature: { to: 20 mmol/L", "'temperature' is here a second time" },
        { "{ to: 20 mmol/L, tolerance: 20 % of set point }", "{ to: §off, tolerance: 20 % of set point }", "neither tolerance nor ramp" },
        { "{ to: 20 mmol/L, tolerance: 20 % of set point }", "§[20 mmol/L]", "must be a mapping" },
        { "{ to: 20 mmol/L, tolerance: 20 % of set point }", "§{ tolerance: 20 % of set point }", "the set point of glucose lacks the key 'to'" },
        { "ramp: 1 Cel/h", "ramp: 1 Cel/h, §over: 3 h", "has both 'ramp' and 'over'" },
        { "ramp: 1 Cel/h", "ramp: §1 Cel", "'1 Cel' is not a rate" },
        { "ramp: 1 Cel/h", "ramp: §1 L/h", "temperature ramps in Cel per time" },
        { "ramp: 1 Cel/h", "over: §3 Cel", "'over' must be a time above zero" },
        { "  until: temperature within tolerance or elapsed >= long\n          ", "", "the phase 'First' has no exit" },
        { "until: temperature within", "until: §temperatur within", "'temperatur' is not a reading of Sample unit (did you mean 'temperature'?)" },
        { "VCD >= 9 10*9/L", "§VCD >= 9", "'9' has no unit" },
        { "VCD >= 9 10*9/L", "§VCD >= 9 mmol/L", "9 mmol/L does not compare with VCD, which is in 10*9/L" },
        { "VCD >= 9 10*9/L", "§VCD >= 9 cells", "'cells' is not a UCUM unit" },
        { "VCD >= 9 10*9/L", "§VCD >= limit", "no parameter 'limit'" },
        { "VCD >= 9 10*9/L", "§VCD = 9 10*9/L", "expected <, <=, > or >=" },
        { "VCD >= 9 10*9/L", "§(VCD >= 9 10*9/L", "expected ')'" },
        { "VCD >= 9 10*9/L", "§VCD within tolerance", "does not control VCD" },
        { "VCD >= 9 10*9/L", "§glucose within 5 % of set point", "is in mmol/L" },
        { "VCD >= 9 10*9/L", "§elapsed >= 9 mmol/L", "9 mmol/L is not a time" },
        { "VCD >= 9 10*9/L", "§elapsed >= -9 h", "-9 h is not a time" },
        { "or confirm \"Go on\"", "§or confirm Go on", "double quotes after 'confirm'" },
        { "or confirm \"Go on\"", "§or", "at the end of the condition: expected a reading" },
        { "or confirm \"Go on\"", "§confirm \"Go on\"", "expected 'and', 'or' or the end" },
        { "timeout: 6 h", "timeout: §6 L", "'timeout' must be a time above zero" },
        { "on-timeout: hold", "on-timeout: §stop", "'alarm', 'hold' or 'continue', not 'stop'" },
        { "timeout: 6 h\n            on-timeout", "§on-timeout", "there is none" },
        { "- phase: Second", "- §phase: First", "the phase 'First' is here a second time; the first is on line 12" },
        { "    operations:\n", "    operations: []\n    §other:\n", "has no key 'other'" },
        { "  - phase: Second", "  - §just a text\n          - phase: Second", "a phase must be a mapping" },
        { "    set:\n              temperature: { to: 34 Cel, ramp: 1 Cel/h }", "    set: §{}", "'set' is empty" },
        { "  warm: {", "  warm: &a§ {", "is an anchor" },
        { "value: 37,", "value: §!!int 37,", "is a YAML tag" },
        { "value: 37,", "value: §*a,", "alias" },
        { "version: 1.0.0", "§version: [1.0.0", "not valid YAML" },
        { "formula:\n", "formula:\n§\t\n\tx: 1\n", "not valid YAML" },
        { "timeout: 8 h", "timeout: 8 h\n§---\nrecipe: Other", "a second YAML document" },
    };

    public static TheoryData<string, string, string> BadEquipment => new()
    {
        { "class: stirred tank", "§clas: stirred tank", "did you mean 'class'?" },
        { "class: stirred tank", "class: stirred tank\nprocess: §in-vitro-transcripton", "no process 'in-vitro-transcripton' (did you mean 'in-vitro-transcription'?)" },
        { "equipment: Sample unit", "§recipe: Sample unit", "this is a recipe, not an equipment file" },
        { "safe: 34", "§safe: 60", "the safe value 60 Cel, outside its limits 10 to 50 Cel" },
        { "max-rate: 2 Cel/min", "max-rate: §2 L/min", "changes in Cel per time" },
        { "max-rate: 2 Cel/min", "max-rate: §0 Cel/min", "faster than zero" },
        { "max-rate: 2 Cel/min, ", "", "lacks the key 'max-rate'" },
        { "on-hold: off", "on-hold: §stop", "'on-hold' is 'keep' or 'off'" },
        { "high: 200 L", "high: §200 kg", "a volume is in L" },
        { "low: 120 L", "low: 220 L", "the working volume has low 220 L" },
        { "sample: 0.2 L", "sample: §0.2 kg", "a volume is in L" },
        { "sample: 0.2 L", "sample: §-1 L", "a sample takes 0 L or more" },
        { "low: 20, high: 39", "§low: 39, high: 39", "not below high 39" },
        { "  glucose: { unit: mmol/L, low: 0, high: 100 }\n", "", "'glucose' is controlled but is not among the readings" },
        { "glucose: { unit: mmol/L, low: 0", "glucose: { unit: g/L, low: 0", "controlled in mmol/L but read in g/L" },
        { "  jacket:", "  §jack et:", "is not a tag" },
        { "actuators:\n  jacket: { unit: Cel, low: 10, high: 50, max-rate: 2 Cel/min, safe: 34 }\n", "", "a unit without actuators cannot control anything" },
    };

    [Theory]
    [MemberData(nameof(BadRecipes))]
    public void A_bad_recipe_gives_one_sentence_with_its_line(string good, string bad, string says)
    {
        (string text, int? line) = Spoil(Sample.RecipeText, good, bad);
        var error = Assert.Throws<InputException>(() => Sample.Read(recipe: text));
        IsOneSentence(error, "recipes/x.yaml", line, says);
    }

    [Theory]
    [MemberData(nameof(BadEquipment))]
    public void A_bad_equipment_file_gives_one_sentence_with_its_line(string good, string bad, string says)
    {
        (string text, int? line) = Spoil(Sample.EquipmentText, good, bad);
        var error = Assert.Throws<InputException>(() => Sample.Read(equipment: text));
        IsOneSentence(error, "recipes/unit.yaml", line, says);
    }

    [Fact]
    public void The_sample_itself_is_good() => Assert.Equal(2, Sample.Read().Phases.Length);

    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("# only a comment\n", 1, "the file is empty")]
    [InlineData("just a text", 1, "a recipe must be a mapping")]
    [InlineData("- a\n- b", 1, "a recipe must be a mapping (key: value), not a list")]
    public void A_file_that_is_no_recipe_says_so(string text, int line, string says) =>
        IsOneSentence(Assert.Throws<InputException>(() => Sample.Read(recipe: text)), "recipes/x.yaml", line, says);

    [Fact]
    public void A_procedure_without_unit_procedures_is_refused()
    {
        string text = Sample.RecipeText[..Sample.RecipeText.IndexOf("procedure:", StringComparison.Ordinal)] + "procedure: []";
        IsOneSentence(Assert.Throws<InputException>(() => Sample.Read(recipe: text)), "recipes/x.yaml", 7, "'procedure' is empty");
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        string text = "recipe: " + new string('[', 5000);
        IsOneSentence(Assert.Throws<InputException>(() => Sample.Read(recipe: text)), "recipes/x.yaml", 1, "nested more than");
    }

    [Theory]
    [InlineData(5000, "nested more than")]
    public void A_condition_of_any_depth_is_refused(int depth, string says)
    {
        string text = Sample.RecipeText.Replace("VCD >= 9", new string('(', depth) + "VCD >= 9");
        IsOneSentence(Assert.Throws<InputException>(() => Sample.Read(recipe: text)), "recipes/x.yaml", 22, says);
    }

    [Fact]
    public void A_condition_of_any_length_is_refused()
    {
        string text = Sample.RecipeText.Replace("VCD >= 9", string.Concat(Enumerable.Repeat("elapsed >= 1 h or ", 20_000)) + "VCD >= 9");
        IsOneSentence(Assert.Throws<InputException>(() => Sample.Read(recipe: text)), "recipes/x.yaml", 22, "more than 64 comparisons");
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused_with_the_line_of_the_first_bad_byte()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Sample.RecipeText);
        bytes[Sample.RecipeText.IndexOf("warm", StringComparison.Ordinal)] = 0xFF;
        RecipeFile file = new("recipes/x.yaml", [.. bytes]), unit = Sample.File("recipes/unit.yaml", Sample.EquipmentText);
        IsOneSentence(Assert.Throws<InputException>(() => Recipe.FromFiles(file, unit)), "recipes/x.yaml", 5, "not UTF-8");
    }

    /// <param name="good">Its first occurrence is replaced.</param>
    private static (string Text, int? Line) Spoil(string text, string good, string bad)
    {
        int at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample has no '{good}'.");
        string spoilt = text[..at] + bad + text[(at + good.Length)..];
        int mark = spoilt.IndexOf('§');
        return (spoilt.Replace("§", ""), mark < 0 ? null : 1 + spoilt[..mark].Count(c => c == '\n'));
    }

    private static void IsOneSentence(InputException error, string file, int? line, string says)
    {
        string message = error.Message;
        Assert.Contains(says, message);
        Assert.StartsWith(error.Place + ": ", message);
        Assert.Matches("^" + file.Replace(".", "\\.") + ":[1-9][0-9]*$", error.Place);
        if (line is not null) Assert.Equal($"{file}:{line}", error.Place);
        Assert.DoesNotContain('\n', message);
        Assert.EndsWith(".", message);
        Assert.DoesNotContain(". ", message);
    }
}
