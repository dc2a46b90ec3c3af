using Titer.Core;
using Titer.Records.BatchRecords;
using Titer.Records.Documents;
using Titer.Records.Signatures;

namespace Titer.Records.Tests;

public sealed class ExceptionReviewTests : IDisposable
{
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void A_clean_batch_lists_nothing_and_says_so_in_one_line()
    {
        BatchRecord record = _batch.Write().Record();
        Assert.Empty(record.Exceptions);
        Assert.DoesNotContain(record.Document.Sections[0].Blocks, b => b is Table { Columns: [{ Name: "Severity" }, ..] });
        Assert.StartsWith("Nothing was other than planned", ((Paragraph)record.Document.Sections[0].Blocks[0]).Text, StringComparison.Ordinal);
        Assert.Contains(record.Document.Sections[0].Blocks, b => b is Paragraph { Text: "The one critical parameter held." });
    }

    [Fact]
    public void An_excursion_is_listed_with_its_longest_stretch_and_when_it_was()
    {
        // 2 h of 20 h above the limit of 24 mM from 10 h on, and 10 min at 15 h.
        ExceptionFinding found = Assert.Single(_batch.Write(glucose: k => k is >= 60 and < 72 or 90 ? 26 : 20).Record().Exceptions);
        Assert.Equal(("excursion", 2, 10.0), (found.Kind, found.Count, Math.Round(found.FirstHours, 6)));
        Assert.Equal(2 + 1 / 6.0, found.Hours, 6);
        Assert.Contains("longest 2.00 h from 10.00 h", found.What, StringComparison.Ordinal);
        Assert.Equal(Severity.High, found.Severity); // 10.8 % of the time
        Assert.Contains(_batch.Record().Document.Sections[0].Blocks, b => b is Paragraph { Text: "0 of 1 critical parameters held." });
    }

    [Fact]
    public void Limits_that_ramp_move_between_their_marks()
    {
        // The value rides in the middle of a ramp from 20 to 26 mM; against limits that stood still between marks it would be outside.
        _batch.Write(glucose: k => k < 30 ? 20 : Math.Min(20 + (k - 30) * 0.5, 26), more:
        [
            (30, Ramp("start", 20)), (36, Ramp("on", 23)), (42, Ramp("end", 26)),
        ]);
        Assert.Empty(_batch.Record().Exceptions);

        static Event Ramp(string mark, double value) => TestBatch.Of(0, EventKind.Recipe, "setpoint.changed", "glucose", ("tag", "glucose"), ("unit", "mmol/L"),
            ("value", $"{value}"), ("low", $"{value - 1}"), ("high", $"{value + 1}"), ("ramp", mark));
    }

    [Fact]
    public void Alarms_of_one_kind_are_one_line_with_a_count()
    {
        List<(int, Event)> alarms = [];
        for (int i = 0; i < 24; i++)
        {
            alarms.Add((4 * i, Alarm("alarm.raised", Severity.Medium)));
            alarms.Add((4 * i + 1, Alarm("alarm.cleared", Severity.Information)));
        }
        ExceptionFinding found = Assert.Single(_batch.Write(more: [.. alarms]).Record().Exceptions);
        Assert.Equal(("alarm", 24, Severity.Medium), (found.Kind, found.Count, found.Severity));
        Assert.Equal(4, found.Hours, 6);
        Assert.EndsWith("Not assessed.", found.What, StringComparison.Ordinal);

        static Event Alarm(string code, Severity severity) =>
            TestBatch.Of(0, EventKind.Alarm, code, "pH is high.", ("alarm", "pH.high")) with { Severity = severity };
    }

