namespace Titer.Batch.Tests;

/// <summary>The files of the repository's recipes folder, found by walking up from the test binaries.</summary>
internal static class Shipped
{
    public static string Folder { get; } = Repository.Recipes;
    public static string Docs { get; } = Path.Combine(Repository.Root, "docs");

    public static Recipe Cho { get; } = Recipe.Load(Path.Combine(Folder, "cho-antigen.yaml"));
    public static Recipe Predictive { get; } = Recipe.Load(Path.Combine(Folder, "cho-antigen-predictive.yaml"));
    public static Recipe Monitor { get; } = Recipe.Load(Path.Combine(Folder, "presens-monitor.yaml"));
}
