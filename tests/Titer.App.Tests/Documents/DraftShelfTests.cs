using Titer.App.Documents;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.Core;

namespace Titer.App.Tests.Documents;

public sealed class DraftShelfTests : IDisposable
{
    private readonly TestSite _site = new();

    private DraftShelf Shelf => new(_site.Site);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_draft_is_kept_from_save_to_save_and_says_who_saved_it()
    {
        Identified ella = _site.Add("ella.engineer", Role.Engineer);
        Assert.True(Shelf.Save(ella, "cho", "recipe/cho@1", 0, "recipe: a\n").Mine);
        Assert.True(Shelf.Save(ella, "cho", "", 1, "recipe: ab\n").Mine);
        RecipeDraft draft = Assert.Single(Shelf.All());
        Assert.Equal(("cho", "recipe/cho@1", 2, "recipe: ab\n", "Person ella.engineer"), (draft.Name, draft.Basis, draft.Revision, draft.Text, draft.By));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_site.Folder, DraftShelf.FolderName)));
    }

    [Fact]
    public void Who_saves_second_overwrites_nothing_and_is_given_what_the_first_saved()
    {
        Identified ella = _site.Add("ella.engineer", Role.Engineer), emil = _site.Add("emil.engineer", Role.Engineer);
        Shelf.Save(ella, "cho", "", 0, "recipe: a\n");
        Assert.True(Shelf.Save(emil, "cho", "", 1, "recipe: of emil\n").Mine);
        DraftSaved second = Shelf.Save(ella, "cho", "", 1, "recipe: of ella\n");
        Assert.False(second.Mine);
        Assert.Equal(("recipe: of emil\n", "Person emil.engineer"), (second.Draft.Text, second.Draft.By));
        Assert.Equal("recipe: of emil\n", Shelf.Find("cho")!.Text);
        Assert.False(Shelf.Remove(ella, "cho", 1));
        Assert.True(Shelf.Remove(ella, "cho", 2));
    }

    [Fact]
    public void Two_who_save_at_once_never_both_think_that_theirs_is_kept()
    {
        Identified ella = _site.Add("ella.engineer", Role.Engineer);
        Shelf.Save(ella, "cho", "", 0, "0");
        DraftSaved[] saved = new DraftSaved[4];
        Parallel.For(0, saved.Length, i => saved[i] = Shelf.Save(ella, "cho", "", 1, $"by {i}"));
        DraftSaved won = Assert.Single(saved, s => s.Mine);
        Assert.Equal(Shelf.Find("cho"), won.Draft);
    }

    [Theory]
    [InlineData("../people")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("A")]
    public void A_name_that_is_none_leads_to_no_file(string name)
    {
        Identified ella = _site.Add("ella.engineer", Role.Engineer);
        Assert.Throws<InputException>(() => Shelf.Save(ella, name, "", 0, "x"));
        Assert.Null(Shelf.Find(name));
        Assert.False(Shelf.Remove(ella, name, 1));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("quality")]
    [InlineData("administrator")]
    public void Nobody_but_an_engineer_writes_recipes_and_the_attempt_is_in_the_trail(string role)
    {
        Identified who = role == "administrator" ? _site.Administrator : _site.Add("olga.other", Roles.TryParse(role, out Role known) ? known : default);
        Assert.Contains("may not add a document", Assert.Throws<InputException>(() => Shelf.Save(who, "cho", "", 0, "x")).Message);
        Assert.Equal(1, _site.Count(PeopleDirectory.Denied));
        Assert.Empty(Shelf.All());
    }

    [Fact]
    public void A_file_that_is_no_draft_is_one_sentence()
    {
        Identified ella = _site.Add("ella.engineer", Role.Engineer);
        Shelf.Save(ella, "cho", "", 0, "x");
        File.WriteAllText(Path.Combine(_site.Folder, DraftShelf.FolderName, "cho.json"), "{");
        Assert.Contains("the draft cannot be used", Assert.Throws<InputException>(() => Shelf.Find("cho")).Message);
    }
}
