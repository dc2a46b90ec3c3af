using Titer.Core;
using Titer.Records.Signatures;
using static Titer.Records.Signatures.SignatureMeaning;
using static Titer.Records.Tests.RecordConformance.SignedRun;

namespace Titer.Records.Tests.Signatures;

/// <summary>Each rule of signing, as kept and as broken: by who signs, and by somebody who writes the event past the rules with the right key.</summary>
public sealed class SignatureRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly SignatureLedger _ledger = new();
    private readonly byte[] _hash = new byte[32];
    private long _number;

    public SignatureRulesTests()
    {
        Happens(Happened(EventKind.Run, "run.started").By(Eva.Person));
        Happens(Happened(EventKind.Operator, "confirm.accepted").By(Ola.Person));
        Happens(Happened(EventKind.Operator, "confirm.refused").By(Rut.Person));
    }

    [Fact]
    public void A_run_that_has_not_ended_is_not_signed() => Refused(Rut, "quality", Reviewed, "not ended");

    [Fact]
    public void Executed_is_signed_by_those_who_acted_and_by_nobody_else()
    {
        Ends();
        Refused(Quy, "supervisor", Executed, "did nothing in this run");
        Refused(Ola, "quality", Executed, "operator or supervisor may sign");
        Given(Ola, "operator", Executed);
        Refused(Ola, "operator", Executed, "already (signature 1)");
        Given(Eva, "supervisor", Executed);
    }

    [Fact]
    public void Who_acted_neither_reviews_nor_approves_nor_rejects()
    {
        Ends();
        Refused(Eva, "supervisor", Reviewed, "executed the run");
        Refused(Ola, "quality", Reviewed, "executed the run");
        Refused(Ola, "quality", Rejected, "executed the run");
        // A second account that prints the same name is the same person to whoever reads the record.
        Refused((new Person("another-id", "OLA NORD"), ["quality"]), "quality", Reviewed, "executed the run");
        Refused((new Person("ID-OLA", "Somebody"), ["quality"]), "quality", Reviewed, "executed the run");
        // Whose command was refused did not act.
        Given(Rut, "quality", Reviewed);
        Refused(Ola, "quality", Approved, "executed the run");
    }

    [Fact]
    public void Approved_comes_after_reviewed_and_from_another_person()
    {
        Ends();
        Refused(Quy, "quality", Approved, "approved comes after reviewed");
        Given(Rut, "quality", Reviewed);
        Refused(Rut, "quality", Approved, "another person approves");
        Refused(Quy, "supervisor", Approved, "quality may sign approved, not supervisor");
        Refused(Adi, "administrator", Approved, "quality may sign approved, not administrator");
        Refused(Ola, "operator", Executed, "reviewed already");
        Given(Quy, "quality", Approved);
        Refused(Rut, "quality", Rejected, "approved the run");
        Refused(Rut, "quality", Reviewed, "approved the run");
    }

    [Fact]
    public void A_rejection_is_the_end_until_it_is_void()
    {
        Ends();
        Given(Rut, "quality", Rejected);
        Refused(Quy, "quality", Reviewed, "rejected the run");
        Refused(Ola, "operator", Executed, "rejected the run");
        Voided(Quy, "quality", 1);
        Given(Quy, "quality", Reviewed);
    }

    [Fact]
    public void A_signature_is_made_void_by_its_person_or_by_quality_with_a_reason_and_once()
    {
        Ends();
        Given(Ola, "operator", Executed);
        Given(Quy, "supervisor", Reviewed);
        NotVoided(Ola, "operator", 1, "It was wrong", "signature 2 (reviewed) rests on it");
        NotVoided(Quy, "supervisor", 2, " ", "with a reason");
        NotVoided(Quy, "supervisor", 3, "It was wrong", "no signature 3");
        NotVoided(Eva, "supervisor", 2, "It was wrong", "they or quality");
        NotVoided(Ola, "quality", 2, "It was wrong", "executed the run");
        Voided(Rut, "quality", 2);
        NotVoided(Quy, "supervisor", 2, "It was wrong", "void by Rut Berg already");
        Voided(Ola, "operator", 1);
        Assert.Empty(_ledger.Standing);
        Assert.Equal(2, _ledger.Signatures.Length);
    }

    [Fact]
    public void In_the_trail_of_a_site_a_signature_stands_by_itself_and_is_bound_all_the_same()
    {
        var trail = new SignatureLedger();
        Signature review = new(1, Rut.Person, "quality", Start, Reviewed, "", new SignedContent(4, Convert.ToHexStringLower(_hash), Document));
        Assert.Equal("", trail.Accept(5, _hash, review.ToEvent()));
        Assert.Contains("bound to entry 4 and stands after entry 5", trail.Accept(6, _hash, (review with { Number = 2 }).ToEvent()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_alarms_is_neither_reviewed_nor_approved_before_the_serious_ones_are_assessed_in_words()
    {
        long high = Alarm(Severity.High, "pH.high"), low = Alarm(Severity.Low, "do.low"), again = Alarm(Severity.High, "pH.high"), acted = Alarm(Severity.Medium, "level", "interlock.acted");
        Happens(Happened(EventKind.Alarm, "alarm.cleared").With("alarm", "pH.high"));
        Happens(Happened(EventKind.Alarm, "confirm.requested") with { Severity = Severity.Medium });
        NotAssessed(Rut, "quality", "had no effect", "not ended", high);
        Ends();
        Refused(Rut, "quality", Reviewed, "3 alarms of medium or high severity are not assessed, the first at entry 4");
        NotAssessed(Adi, "administrator", "had no effect", "quality or supervisor may assess", high);
        NotAssessed(Ola, "supervisor", "had no effect", "executed the run", high);
        NotAssessed(Rut, "quality", " ", "with a comment", high, low);
        NotAssessed(Rut, "quality", "had no effect", $"entry {_number} did not raise an alarm", high, _number);
        Assert.Equal([high, again], _ledger.Like(again));
        Assessed(Rut, "quality", "had no effect", [.. _ledger.Like(high)]);
        Refused(Rut, "quality", Reviewed, "1 alarm of medium or high severity is not assessed");
        Assessed(Quy, "supervisor", "tank was full", acted);
        Assert.Equal([low], _ledger.Unassessed.Select(a => a.Key));
        Assert.Equal("People signed: nothing yet; 3 alarms assessed.", _ledger.Summary);
        // A further one is another opinion; the earlier stays.
        Assessed(Rut, "quality", "had an effect after all", high);
        Assert.Equal(["had no effect", "had an effect after all"], _ledger.Assessments.Where(a => a.Alarms.Contains(high)).Select(a => a.Comment));
        Given(Rut, "quality", Reviewed);
        NotAssessed(Rut, "quality", "", "the run is reviewed (signature 1 of Rut Berg)", low);
        Given(Quy, "quality", Approved);
        NotAssessed(Rut, "quality", "", "approved the run", low);
    }

    [Fact]
    public void A_run_may_be_rejected_whatever_is_assessed()
    {
        Alarm(Severity.High, "pH.high");
        Ends();
        Given(Rut, "quality", Rejected);
    }

    private long Alarm(Severity severity, string name, string code = "alarm.raised")
    {
        Happens(Happened(code == "alarm.raised" ? EventKind.Alarm : EventKind.Interlock, code).With("alarm", name) with { Severity = severity });
        return _number;
    }

    private string Assess((Person Person, string[] Roles) who, string role, string comment, long[] alarms) =>
        Happens(new AlarmAssessment([.. alarms], who.Person, role, Start, comment, Here).ToEvent());

    private void Assessed((Person Person, string[] Roles) who, string role, string comment, params long[] alarms) =>
        Assert.Equal("", Assess(who, role, comment, alarms));

    private void NotAssessed((Person Person, string[] Roles) who, string role, string comment, string why, params long[] alarms)
    {
        Assert.Contains(why, AssessmentRules.Refusal(_ledger, alarms, who.Person, role, comment), StringComparison.Ordinal);
        int before = _ledger.Assessments.Length;
        Assert.Contains(why, Assess(who, role, comment, alarms), StringComparison.Ordinal);
        Assert.Equal(before, _ledger.Assessments.Length);
    }

    private void Ends() => Happens(Happened(EventKind.Run, "run.completed"));

    private string Happens(Event happened) => _ledger.Accept(++_number, _hash, happened);

    private Event Event((Person Person, string[] Roles) who, string role, SignatureMeaning meaning) =>
        new Signature(_ledger.Signatures.Length + 1, who.Person, role, Start, meaning, "", Here).ToEvent();

    private SignedContent Here => new(_number, Convert.ToHexStringLower(_hash), Document);

    private void Given((Person Person, string[] Roles) who, string role, SignatureMeaning meaning) => Assert.Equal("", Happens(Event(who, role, meaning)));

    private void Refused((Person Person, string[] Roles) who, string role, SignatureMeaning meaning, string why)
    {
        Assert.Contains(why, SignatureRules.Refusal(_ledger, who.Person, role, meaning), StringComparison.Ordinal);
        int before = _ledger.Signatures.Length;
        Assert.Contains(why, Happens(Event(who, role, meaning)), StringComparison.Ordinal);
        Assert.Equal(before, _ledger.Signatures.Length);
    }

    private void Voided((Person Person, string[] Roles) who, string role, int number) =>
        Assert.Equal("", Happens(new Voiding(number, who.Person, role, Start, "It was wrong", Here).ToEvent()));

    private void NotVoided((Person Person, string[] Roles) who, string role, int number, string reason, string why) =>
        Assert.Contains(why, Happens(new Voiding(number, who.Person, role, Start, reason, Here).ToEvent()), StringComparison.Ordinal);
}
