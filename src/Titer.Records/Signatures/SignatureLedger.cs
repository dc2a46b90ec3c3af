using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Records.Signatures;

/// <summary>
/// The signatures of a record and what the rules for the next one depend on, gathered event by event from its beginning. What does not fit is named and
/// not taken. Not thread-safe.
/// </summary>
public sealed class SignatureLedger
{
    private readonly List<Person> _acted = [];
    private readonly SortedDictionary<long, Event> _alarms = [];
    private readonly HashSet<long> _assessed = [];

    /// <summary>All signatures in their order, void ones too.</summary>
    public ImmutableArray<Signature> Signatures { get; private set; } = [];

    /// <summary>Those that count.</summary>
    public IEnumerable<Signature> Standing => Signatures.Where(s => s.Stands);

    /// <summary>All assessments of alarms in their order; of two of the same alarm the later one counts.</summary>
    public ImmutableArray<AlarmAssessment> Assessments { get; private set; } = [];

    /// <summary>What raised each alarm and interlock of the run, by the number of its entry.</summary>
    public IReadOnlyDictionary<long, Event> Alarms => _alarms;

    /// <summary>People whose accounts started, resumed, commanded or confirmed something in the run.</summary>
    public IReadOnlyList<Person> Acted => _acted;

    /// <summary>It is the record of a run, whose signatures follow <see cref="SignatureRules"/>; in the trail of a site they stand by
    /// themselves.</summary>
    public bool IsRun { get; private set; }

    /// <summary>The run has ended: its record holds <c>run.completed</c>.</summary>
    public bool RunEnded { get; private set; }

    /// <summary>Alarms that nobody has assessed, oldest first.</summary>
    public IEnumerable<KeyValuePair<long, Event>> Unassessed => _alarms.Where(a => !_assessed.Contains(a.Key));

    /// <summary>The same, what is alike together: the first one and how many.</summary>
    public IEnumerable<(long First, Event Alarm, int Count)> UnassessedAlike() => Unassessed.GroupBy(a => AlarmHistory.KeyOf(a.Value))
        .Select(g => (g.First().Key, g.First().Value, g.Count()));

    /// <summary>Entries of the alarms that are like this one, itself among them, which the review by exception has in one line.</summary>
    /// <param name="alarm">Entry of an alarm of this run.</param>
    public IEnumerable<long> Like(long alarm)
    {
        var key = AlarmHistory.KeyOf(_alarms[alarm]);
        return _alarms.Where(a => AlarmHistory.KeyOf(a.Value) == key).Select(a => a.Key);
    }

    /// <summary>What people signed, in one sentence; empty when nobody did.</summary>
    public string Summary
    {
        get
        {
            if (Signatures.IsEmpty && Assessments.IsEmpty) return "";
            string standing = string.Join(", ", Standing.Select(s => $"{s.Meaning.Word()} by {s.Person.Name}"));
            int gone = Signatures.Count(s => !s.Stands);
            return string.Create(CultureInfo.InvariantCulture,
                $"People signed: {(standing.Length > 0 ? standing : Signatures.IsEmpty ? "nothing yet" : "nothing that stands")}")
                + (gone > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {gone} void") : "")
                + (_assessed.Count > 0 ? $"; {AlarmAssessment.Counted(_assessed.Count)} assessed" : "") + ".";
        }
    }

    /// <summary>Whether an event claims that a person signed it, and must be vouched for by a checkpoint of its own.</summary>
    public static bool IsSigned(Event happened) => happened.Code is Signature.Given or Signature.Voided or AlarmAssessment.Assessed;

    /// <summary>Takes the next event of the record.</summary>
    /// <param name="before">Hash of the entry before it.</param>
    /// <returns>What is wrong with it as a signature, in one sentence; empty when nothing is.</returns>
    public string Accept(long number, ReadOnlySpan<byte> before, Event happened)
    {
        IsRun |= happened.Code == "run.started";
        RunEnded |= happened.Code == ChainCheck.RunCompleted;
        if (happened.Kind is EventKind.Run || (happened.Kind == EventKind.Operator && happened.Code.EndsWith(".accepted", StringComparison.Ordinal)))
        {
            if (Person.Of(happened) is { } actor && !_acted.Contains(actor)) _acted.Add(actor);
        }
        if (AlarmHistory.IsAlarm(happened)) _alarms[number] = happened;
        if (!IsSigned(happened)) return "";
        string wrong = happened.Code switch
        {
            Signature.Given => Give(number, before, happened),
            Signature.Voided => MakeVoid(number, before, happened),
            _ => Assess(number, before, happened),
        };
        return wrong.Length == 0 ? "" : $"The signature at entry {number} does not count: {wrong}.";
    }

    private string Give(long number, ReadOnlySpan<byte> before, Event happened)
    {
        if (Signature.Of(happened) is not { } signature) return "it is not a whole signature";
        if (signature.Number != Signatures.Length + 1) return $"it has the number {signature.Number} where {Signatures.Length + 1} is expected";
        string wrong = signature.Content.Misfit(number, before);
        if (wrong.Length == 0 && IsRun) wrong = SignatureRules.Refusal(this, signature.Person, signature.Role, signature.Meaning) ?? "";
        if (wrong.Length == 0) Signatures = Signatures.Add(signature);
        return wrong;
    }

    private string MakeVoid(long number, ReadOnlySpan<byte> before, Event happened)
    {
        if (Voiding.Of(happened) is not { } voiding) return "it is not a whole voiding";
        string wrong = voiding.Content.Misfit(number, before);
        if (wrong.Length == 0) wrong = SignatureRules.Refusal(this, voiding.Signature, voiding.Person, voiding.Role, voiding.Reason) ?? "";
        if (wrong.Length == 0)
            Signatures = Signatures.SetItem(voiding.Signature - 1, Signatures[voiding.Signature - 1] with { Void = voiding });
        return wrong;
    }

    private string Assess(long number, ReadOnlySpan<byte> before, Event happened)
    {
        if (AlarmAssessment.Of(happened) is not { } assessment) return "it is not a whole assessment";
        string wrong = assessment.Content.Misfit(number, before);
        if (wrong.Length == 0)
            wrong = AssessmentRules.Refusal(this, assessment.Alarms, assessment.Person, assessment.Role, assessment.Comment) ?? "";
        if (wrong.Length > 0) return wrong;
        Assessments = Assessments.Add(assessment);
        _assessed.UnionWith(assessment.Alarms);
        return "";
    }
}
