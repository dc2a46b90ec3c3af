using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.App.Web.Recipes;
using Titer.Batch.Editing;
using Titer.Core;
using Titer.Records.Versions;

namespace Titer.App.Tests.Web.Recipes;

public sealed class RecipeEditorTests : IDisposable
{
    private readonly TestSite _site = new();
    private readonly Identified _ella, _emil;
    private readonly RecipeEquipment _equipment;
    private readonly string _text = File.ReadAllText(Path.Combine(Repository.Recipes, "cho-antigen.yaml"));

    public RecipeEditorTests()
    {
        (_ella, _emil) = (_site.Add("ella.engineer", Role.Engineer), _site.Add("emil.engineer", Role.Engineer));
        var documents = new SiteDocuments(_site.Site);
        documents.Add(_ella, DocumentKind.Equipment, "bioreactor-200l", File.ReadAllBytes(Path.Combine(Repository.Recipes, "equipment", "bioreactor-200L.yaml")), "first");
        _equipment = new RecipeEquipment(documents, "nowhere");
    }

    private DraftShelf Shelf => new(_site.Site);

    public void Dispose() => _site.Dispose();

    private RecipeEditor Open(int revision = 0) => new("cho-antigen", "", revision, Shelf.Find("cho-antigen")?.Text ?? _text, _equipment);

    private static FormField Field(RecipeEditor editor, string path) => editor.Form!.Groups.SelectMany(g => g.Fields).Single(f => f.Path.ToString() == path);

    [Fact]
    public void A_parameter_beyond_its_range_has_the_sentence_of_titer_check_at_its_field()
    {
        RecipeEditor editor = Open();
        Assert.False(editor.Check.HasErrors);
        editor.Set(Field(editor, "formula/pH-set-point/value"), "9");
        Assert.Equal("the parameter 'pH-set-point' is 9 [pH], outside its limits 6.8 to 7.2 [pH].", Assert.Single(editor.About(Field(editor, "formula/pH-set-point/value"))).Message);
        Assert.Equal("9", Field(editor, "formula/pH-set-point/value").Value);
        editor.Undo();
        Assert.Empty(editor.Check.Findings.Where(f => f.Severity == Batch.FindingSeverity.Error));
        Assert.Equal(_text, editor.Text);
    }

    [Fact]
    public void What_is_typed_as_yaml_shows_in_the_form_and_what_is_no_yaml_stays_as_typed()
    {
        RecipeEditor editor = Open();
        editor.Type(_text.Replace("value: 336", "value: 300"));
        Assert.Equal("300", Field(editor, "formula/batch-time/value").Value);
        editor.Type("recipe: [");
        Assert.Null(editor.Form);
        Assert.Contains("not valid YAML", Assert.Single(editor.Check.Findings).Message);
        Assert.Equal("recipe: [", editor.Text);
        editor.Undo();
        editor.Undo();
        Assert.Equal((_text, false, true), (editor.Text, editor.CanUndo, editor.CanRedo));
        editor.Redo();
        Assert.Equal("300", Field(editor, "formula/batch-time/value").Value);
    }

    [Fact]
    public void The_second_of_two_editors_is_told_what_changed_and_loses_nothing()
    {
        RecipeEditor ellas = Open();
        Assert.True(ellas.Save(Shelf, _ella));
        RecipeEditor emils = Open(1);
        emils.Set(Field(emils, "formula/batch-time/value"), "330");
        Assert.True(emils.Save(Shelf, _emil));
        ellas.Set(Field(ellas, "formula/initial-volume/value"), "145");
        string mine = ellas.Text;
        Assert.False(ellas.Save(Shelf, _ella));
        Assert.Equal(("Person emil.engineer", mine), (ellas.Other!.By, ellas.Text));
        LinePair changed = Assert.Single(LineDifference.Pairs(ellas.Saved, ellas.Other.Text), p => p.Differs);
        Assert.Contains("330", changed.New);
        ellas.TakeOther();
        Assert.Equal(emils.Text, ellas.Text);
        ellas.Undo();
        Assert.Equal(mine, ellas.Text);
        Assert.True(ellas.Save(Shelf, _ella));
        Assert.Equal(mine, Shelf.Find("cho-antigen")!.Text);
    }

    [Fact]
    public void A_save_that_is_refused_keeps_the_text()
    {
        RecipeEditor editor = Open();
        editor.Type(_text + "# more\n");
        Assert.Throws<InputException>(() => editor.Save(Shelf, _site.Administrator));
        Assert.Equal((_text + "# more\n", false), (editor.Text, editor.IsSaved));
    }

    [Fact]
    public void Line_ends_of_the_browser_are_not_those_of_the_recipe()
    {
        RecipeEditor editor = Open();
        editor.Type(_text.Replace("\n", "\r\n"));
        Assert.Equal(_text, editor.Text);
    }

    [Fact]
    public void Equipment_that_the_site_does_not_have_is_told_at_the_line_that_names_it()
    {
        RecipeEditor editor = Open();
        editor.Type(_text.Replace("bioreactor-200L", "bioreactor-300L"));
        Assert.Contains("this site has no equipment 'bioreactor-300l' (did you mean 'bioreactor-200l'?)", Assert.Single(editor.About(Field(editor, "equipment"))).Message);
    }
}
