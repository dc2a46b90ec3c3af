using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>
/// Who may sign a run as what, and when: the one place for both who signs and who verifies. The run has ended; those who acted sign that they executed,
/// others assess its alarms, review, and again another approves or rejects; what rests on a signature is made void before it (21 CFR 11.10(f), 211.188(b)(11), 211.192).
/// </summary>
public static class SignatureRules
{
    public const string Operator = "operator", Supervisor = "supervisor", Engineer = "engineer", Quality = "quality";

    /// <summary>Longest comment or reason, UTF-16 units.</summary>
    public const int LongestText = 2000;

    /// <summary>Roles that may sign with a meaning.</summary>
    public static ImmutableArray<string> Roles(SignatureMeaning meaning) => meaning switch
    {
        SignatureMeaning.Executed => [Operator, Supervisor],
        SignatureMeaning.Reviewed or SignatureMeaning.Rejected => [Supervisor, Quality],
        _ => [Quality],
    };

    /// <summary>Why a person may not sign now, as the rest of a sentence; null when they may.</summary>
    public static string? Refusal(SignatureLedger record, Person person, string role, SignatureMeaning meaning)
    {
        if (!record.RunEnded) return "the run has not ended";
        if (!Roles(meaning).Contains(role)) return $"{Or(Roles(meaning))} may sign {meaning.Word()}, not {role}";
        if (Decided(record) is { } decided) return decided;
        if (record.Standing.FirstOrDefault(s => s.Meaning == meaning && s.Person.IsSameAs(person)) is { } twice)
            return $"{person.Name} has signed {meaning.Word()} already (signature {twice.Number})";
        bool acted = record.Acted.Any(person.IsSameAs) || record.Standing.Any(s => s.Meaning == SignatureMeaning.Executed && s.Person.IsSameAs(person));
        Signature? review = Standing(record, SignatureMeaning.Reviewed);
        switch (meaning)
        {
            case SignatureMeaning.Executed:
                if (!acted) return $"{person.Name} did nothing in this run under an account";
                return review is null ? null : $"the run is reviewed already (signature {review.Number}), and executed comes before reviewed";
            case SignatureMeaning.Approved when review is null:
                return "approved comes after reviewed, and no review stands";
            case SignatureMeaning.Approved when record.Standing.Any(s => s.Meaning == SignatureMeaning.Reviewed && s.Person.IsSameAs(person)):
                return $"{person.Name} reviewed the run, and another person approves it";
            default:
                if (acted) return $"{person.Name} executed the run, and others {(meaning == SignatureMeaning.Reviewed ? "review" : "judge")} it";
                return meaning == SignatureMeaning.Rejected ? null : AssessmentRules.Missing(record);
        }
    }

    /// <summary>That the run is approved or rejected, as the rest of a sentence; null while it is not.</summary>
    internal static string? Decided(SignatureLedger record) =>
        record.Standing.FirstOrDefault(s => s.Meaning is SignatureMeaning.Rejected or SignatureMeaning.Approved) is { } decision
            ? $"signature {decision.Number} of {decision.Person.Name} {decision.Meaning.Word()} the run, and nothing follows until it is void"
            : null;

    /// <summary>Why a person may not make a signature void now, as the rest of a sentence; null when they may.</summary>
    public static string? Refusal(SignatureLedger record, int number, Person person, string role, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) return "a signature is made void with a reason";
        if (number < 1 || number > record.Signatures.Length) return $"there is no signature {number}";
        Signature signature = record.Signatures[number - 1];
        if (signature.Void is { } gone) return $"signature {number} was made void by {gone.Person.Name} already";
        if (!signature.Person.IsSameAs(person))
        {
            if (role != Quality) return $"signature {number} is of {signature.Person.Name}; they or quality may make it void, not {role}";
            if (record.Acted.Any(person.IsSameAs)) return $"{person.Name} executed the run, and others judge its signatures";
        }
        // A decision rests on the reviews before it, a review on what was executed: the last is the first to go.
        return record.IsRun && record.Standing.LastOrDefault(s => Rank(s.Meaning) > Rank(signature.Meaning)) is { } later
            ? $"signature {later.Number} ({later.Meaning.Word()}) rests on it and is made void first"
            : null;
    }

    private static int Rank(SignatureMeaning meaning) => meaning switch { SignatureMeaning.Executed => 0, SignatureMeaning.Reviewed => 1, _ => 2 };

    internal static Signature? Standing(SignatureLedger record, SignatureMeaning meaning) => record.Standing.FirstOrDefault(s => s.Meaning == meaning);

    internal static string Or(ImmutableArray<string> roles) => string.Join(" or ", roles);
}
