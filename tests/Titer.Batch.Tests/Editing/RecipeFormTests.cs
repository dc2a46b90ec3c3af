using Titer.Batch.Editing;
using Titer.Batch.Tests.Charts;
using Titer.Core;

namespace Titer.Batch.Tests.Editing;

public class RecipeFormTests
{
    private static readonly RecipeFile Equipment = Sample.File("recipes/unit.yaml", Sample.EquipmentText);

    private static RecipeForm FormOf(string text) => RecipeForm.Of("recipes/x.yaml", text, Equipment);

    private static FormField Field(string text, string path) => FormOf(text).Groups.SelectMany(g => g.Fields).Single(f => f.Path.ToString() == path);

    private static RecipeCheck Check(string text) => RecipeCheck.Of(Sample.File("recipes/x.yaml", text), (_, _) => Equipment);

    [Fact]
    public void Each_field_shows_what_is_written_with_the_unit_and_range_that_reading_checks_it_by()
    {
        FormField warm = Field(Sample.RecipeText, "formula/warm/value");
        Assert.Equal(("37", Unit.Celsius, 35.0, 38.0, 5), (warm.Value, warm.Unit, warm.Low, warm.High, warm.Line));
        FormField glucose = Field(Sample.RecipeText, "procedure/0/operations/0/phases/0/set/glucose/to");
        Assert.Equal(("20 mmol/L", Unit.Millimolar, 2.0, 45.0), (glucose.Value, glucose.Unit, glucose.Low, glucose.High));
        Assert.Equal("hold", Field(Sample.RecipeText, "procedure/0/operations/0/phases/0/on-timeout").Value);
    }

    [Fact]
    public void A_value_beyond_its_range_is_refused_by_the_sentence_of_the_check_at_the_line_of_its_field()
    {
        FormField field = Field(Sample.RecipeText, "formula/warm/value");
        string text = RecipeForm.Set(Sample.RecipeText, field, "39");
        Finding found = Assert.Single(Check(text).Findings);
        Assert.Equal((Field(text, "formula/warm/value").Line, "the parameter 'warm' is 39 Cel, outside its limits 35 to 38 Cel."), (found.Place.Line, found.Message));
        InputException refused = Assert.Throws<InputException>(() => Sample.Read(text));
        Assert.Equal($"{found.Place}: {found.Message}", refused.Message);
        Assert.Equal("39", Field(text, "formula/warm/value").Value);
    }

    [Fact]
    public void The_range_that_a_field_shows_is_where_the_check_begins_to_refuse() => GeneratedRecipes.Text.ForAll(25, text =>
    {
        foreach (FormField field in FormOf(text).Groups.SelectMany(g => g.Fields).Where(f => f.Low is not null && f.Value.Length > 0 && f.Path.Last is "to" or "value"))
        {
            string unit = field.Kind == FormFieldKind.Number ? "" : $" {field.Unit}";
            Assert.NotNull(Check(RecipeForm.Set(text, field, $"{field.Low:R}{unit}")).Recipe);
            Assert.NotNull(Check(RecipeForm.Set(text, field, $"{field.High:R}{unit}")).Recipe);
            Assert.Contains("outside", Assert.Single(Check(RecipeForm.Set(text, field, $"{field.High + 0.01:R}{unit}")).Findings).Message);
            Assert.Contains("outside", Assert.Single(Check(RecipeForm.Set(text, field, $"{field.Low - 0.01:R}{unit}")).Findings).Message);
        }
    });

    [Fact]
    public void Setting_a_field_and_setting_it_back_gives_the_text_as_it_was() => GeneratedRecipes.Text.ForAll(25, text =>
    {
        foreach (FormField field in FormOf(text).Groups.SelectMany(g => g.Fields))
        {
            string changed = RecipeForm.Set(text, field, field.Value + "9");
            FormField now = Field(changed, field.Path.ToString());
            Assert.Equal(field.Value + "9", now.Value);
            string back = RecipeForm.Set(changed, now, field.Value);
            if (field.Value.Length > 0) Assert.Equal(text, back);
            else if (field.Path.Parent.In(YamlEdit.Parse("", text)) is YamlMap) Assert.Equal(text, back);
        }
    });

    [Fact]
    public void A_set_point_can_be_added_and_taken_away()
    {
        YamlPath phase = YamlPath.Of("procedure", "0", "operations", "0", "phases", "1");
        string text = RecipeForm.AddSetPoint(Sample.RecipeText, phase, "glucose", "off");
        Assert.Contains(Sample.Read(text).Phases[1].Phase.Set, s => s.Tag == new Tag("glucose") && s.To is null);
        Assert.Equal(Sample.RecipeText, YamlEdit.Remove(text, phase.Add("set").Add("glucose")));
        string none = YamlEdit.Remove(Sample.RecipeText, phase.Add("set").Add("temperature"));
        Assert.Empty(Sample.Read(none).Phases[1].Phase.Set);
        Assert.Single(Sample.Read(RecipeForm.AddSetPoint(none, phase, "temperature", "warm")).Phases[1].Phase.Set);
    }

    [Fact]
    public void What_the_dry_run_finds_is_in_the_check_too_and_so_is_equipment_that_is_not_there()
    {
        string text = Sample.RecipeText.Replace("1 Cel/h", "9 Cel/h");
        Assert.Equal(DryRun.Check(Sample.Read(text)).Findings, Check(text).Findings);
        Assert.True(Check(text).HasErrors);
        RecipeCheck missing = RecipeCheck.Of(Sample.File("recipes/x.yaml", text), (name, place) => throw place.Error($"there is no '{name}'."));
        Assert.Equal("recipes/x.yaml:3: error: there is no 'unit.yaml'.", Assert.Single(missing.Findings).ToString());
        Assert.Null(missing.Recipe);
    }
}
