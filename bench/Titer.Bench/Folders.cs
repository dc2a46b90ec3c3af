namespace Titer.Bench;

/// <summary>The repository around the benchmark, and the data shared beside it.</summary>
internal static class Folders
{
    public static string Root { get; } = Above(folder => File.Exists(Path.Combine(folder, "Titer.slnx")) ? folder : null)
        ?? throw new InvalidOperationException("The benchmark runs inside the repository.");

    /// <summary>A folder of the shared reference data; null where it is absent, and then the figures that need it are null too.</summary>
    public static string? SharedData(string name) => Above(folder =>
        new[] { Path.Combine(folder, "..", "shared", "data", name), Path.Combine(folder, "shared", "data", name) }
            .Where(Directory.Exists).Select(Path.GetFullPath).FirstOrDefault());

    private static string? Above(Func<string, string?> look)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (look(at.FullName) is { } found) return found;
        return null;
    }
}
