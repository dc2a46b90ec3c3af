using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Records.Versions;

namespace Titer.App.Documents;

/// <summary>The equipment files that recipes name, as they were when this was made: those of the site, and where it has none of a name, those that lie with the recipes.
/// A recipe only chooses among them: what it names leads to no other file.</summary>
internal sealed class RecipeEquipment
{
    private readonly Dictionary<string, RecipeFile> _files = new(StringComparer.Ordinal);

    /// <param name="folder">Of the recipes, with the equipment in the folder <c>equipment</c> beside them.</param>
    public RecipeEquipment(SiteDocuments documents, string folder)
    {
        string beside = Path.Combine(folder, "equipment");
        foreach (string file in Directory.Exists(beside) ? Directory.EnumerateFiles(beside, "*.yaml") : [])
            _files[DocumentNames.OfFile(file)] = YamlFile.Load(file);
        documents.AtDesk(desk =>
        {
            // The version in force comes last and stays; else the newest that may come into force.
            foreach (DocumentVersion v in desk.Library.Versions.Where(v => v.Kind == DocumentKind.Equipment && v.State != DocumentState.Retired)
                .OrderBy(v => v.State == DocumentState.Effective).ThenBy(v => v.Number))
                _files[v.Name] = new RecipeFile(v.Id, ImmutableArray.Create(desk.Content(v)));
            return _files.Count;
        });
    }

    /// <summary>What the site calls a file that <see cref="Find"/> gave.</summary>
    public string NameOf(RecipeFile file) => _files.First(f => ReferenceEquals(f.Value, file)).Key;

    /// <summary>The file that a recipe names, by the name that the site has for it.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public RecipeFile Find(string name, Place place) => _files.TryGetValue(DocumentNames.OfFile(name), out RecipeFile? file) ? file
        : throw place.Error($"this site has no equipment '{DocumentNames.OfFile(name)}'{DidYouMean.Hint(DocumentNames.OfFile(name), _files.Keys)}.");
}
