using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.Commands.People;

/// <summary>Where <c>titer login</c> keeps the token of a session: a file that its owner alone may read, in the folder of the user's configuration,
/// one for each site and terminal. People share the account of the machine under which the program runs, and must not find themselves in the session
/// of whoever logged in at another terminal.</summary>
internal static class SessionFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The token; null when there is none.</summary>
    public static string? Read(Site site) => Attempt(site, file =>
    {
        if (!File.Exists(file)) return null;
        PrivateFolder.Require(file);
        return File.ReadAllText(file).Trim();
    });

    public static void Write(Site site, string token) => Attempt(site, file =>
    {
        string folder = Path.GetDirectoryName(file)!;
        if (!Directory.Exists(folder)) PrivateFolder.Create(folder);
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var writer = new StreamWriter(file, options);
        writer.WriteLine(token);
        return token;
    });

    public static void Delete(Site site) => Attempt(site, file =>
    {
        File.Delete(file);
        return "";
    });

    private static string? Attempt(Site site, Func<string, string?> run)
    {
        string folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (folder.Length == 0)
            throw new InputException("There is no folder for the configuration of this user to keep a session in; give --user with each command.");
        string file = Path.Combine(folder, "titer", $"session-{ContentHash.Of($"{Path.GetFullPath(site.Folder)} {Terminal.Id}")[..16]}");
        try
        {
            return run(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, $"the session cannot be kept: {e.Message.TrimEnd('.')}.");
        }
    }
}
