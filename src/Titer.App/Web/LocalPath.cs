namespace Titer.App.Web;

/// <summary>Where to go back to: only ever a page of this server, whatever a link says.</summary>
internal static class LocalPath
{
    private const int Longest = 1000;

    public static string Of(string? path) =>
        path is { Length: > 0 and <= Longest } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl)
            ? path : "/";
}
