using Titer.Core;
using Titer.Plant.Tests.Batches;

namespace Titer.Plant.Tests.Evidence;

public sealed class EvidenceAuditTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);
    private static readonly Tag PH = new("pH");
    private static readonly TimeSpan Five = TimeSpan.FromMinutes(5);

    private static Measurement Reading(double minute, Quality quality, double value = 7) =>
        new(PH, Start.AddMinutes(minute), value, Unit.PH, 0.01, quality, "ion-fet", (long)minute);

    private static Command Base(double minute, string controller, params Core.Evidence[] evidence) =>
        new(new Tag("base-pump"), Start.AddMinutes(minute), 0.1, Unit.LitrePerHour, 0, 5, controller, "pH to set point", [.. evidence]);

    private static Core.Evidence Claim(double minute, Quality quality) => new(PH, Start.AddMinutes(minute), quality, Five);

    private static string[] Audit(params object[] contents) => [.. EvidenceAudit.Violations(new BatchRecord(
        [.. contents.Select((c, i) => (new Entry(i + 1, c is Command command ? command.Time : Start, default, default, default, default), c))]))];

    [Fact]
    public void A_command_on_a_good_fresh_reading_passes() =>
        Assert.Empty(Audit(Reading(1, Quality.Good), Base(1, "pH/pid", Claim(1, Quality.Good)), Base(6, "pH/pid", Claim(1, Quality.Good))));

    [Fact]
    public void A_command_on_a_bad_reading_is_caught() =>
        Assert.Contains("Failure", Assert.Single(Audit(Reading(1, Quality.Failure("lost")), Base(1, "pH/pid", Claim(1, Quality.Failure("lost"))))), StringComparison.Ordinal);

    [Fact]
    public void A_command_that_calls_a_bad_reading_good_is_caught() =>
        Assert.Contains("not Good", Assert.Single(Audit(Reading(1, Quality.Failure("lost")), Base(1, "pH/pid", Claim(1, Quality.Good)))), StringComparison.Ordinal);

    [Fact]
    public void A_command_on_a_stale_reading_is_caught() =>
        Assert.Contains("is allowed", Assert.Single(Audit(Reading(1, Quality.Good), Base(6.1, "pH/pid", Claim(1, Quality.Good)))), StringComparison.Ordinal);

    [Fact]
    public void A_command_that_passes_over_the_newest_bad_reading_for_an_older_good_one_is_caught() =>
        Assert.Contains("newest", Assert.Single(Audit(Reading(1, Quality.Good), Reading(2, Quality.Failure("lost")), Base(2, "pH/pid", Claim(1, Quality.Good)))), StringComparison.Ordinal);

    [Fact]
    public void Evidence_that_nobody_measured_is_caught() =>
        Assert.Contains("no measurement", Assert.Single(Audit(Base(1, "pH/pid", Claim(1, Quality.Good)), Reading(1, Quality.Good))), StringComparison.Ordinal);

    [Fact]
    public void A_controller_that_leaves_its_evidence_out_is_caught()
    {
        Assert.Contains("no evidence", Assert.Single(Audit(Base(1, "pH/pid"))), StringComparison.Ordinal);
        Assert.Empty(Audit(Base(1, "pH/hold"), Base(1, "pH/off"), Base(1, "interlock/pH")));
    }

    [Fact]
    public void A_good_reading_without_a_value_is_caught() =>
        Assert.Contains("no value", Assert.Single(Audit(Reading(1, Quality.Good, double.NaN), Base(1, "pH/pid", Claim(1, Quality.Good)))), StringComparison.Ordinal);

    [Fact]
    public void A_command_on_a_sensor_that_is_isolated_is_caught()
    {
        Event Alarm(double minute, string code) =>
            new Event(Start.AddMinutes(minute), EventKind.Alarm, Severity.Medium, "pH", code, "pH drifts.").With("alarm", "pH.fault");
        Assert.Contains("isolated", Assert.Single(Audit(Reading(1, Quality.Good), Alarm(1, "alarm.raised"), Base(1, "pH/pid", Claim(1, Quality.Good)),
            Reading(2, Quality.Good), Alarm(2, "alarm.cleared"), Base(2, "pH/pid", Claim(2, Quality.Good)))), StringComparison.Ordinal);
    }
}
