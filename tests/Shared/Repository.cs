namespace Titer.Tests;

/// <summary>The repository around the test binaries, and the data shared beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(folder => File.Exists(Path.Combine(folder, "Titer.slnx")) ? folder : null)
        ?? throw new DirectoryNotFoundException($"No Titer.slnx above {AppContext.BaseDirectory}.");

    public static string Recipes { get; } = Path.Combine(Root, "recipes");

    /// <summary>A folder of the shared data; the test that asks is skipped where it is absent.</summary>
    public static string SharedData(string name)
    {
        string? found = Above(folder => new[] { Path.Combine(folder, "..", "shared", "data", name), Path.Combine(folder, "shared", "data", name) }.FirstOrDefault(Directory.Exists));
        if (found is null) Assert.Skip($"shared/data/{name} is not on this machine");
        return Path.GetFullPath(found);
    }

    private static string? Above(Func<string, string?> look)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (look(at.FullName) is { } found) return found;
        return null;
    }
}