    [Fact]
    public void Forty_alarms_of_different_sources_are_three_lines_and_none_is_lost_from_the_count()
    {
        _batch.Write(more: [.. Enumerable.Range(0, 40).Select(i => (i, TestBatch.Of(0, EventKind.Alarm, "alarm.raised", "Start-up.", ("alarm", $"culture-{i}"))))]);
        IReadOnlyList<ExceptionFinding> found = _batch.Record().Exceptions;
        Assert.Equal([1, 1, 38], found.Select(e => e.Count));
        Assert.StartsWith("38 more like these", found[2].What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assessment_of_an_alarm_by_a_person_is_shown_with_it()
    {
        _batch.Write(more: [(10, TestBatch.Of(0, EventKind.Alarm, "alarm.raised", "pH is high.", ("alarm", "pH.high")) with { Severity = Severity.High })]);
        using (var signing = new RecordSigning(SqliteRecord.OpenForAppend(_batch[""], _batch.Signer()), "batch", RecordConformance.SignedRun.Clock))
        {
            foreach (string said in (string[])["The probe is looked at.", "The probe was calibrated; no effect on the product."])
                signing.Assess(new Person("id-rut", "Rut Berg"), ["quality"], [signing.Ledger.Alarms.Keys.Single()], said, ContentHash.Of("shown"));
        }
        BatchRecord made = _batch.Record();
        Assert.Contains(made.Exceptions, e => e.Kind == "alarm" && e.What.EndsWith("Assessed.", StringComparison.Ordinal) && !e.What.Contains("Not", StringComparison.Ordinal));
        Assert.Contains("The probe is looked at. (Rut Berg (id-rut), quality, 2026-03-09 08:00:00)", Pages.Text(made.Document), StringComparison.Ordinal);
        Assert.Contains("no effect on the product. (Rut Berg (id-rut), quality, 2026-03-09 08:00:00)", Pages.Text(made.Document), StringComparison.Ordinal);
        Assert.Contains("assessed: alarm ", Pages.Text(made.Document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventKind.Interlock, "interlock.acted", "interlock", "volume", "interlock")]
    [InlineData(EventKind.Ladder, "ladder.down", "to", "hold", "ladder")]
    [InlineData(EventKind.Operator, "command.refused", "command", "Resume", "refused")]
    [InlineData(EventKind.Operator, "confirm.refused", "question", "Inoculum added", "refused")]
    [InlineData(EventKind.Operator, "command.accepted", "command", "Hold", "override")]
    [InlineData(EventKind.Operator, "setpoint.moved", "old", "20", "override")]
    [InlineData(EventKind.Recipe, "state.changed", "to", "Held", "state")]
    [InlineData(EventKind.Recipe, "model.assumptions", "inside", "no", "model")]
    public void What_is_not_as_planned_is_listed(EventKind kind, string code, string key, string value, string expected)
    {
        _batch.Write(more: (50, TestBatch.Of(0, kind, code, "Something happened.", (key, value))));
        Assert.Equal(expected, Assert.Single(_batch.Record().Exceptions).Kind);
    }

    [Theory]
    [InlineData(EventKind.Operator, "command.accepted", "command", "Start")]
    [InlineData(EventKind.Operator, "confirm.accepted", "question", "Inoculum added")]
    [InlineData(EventKind.Ladder, "ladder.up", "to", "pid")]
    [InlineData(EventKind.Recipe, "state.changed", "to", "Complete")]
    [InlineData(EventKind.Recipe, "model.assumptions", "inside", "yes")]
    [InlineData(EventKind.Detection, "lag.ended", "culture", "1")]
    public void What_is_as_planned_is_not_listed(EventKind kind, string code, string key, string value)
    {
        _batch.Write(more: (50, TestBatch.Of(0, kind, code, "Something happened.", (key, value))));
        Assert.Empty(_batch.Record().Exceptions);
    }

    [Fact]
    public void A_rejection_and_a_void_signature_are_listed_and_a_review_is_not()
    {
        _batch.Write();
        using (var signing = new RecordSigning(SqliteRecord.OpenForAppend(_batch[""], _batch.Signer()), "batch", RecordConformance.SignedRun.Clock))
        {
            var quality = new Person("id-rut", "Rut Berg");
            signing.Give(quality, ["quality"], SignatureMeaning.Reviewed, "", ContentHash.Of("shown"));
            Assert.Empty(_batch.Record().Exceptions);
            signing.MakeVoid(quality, ["quality"], 1, "wrong batch", ContentHash.Of("shown"));
            signing.Give(quality, ["quality"], SignatureMeaning.Rejected, "", ContentHash.Of("shown"));
        }
        Assert.Equal([Severity.High, Severity.Medium], _batch.Record().Exceptions.Where(e => e.Kind == "signature").Select(e => e.Severity));
    }

    [Fact]
    public void Whatever_calls_itself_serious_is_listed_even_when_nobody_knew_of_it()
    {
        _batch.Write(more: (50, TestBatch.Of(0, EventKind.Run, "store.away", "The store was away for 3 min.") with { Severity = Severity.Medium }));
        Assert.Equal("The store was away for 3 min.", Assert.Single(_batch.Record().Exceptions).What);
    }

    [Fact]
    public void A_late_phase_and_one_that_never_came_are_listed()
    {
        Assert.Contains(_batch.Write(growth: 84).Record().Exceptions, e => e.Kind == "late phase" && e.What.Contains("took 14.00 h, and 13.00 h were planned", StringComparison.Ordinal));
        using var other = new TestBatch();
        List<ExceptionFinding> found = [.. other.Write(growth: 500, ends: false).Record().Exceptions];
        Assert.Contains(found, e => e.What == "Phases of the recipe that never began: Harvest.");
        Assert.Contains(found, e => e.What == "Phase Growth of Fed-batch did not complete.");
    }

    [Fact]
    public void Unusually_many_bad_and_rejected_readings_are_listed_and_usual_ones_not()
    {
        Assert.Contains(_batch.Write(bad: k => k % 10 == 0).Record().Exceptions, e => e.Kind == "readings" && e.Count == 12);
        using var usual = new TestBatch();
        Assert.Empty(usual.Write(bad: k => k == 7, rejected: 1).Record().Exceptions);
        using var many = new TestBatch();
        Assert.Contains(many.Write(rejected: 12).Record().Exceptions, e => e.Kind == "rejected" && e.Count == 12);
    }

    [Fact]
    public void The_worst_comes_first_a_broken_record_before_all()
    {
        _batch.Write(ends: false, glucose: k => k is >= 60 and < 72 ? 26 : 20, more:
        [
            (5, TestBatch.Of(0, EventKind.Ladder, "ladder.down", "Down.", ("to", "hold"))),
            (6, TestBatch.Of(0, EventKind.Alarm, "alarm.raised", "pH is high.", ("alarm", "pH.high")) with { Severity = Severity.Medium }),
        ]);
        Assert.Equal(["record", "excursion", "alarm", "ladder"], _batch.Record().Exceptions.Select(e => e.Kind));
        byte[] file = File.ReadAllBytes(_batch["record.db"]);
        for (int at; (at = file.AsSpan().IndexOf("A batch of the test"u8)) >= 0;) file[at] ^= 1;
        File.WriteAllBytes(_batch["record.db"], file);
        BatchRecord broken = _batch.Record();
        Assert.StartsWith("The record is broken at entry 1", broken.Exceptions[0].What, StringComparison.Ordinal);
        Assert.Contains("must not be used for release", broken.Document.Warning, StringComparison.Ordinal);
    }
}
