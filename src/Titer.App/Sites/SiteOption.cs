using System.CommandLine;

namespace Titer.App.Sites;

/// <summary>How every command names a site.</summary>
internal static class SiteOption
{
    private const string Variable = "TITER_SITE", Usual = "site";

    public static Option<string?> Create() => new("--site")
    {
        Description = $"Folder of the site with its accounts and audit trail; that of the environment's {Variable}, or '{Usual}', when not given.",
    };

    /// <summary>The site that was asked for.</summary>
    /// <exception cref="Core.InputException">There is none.</exception>
    public static Site Of(string? folder) => Site.Open(FolderOf(folder), TimeProvider.System);

    public static string FolderOf(string? folder) =>
        folder ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : Usual);
}
