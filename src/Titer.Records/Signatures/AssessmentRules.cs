using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Signatures;

/// <summary>Who may assess alarms of a run, and when, for both who assesses and who verifies (21 CFR 211.192, 211.22(a)).</summary>
public static class AssessmentRules
{
    /// <summary>Alarms of this severity and above are assessed in words before a run is reviewed and approved.</summary>
    private const Severity Serious = Severity.Medium;

    public static ImmutableArray<string> Roles { get; } = [SignatureRules.Quality, SignatureRules.Supervisor];

    /// <summary>Why a person may not assess these alarms now, as the rest of a sentence; null when they may.</summary>
    /// <param name="alarms">Entries of the alarms.</param>
    public static string? Refusal(SignatureLedger record, IReadOnlyCollection<long> alarms, Person person, string role, string comment)
    {
        if (!record.RunEnded) return "the run has not ended";
        if (!Roles.Contains(role)) return $"{SignatureRules.Or(Roles)} may assess an alarm, not {role}";
        if (alarms.Count == 0) return "no alarm is named";
        if (alarms.Cast<long?>().FirstOrDefault(a => !record.Alarms.ContainsKey(a!.Value)) is { } other) return $"entry {other} did not raise an alarm";
        if (SignatureRules.Decided(record) is { } decided) return decided;
        if (SignatureRules.Standing(record, SignatureMeaning.Reviewed) is { } review)
            return $"the run is reviewed (signature {review.Number} of {review.Person.Name}), and what is reviewed does not change until that is void";
        if (record.Acted.Any(person.IsSameAs)) return $"{person.Name} executed the run, and others assess its alarms";
        return string.IsNullOrWhiteSpace(comment) && alarms.Any(a => IsSerious(record.Alarms[a]))
            ? "an alarm of medium or high severity is assessed with a comment"
            : null;
    }

    /// <summary>Which alarms hold up review and approval, as the rest of a sentence; null when none does.</summary>
    internal static string? Missing(SignatureLedger record)
    {
        List<long> open = [.. record.Unassessed.Where(a => IsSerious(a.Value)).Select(a => a.Key)];
        return open.Count == 0 ? null
            : $"{AlarmAssessment.Counted(open.Count)} of medium or high severity {(open.Count == 1 ? "is" : "are")} not assessed, the first at entry {open[0]}";
    }

    private static bool IsSerious(Event alarm) => alarm.Severity >= Serious;
}
