namespace Titer.Field.Tests.Files;

/// <summary>The reference measurements beside the repository, where they are present.</summary>
internal static class ReferenceData
{
    public static string Presens()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "data", "presens");
            if (Directory.Exists(folder)) return folder;
        }
        Assert.Skip("The reference data (shared/data/presens) is not beside the repository.");
        return "";
    }
}
