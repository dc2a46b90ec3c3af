using System.Collections.Immutable;
using System.Text;
using Titer.App.Documents;
using Titer.App.Hosting;
using Titer.App.Sites;
using Titer.Batch;
using Titer.Core;
using Titer.Records.Versions;

namespace Titer.App.Web.Recipes;

/// <summary>Where a recipe that a page shows comes from.</summary>
public enum RecipeSource
{
    /// <summary>A version of the site.</summary>
    Version,
    /// <summary>A draft that somebody writes.</summary>
    Draft,
    /// <summary>A file of the folder from which batches are started.</summary>
    File,
}

/// <summary>A recipe on the list.</summary>
/// <param name="Name">What the site calls it.</param>
/// <param name="InForce">Its effective version; null when there is none.</param>
/// <param name="Newest">Its newest version; null when there is none.</param>
/// <param name="Draft">Null when nobody writes one.</param>
/// <param name="File">Name of the file in the recipes folder; null when there is none.</param>
internal sealed record ListedRecipe(string Name, DocumentVersion? InForce, DocumentVersion? Newest, RecipeDraft? Draft, string? File);

/// <summary>The recipes that a site knows: versions, drafts, and the files of its recipes folder.</summary>
internal sealed class RecipeShelf(Site site, UnitHost units)
{
    public SiteDocuments Documents { get; } = new(site);

    public DraftShelf Drafts { get; } = new(site);

    public RecipeEquipment Equipment() => new(Documents, units.RecipesFolder);

    public ListedRecipe[] All()
    {
        DocumentVersion[] versions = [.. Documents.All().Where(v => v.Kind == DocumentKind.Recipe)];
        RecipeDraft[] drafts = Drafts.All();
        Dictionary<string, string> files = units.Recipes.GroupBy(DocumentNames.OfFile).ToDictionary(g => g.Key, g => g.First());
        return
        [
            .. versions.Select(v => v.Name).Concat(drafts.Select(d => d.Name)).Concat(files.Keys).Distinct().Order(StringComparer.Ordinal).Select(name =>
                new ListedRecipe(name, Array.Find(versions, v => v.Name == name && v.State == DocumentState.Effective), versions.LastOrDefault(v => v.Name == name),
                    Array.Find(drafts, d => d.Name == name), files.GetValueOrDefault(name))),
        ];
    }

    /// <summary>The text of a recipe that is to be shown or begun from.</summary>
    /// <param name="name">Of the document, or of the file.</param>
    /// <exception cref="InputException">There is none; or it is no text.</exception>
    public string Text(RecipeSource source, string name, int number)
    {
        switch (source)
        {
            case RecipeSource.Draft: return Drafts.Find(name)?.Text ?? throw new InputException($"Nobody writes a recipe '{Visible.Of(name)}' now.");
            case RecipeSource.File:
                RecipeFile file = YamlFile.Load(units.RecipeFile(name));
                try
                {
                    return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content.AsSpan());
                }
                catch (DecoderFallbackException)
                {
                    throw new InputException(name, "the file is not UTF-8.");
                }
            default:
                (DocumentVersion version, byte[] content) = Documents.Find(Id(name, number));
                return SiteDocuments.Text(version, content);
        }
    }

    public static string Id(string name, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{DocumentKind.Recipe.Word()}/{name}@{number}");

    public static RecipeCheck Check(string file, string text, RecipeEquipment equipment) =>
        RecipeCheck.Of(new RecipeFile(file, ImmutableArray.Create(Encoding.UTF8.GetBytes(text))), equipment.Find);
}
