namespace Titer.Records.Versions;

/// <summary>What of a site has versions, each frozen with its content.</summary>
public enum DocumentKind
{
    /// <summary>A recipe file.</summary>
    Recipe,
    /// <summary>An equipment file, with the limits that no set point and no command may leave.</summary>
    Equipment,
    /// <summary>The calibration of a chip.</summary>
    Calibration,
    /// <summary>A process model with the values of its parameters.</summary>
    Model,
}

/// <summary>States of a version, in the only order in which it passes through them.</summary>
public enum DocumentState
{
    /// <summary>It came in, and may not be used.</summary>
    Draft,
    /// <summary>Somebody else than its author has looked through it.</summary>
    Reviewed,
    /// <summary>It is the version in force: the only one that runs in GMP mode.</summary>
    Effective,
    /// <summary>It was in force, and never is again.</summary>
    Retired,
}

public static class DocumentWords
{
    public static string Word(this DocumentKind kind) => kind.ToString().ToLowerInvariant();

    public static string Word(this DocumentState state) => state.ToString().ToLowerInvariant();

    /// <summary>The kind of a word; null when it is none.</summary>
    public static DocumentKind? KindOf(string word) => Enum.GetValues<DocumentKind>().Cast<DocumentKind?>().FirstOrDefault(k => k!.Value.Word() == word);
}
