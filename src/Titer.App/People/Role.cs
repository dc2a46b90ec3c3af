namespace Titer.App.People;

/// <summary>What a person is trusted with at a site; <see cref="Duties"/> says what each role may do.</summary>
internal enum Role { Operator, Supervisor, Engineer, Quality, Administrator }

internal static class Roles
{
    /// <summary>The roles as people write them.</summary>
    public static readonly string[] Words = [.. Enum.GetNames<Role>().Select(n => n.ToLowerInvariant())];

    public static string Word(this Role role) => Words[(int)role];

    public static bool TryParse(string word, out Role role)
    {
        int at = Array.IndexOf(Words, word);
        role = (Role)Math.Max(at, 0);
        return at >= 0;
    }

    /// <summary>Roles in their order, as text of an event; "none" when there is none.</summary>
    public static string Text(IEnumerable<Role> roles)
    {
        string text = string.Join(", ", roles.Order().Select(Word));
        return text.Length > 0 ? text : "none";
    }
}
