using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.Records.Versions;

/// <summary>
/// Who may bring a version from state to state: the one place for both who changes it and who verifies. Four eyes: whatever follows the draft is signed by
/// others than its author (21 CFR 211.100(a), 211.186(a); EudraLex volume 4, annex 11, 10).
/// </summary>
public static class DocumentRules
{
    /// <summary>Largest content, bytes: 64 MiB.</summary>
    public const long LargestContent = 64L << 20;

    public const int LongestName = 100;

    /// <summary>Roles that may bring a version into a state.</summary>
    public static ImmutableArray<string> Roles(DocumentState state) => state switch
    {
        DocumentState.Draft => [SignatureRules.Engineer],
        DocumentState.Reviewed => [SignatureRules.Engineer, SignatureRules.Supervisor, SignatureRules.Quality],
        _ => [SignatureRules.Quality],
    };

    /// <summary>Why content may not come in as a new version, as the rest of a sentence; null when it may.</summary>
    /// <param name="same">Versions of the same document.</param>
    public static string? Refusal(string name, string hash, long size, string role, string reason, IEnumerable<DocumentVersion> same)
    {
        if (!IsName(name)) return $"a name has at most {LongestName} lower-case letters, digits, '-', '_' and '.', and begins with a letter or digit";
        if (size == 0) return "there is nothing in it";
        if (size > LargestContent) return string.Create(CultureInfo.InvariantCulture, $"it has {size} bytes, and a document at most {LargestContent}");
        if (same.FirstOrDefault(v => v.Hash == hash && v.State != DocumentState.Retired) is { } there) return $"it is {there.Id} already, which is {there.State.Word()}";
        return WhoAndWhy(DocumentState.Draft, role, reason);
    }

    /// <summary>Why a version may not come into a state now, as the rest of a sentence; null when it may.</summary>
    public static string? Refusal(DocumentVersion version, DocumentState next, Person person, string role, string reason)
    {
        if (next != version.State + 1)
            return version.State == DocumentState.Retired ? "it is retired, and never comes back; add its content as a new version"
                : $"it is {version.State.Word()}, and only {(version.State + 1).Word()} follows";
        if (person.IsSameAs(version.Author)) return $"{person.Name} is its author, and others judge it";
        return WhoAndWhy(next, role, reason);
    }

    private static string? WhoAndWhy(DocumentState state, string role, string reason)
    {
        string doing = state switch { DocumentState.Draft => "add it", DocumentState.Reviewed => "review it", DocumentState.Effective => "make it effective", _ => "retire it" };
        if (!Roles(state).Contains(role)) return $"{string.Join(" or ", Roles(state))} may {doing}, not {role}";
        if (string.IsNullOrWhiteSpace(reason)) return "a reason is needed";
        return reason.Length > SignatureRules.LongestText
            ? string.Create(CultureInfo.InvariantCulture, $"a reason has at most {SignatureRules.LongestText} characters, and this one {reason.Length}")
            : null;
    }

    /// <summary>Whether a document may be called so.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
}
