using System.Globalization;
using System.Text;
using Titer.Core;

namespace Titer.App.People;

/// <summary>
/// What names accounts may have. A log-in name is of small ASCII letters, digits, dot and hyphen, so that no other script, case or invisible
/// character gives two people the same name to the eye; what looks alike within that alphabet is held against every account there ever was.
/// </summary>
internal static class NameRules
{
    public const int Longest = 32, LongestPrinted = 100;

    private const int Shortest = 2;

    /// <exception cref="InputException">It cannot be the name of an account.</exception>
    public static void RequireLogIn(string name)
    {
        if (name.Length is < Shortest or > Longest)
            throw new InputException($"A log-in name has {Shortest} to {Longest} characters, and this one has {name.Length}.");
        if (!char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-'))
            throw new InputException($"'{Visible.Of(name)}' is no log-in name: "
                + "it begins with a small letter and has small letters a to z, digits, '.' and '-'.");
    }

    /// <exception cref="InputException">It cannot be printed as the name of a person.</exception>
    public static void RequirePrinted(string name)
    {
        if (name.Length is 0 or > LongestPrinted)
            throw new InputException($"A printed name has 1 to {LongestPrinted} characters, and this one has {name.Length}.");
        bool spaced = name != name.Trim() || name.Contains("  ", StringComparison.Ordinal);
        if (spaced || !char.IsLetter(name[0])
            || !name.All(c => char.IsLetter(c) || char.IsAsciiDigit(c) || c is ' ' or '.' or '\'' or '-' or ',' or '(' or ')'))
            throw new InputException($"'{Visible.Of(name)}' is no printed name: "
                + "it begins with a letter and has letters, digits, single spaces and . , ' - ( ).");
    }

    /// <summary>A log-in name with what looks alike made alike (0 and o; 1, i and l; rn and m; vv and w) and separators left out.</summary>
    public static string LookAlike(string name)
    {
        var alike = new StringBuilder(name.ToLower(CultureInfo.InvariantCulture));
        return alike.Replace(".", "").Replace("-", "").Replace('0', 'o').Replace('1', 'l').Replace('i', 'l').Replace('5', 's')
            .Replace("rn", "m").Replace("vv", "w").ToString();
    }
}
