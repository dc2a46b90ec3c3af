namespace Titer.App.Documents;

/// <summary>A recipe that is being written, as it was last saved: shared by all who may write recipes, and no version yet.</summary>
/// <param name="Name">What the site calls the recipe, without its kind.</param>
/// <param name="Basis">Id of the version that it was begun from; empty for a new recipe.</param>
/// <param name="Revision">1, 2, 3, ... with each save.</param>
/// <param name="By">Who saved it, as printed.</param>
internal sealed record RecipeDraft(string Name, string Basis, int Revision, string Text, string By, DateTimeOffset Saved);

/// <summary>What came of a save.</summary>
/// <param name="Draft">As it is on the shelf now.</param>
/// <param name="Mine">It is what was to be saved; false when somebody else saved in between and nothing was changed.</param>
internal sealed record DraftSaved(RecipeDraft Draft, bool Mine);
