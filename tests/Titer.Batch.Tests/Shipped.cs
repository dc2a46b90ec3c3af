namespace Titer.Batch.Tests;

/// <summary>The files of the repository's recipes folder, found by walking up from the test binaries.</summary>
internal static class Shipped
{
    public static string Folder { get; } = Find("recipes");
    public static string Docs { get; } = Find("docs");

    public static Recipe Cho { get; } = Recipe.Load(Path.Combine(Folder, "cho-antigen.yaml"));
    public static Recipe Monitor { get; } = Recipe.Load(Path.Combine(Folder, "presens-monitor.yaml"));

    private static string Find(string folder)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Titer.slnx"))) return Path.Combine(at.FullName, folder);
        throw new DirectoryNotFoundException($"No Titer.slnx above {AppContext.BaseDirectory}.");
    }
}
