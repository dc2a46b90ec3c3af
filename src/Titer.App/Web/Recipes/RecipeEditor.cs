using System.Collections.Immutable;
using System.Text;
using Titer.App.Documents;
using Titer.App.People;
using Titer.Batch;
using Titer.Batch.Editing;
using Titer.Core;

namespace Titer.App.Web.Recipes;

/// <summary>
/// A recipe before somebody who edits it, as a form and as YAML: both change the one text, and both are checked as <c>titer check</c> does. Whatever is wrong with the
/// text, it stays as it was typed. Not thread-safe.
/// </summary>
public sealed class RecipeEditor
{
    private readonly RecipeEquipment _equipment;
    private readonly TextHistory _history;
    private int _revision;

    /// <param name="revision">Of the draft on the shelf that the text is; 0 when it is none yet.</param>
    internal RecipeEditor(string name, string basis, int revision, string text, RecipeEquipment equipment)
    {
        (Name, Basis, Saved, _revision, _equipment, _history) = (name, basis, text, revision, equipment, new TextHistory(text));
        Look();
    }

    public string Name { get; }

    public string Basis { get; }

    public string Text => _history.Text;

    /// <summary>The text as the shelf has it, or the version that it was begun from.</summary>
    public string Saved { get; private set; }

    /// <summary>Revision of the draft on the shelf that it was saved as last; 0 for none.</summary>
    public int Revision => _revision;

    public bool IsSaved => Text == Saved;

    public bool CanUndo => _history.CanUndo;

    public bool CanRedo => _history.CanRedo;

    public RecipeCheck Check { get; private set; } = new(null, []);

    /// <summary>Null while the text is no YAML.</summary>
    public RecipeForm? Form { get; private set; }

    /// <summary>What somebody else saved while this was edited; null when nobody did. Nothing of it is in the text here until it is taken over.</summary>
    internal RecipeDraft? Other { get; private set; }

    private string File => $"recipe/{Name}";

    /// <summary>Whether a finding is about a field: it stands on its line.</summary>
    public IEnumerable<Finding> About(FormField field) => Check.Findings.Where(f => f.Place.File == File && f.Place.Line == field.Line);

    public void Type(string text)
    {
        string lines = text.Length <= DraftShelf.Longest ? text : throw new InputException($"A recipe has at most {DraftShelf.Longest} characters, and this text {text.Length}.");
        // A browser gives the lines of a text field with whatever ends it likes; those of the recipe stay.
        lines = lines.ReplaceLineEndings(Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
        Put(lines);
    }

    /// <summary>Writes a field of the form; the field may be an older one, as long as its place is there.</summary>
    /// <exception cref="InputException">Its place is not there any more, or the value does not go there.</exception>
    public void Set(FormField field, string value) => Edit(() => RecipeForm.Set(Text, field, value));

    public void AddSetPoint(YamlPath phase, string variable, string value) => Edit(() => RecipeForm.AddSetPoint(Text, phase, variable, value));

    public void Remove(YamlPath path) => Edit(() => YamlEdit.Remove(Text, path));

    public void Undo()
    {
        _history.Undo();
        Look();
    }

    public void Redo()
    {
        _history.Redo();
        Look();
    }

    /// <summary>Saves the text; when somebody else saved in between, their draft is in <see cref="Other"/> and nothing was saved.</summary>
    /// <exception cref="InputException">The person may not, or it cannot be written; the text stays here.</exception>
    internal bool Save(DraftShelf shelf, Identified who)
    {
        DraftSaved saved = shelf.Save(who, Name, Basis, _revision, Text);
        if (saved.Mine) (Saved, _revision, Other) = (saved.Draft.Text, saved.Draft.Revision, null);
        else Other = saved.Draft;
        return saved.Mine;
    }

    /// <summary>Goes on with what the other saved; the own text is one step back.</summary>
    public void TakeOther()
    {
        if (Other is not { } other) return;
        (Saved, _revision, Other) = (other.Text, other.Revision, null);
        Put(other.Text);
    }

    /// <summary>Goes on with the own text, which the next save puts over what the other saved and this person has seen.</summary>
    public void KeepMine()
    {
        if (Other is not { } other) return;
        (Saved, _revision, Other) = (other.Text, other.Revision, null);
    }

    private void Edit(Func<string> edit)
    {
        try
        {
            Put(edit());
        }
        catch (ArgumentException e)
        {
            throw new InputException($"This cannot be changed in the form: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}; change it in the text.");
        }
    }

    private void Put(string text)
    {
        _history.Put(text);
        Look();
    }

    private void Look()
    {
        RecipeFile? unit = null;
        Check = RecipeCheck.Of(new RecipeFile(File, ImmutableArray.Create(Encoding.UTF8.GetBytes(Text))), (name, place) => unit = _equipment.Find(name, place));
        try
        {
            Form = RecipeForm.Of(File, Text, unit);
        }
        catch (InputException)
        {
            Form = null; // the check has the sentence
        }
    }
}
