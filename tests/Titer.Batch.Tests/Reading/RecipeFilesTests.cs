using CsCheck;
using Titer.Core;

namespace Titer.Batch.Tests;

public sealed class RecipeFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("titer-recipes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_recipe_is_said_to_be_missing()
    {
        var error = Assert.Throws<InputException>(() => Recipe.Load(Path.Combine(_folder, "none.yaml")));
        Assert.EndsWith("none.yaml: the file does not exist.", error.Message);
    }

    [Fact]
    public void A_folder_is_no_recipe() =>
        Assert.EndsWith("is a folder, not a file.", Assert.Throws<InputException>(() => Recipe.Load(_folder)).Message);

    [Theory]
    [InlineData("unit.yaml", "unit.yaml' does not exist.")]
    [InlineData("missing/unit.yaml", "unit.yaml' does not exist.")]
    [InlineData("x.yaml", "names itself as its equipment.")]
    [InlineData("/etc/unit.yaml", "relative to the recipe")]
    public void Equipment_that_is_absent_or_the_recipe_itself_is_refused_at_its_line(string equipment, string says)
    {
        string path = Write("x.yaml", Sample.RecipeText.Replace("unit.yaml", equipment));
        var error = Assert.Throws<InputException>(() => Recipe.Load(path));
        Assert.Equal(path + ":3", error.Place);
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void Equipment_that_is_another_recipe_is_refused()
    {
        Write("unit.yaml", Sample.RecipeText);
        var error = Assert.Throws<InputException>(() => Recipe.Load(Write("x.yaml", Sample.RecipeText)));
        Assert.EndsWith("unit.yaml:1: this is a recipe, not an equipment file.", error.Message);
    }

    [Fact]
    public void A_file_too_large_to_be_a_recipe_is_refused()
    {
        var error = Assert.Throws<InputException>(() => Recipe.Load(Write("x.yaml", new string('#', 2 << 20))));
        Assert.EndsWith("is larger than 1 MiB, which is no file of settings.", error.Message);
    }

    [Fact]
    public void The_hash_covers_recipe_and_equipment_and_the_kept_files_give_the_same_recipe()
    {
        Write("unit.yaml", Sample.EquipmentText);
        string path = Write("x.yaml", Sample.RecipeText);
        Recipe recipe = Recipe.Load(path);
        Assert.Equal(recipe.ContentHash, Recipe.Load(path).ContentHash);
        Assert.Equal(recipe.ContentHash, Recipe.FromFiles(recipe.Files[0], recipe.Files[1]).ContentHash);
        Assert.NotEqual(recipe.ContentHash, Sample.Read(recipe: Sample.RecipeText + " ").ContentHash);
        Assert.NotEqual(recipe.ContentHash, Sample.Read(equipment: Sample.EquipmentText + "\n").ContentHash);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_change_nothing_but_the_hash()
    {
        Recipe windows = Sample.Read(recipe: "\uFEFF" + Sample.RecipeText.ReplaceLineEndings("\r\n"));
        Assert.Equal(Sample.Read().Phases.Select(p => p.Phase.Until.Text), windows.Phases.Select(p => p.Phase.Until.Text));
        Assert.Equal(12, windows.Phases[0].Phase.Place.Line);
    }

    /// <summary>Whatever happens to the bytes of a recipe, reading it gives a recipe or one sentence, never another exception.</summary>
    [Fact]
    public void Damaged_files_are_refused_with_a_sentence_and_never_crash()
    {
        byte[][] files = [[.. Shipped.Cho.Files[0].Content], [.. Shipped.Cho.Files[1].Content]];
        Gen<(int, byte)> damage = Gen.Select(Gen.Int[0, 1 << 20], Gen.OneOf(Gen.Byte, Gen.Char["-:[]{}#&*!|>'\"%@` \t\n,?/"].Select(c => (byte)c)));
        Gen.Select(Gen.Int[0, 1], damage.List[1, 4], Gen.Int[0, 9], Gen.Double[0, 1]).ForAll(3000, drawn =>
        {
            (int which, List<(int, byte)> damages, int cut, double at) = drawn;
            byte[] bytes = [.. files[which]];
            foreach ((int where, byte with) in damages) bytes[where % bytes.Length] = with;
            if (cut == 0) bytes = bytes[..(int)(at * bytes.Length)];
            RecipeFile[] spoilt = [Shipped.Cho.Files[0], Shipped.Cho.Files[1]];
            spoilt[which] = spoilt[which] with { Content = [.. bytes] };
            try
            {
                Recipe.FromFiles(spoilt[0], spoilt[1]);
            }
            catch (InputException e)
            {
                Assert.StartsWith(spoilt[0].Name[..^20], e.Message);
                Assert.NotEqual("", e.Place);
                Assert.DoesNotContain('\n', e.Message);
            }
        });
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Equipment_says_what_process_it_is_for_and_is_for_a_cell_culture_when_it_does_not()
    {
        Assert.Equal(ProcessKind.ChoFedBatch, Sample.Read().Equipment.Process);
        string transcription = Sample.EquipmentText.Replace("class: stirred tank", "class: stirred tank\nprocess: in-vitro-transcription", StringComparison.Ordinal);
        Assert.Equal(ProcessKind.InVitroTranscription, Sample.Read(equipment: transcription).Equipment.Process);
    }
}
