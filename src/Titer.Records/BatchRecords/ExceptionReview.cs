using Titer.Core;
using Titer.Records.Documents;
using Titer.Records.Reports;
using Titer.Records.Signatures;

namespace Titer.Records.BatchRecords;

/// <summary>Finds in a record what was not as planned. Each kind of exception is one method.</summary>
internal static class ExceptionReview
{
    /// <summary>Share of readings of a tag that may be bad, and share of an estimator's readings that it may reject, before that is an
    /// exception.</summary>
    private const double UsualShare = 0.01;

    /// <summary>Errors this much larger than the estimator expects: its 95 % intervals then cover less than 88 %.</summary>
    private const double UsualError = 1.25;

    /// <summary>Findings of one kind and severity that are still told one by one.</summary>
    private const int Many = 6;

    private static readonly string[] AsPlanned = ["Idle", "Running", "Complete"];

    /// <returns>Worst first; then the longest, then the first.</returns>
    public static List<ExceptionFinding> Of(BatchTrace trace, BatchPlan plan) =>
    [
        .. Record(trace),
        .. Short(((IEnumerable<ExceptionFinding>)
            [
                .. Excursions(trace), .. Alarms(trace), .. Phases(trace, plan), .. States(trace), .. People(trace), .. Ladder(trace),
                    .. Decisions(trace),
                .. Readings(trace), .. Estimators(trace), .. Models(trace), .. Signatures(trace), .. Others(trace),
            ]).OrderByDescending(e => e.Severity).ThenByDescending(e => double.IsNaN(e.Hours) ? 0 : e.Hours).ThenByDescending(e => e.Count)
                .ThenBy(e => e.FirstHours).ThenBy(e => e.What, StringComparer.Ordinal)),
    ];

    /// <summary>Of many findings of one kind and severity, as 48 cultures have them, the first two stay and the others are one line.</summary>
    private static IEnumerable<ExceptionFinding> Short(IEnumerable<ExceptionFinding> sorted)
    {
        List<ExceptionFinding> all = [.. sorted];
        ILookup<(Severity, string), ExceptionFinding> alike = all.ToLookup(e => (e.Severity, e.Kind));
        var seen = new Dictionary<(Severity, string), int>();
        foreach (ExceptionFinding finding in all)
        {
            (Severity, string) key = (finding.Severity, finding.Kind);
            List<ExceptionFinding> group = [.. alike[key]];
            int nth = seen[key] = seen.GetValueOrDefault(key) + 1;
            if (group.Count <= Many || nth <= 2) yield return finding;
            if (group.Count <= Many || nth != 3) continue;
            List<ExceptionFinding> others = group[2..];
            yield return finding with
            {
                What = $"{others.Count} more like these, each in its section; the next: {finding.What}", Count = others.Sum(e => e.Count),
                Hours = others.Sum(e => double.IsNaN(e.Hours) ? 0 : e.Hours) is > 0 and double hours ? hours : double.NaN,
            };
        }
    }

    private static IEnumerable<ExceptionFinding> Record(BatchTrace trace)
    {
        Verification found = trace.Verification;
        if (!found.Ok)
            yield return new(Severity.High, "record", $"The record is broken at entry {found.FirstBroken}: {found.Reason}", 1, double.NaN,
                double.NaN, Keys.Verification);
        if (trace.Last("run.completed") is null)
            yield return new(Severity.High, "record", "The run did not complete, or the end of its record is missing.", 1, trace.EndHours,
                double.NaN, Keys.Verification);
    }

    private static IEnumerable<ExceptionFinding> Excursions(BatchTrace trace)
    {
        foreach ((SpecificationTime time, string from) in trace.Specifications)
        {
            double share = time.HoursOutside / time.HoursKnown;
            if (time.Excursions > 0)
                yield return new(share > 0.05 ? Severity.High : share > 0.01 ? Severity.Medium : Severity.Low, "excursion",
                    $"{time.Tag} was outside its limits by {from}: longest {Printed.Hours(time.LongestExcursion)} h "
                    + $"from {Printed.Hours(time.LongestStart)} h; "
                    + $"within {Printed.Share(time.HoursWithin, time.HoursKnown)} of the time.",
                    time.Excursions, time.LongestStart, time.HoursOutside, Keys.Critical);
            // A set point that nothing measures or estimates cannot be judged; the table says so, and it is planned like that.
            if (time.HasValues && time.HoursUnknown > UsualShare * (time.HoursKnown + time.HoursUnknown))
                yield return new(Severity.Medium, "excursion", $"{time.Tag} had limits and no usable value.", 1, double.NaN, time.HoursUnknown,
                    Keys.Critical);
        }
    }

    private static IEnumerable<ExceptionFinding> Alarms(BatchTrace trace)
    {
        var assessments = new AlarmAssessments(trace);
        foreach (var alike in AlarmHistory.Of(trace.Events).GroupBy(a => AlarmHistory.KeyOf(a.Raised)))
        {
            List<AlarmSpan> all = [.. alike];
            AlarmSpan first = all[0];
            int standing = all.Count(a => a.Cleared is null), assessed = all.Count(a => assessments.Of(a).Any());
            string before = first.Raised.Message.StartsWith(alike.Key.Source, StringComparison.Ordinal) ? "" : alike.Key.Source + ": ";
            yield return new(all.Max(a => a.Raised.Severity), alike.Key.Kind == EventKind.Interlock ? "interlock" : "alarm",
                $"{before}{first.Raised.Message}{(all.Select(a => a.Raised.Message).Distinct().Count() > 1 ? " And others alike." : "")}"
                + (standing > 0 ? $" {(all.Count == 1 ? "It stands" : $"{standing} stand")} at the end of the record." : "")
                + (assessed == all.Count ? " Assessed." : assessed > 0 ? $" {assessed} assessed." : " Not assessed."),
                all.Count, trace.Hours(first.Raised.Time), all.Sum(a => DeviationSection.Duration(a, trace)), Keys.Deviations);
        }
    }

    private static IEnumerable<ExceptionFinding> Phases(BatchTrace trace, BatchPlan plan)
    {
        foreach (PhaseRun phase in PhaseRun.Of(trace))
        {
            PlannedPhase? planned = plan.Phases.FirstOrDefault(p => p.Operation == phase.Operation && p.Phase == phase.Phase);
            if (planned?.Timeout is { } timeout && phase.Hours - timeout.TotalHours > 1.0 / 60)
                yield return new(Severity.Medium, "late phase",
                    $"Phase {phase.Phase} of {phase.Operation} took {Printed.Hours(phase.Hours)} h, and "
                    + $"{Printed.Hours(timeout.TotalHours)} h were planned at most.",
                    1, phase.StartHours, phase.Hours - timeout.TotalHours, Keys.Execution);
            if (!phase.IsCompleted)
                yield return new(Severity.Medium, "late phase", $"Phase {phase.Phase} of {phase.Operation} did not complete.", 1, phase.StartHours,
                    double.NaN, Keys.Execution);
        }
        int begun = trace.Events.Count(e => e.Code == "phase.started");
        if (begun > 0 && plan.Phases.Length > begun)
            yield return new(Severity.Medium, "late phase",
                $"Phases of the recipe that never began: {string.Join(", ", plan.Phases.Skip(begun).Select(p => p.Phase))}.",
                plan.Phases.Length - begun, double.NaN, double.NaN, Keys.Execution);
    }

    private static IEnumerable<ExceptionFinding> States(BatchTrace trace) => trace.Events
        .Where(e => e.Code == "state.changed" && e.Data.GetValueOrDefault("to") is { } to && !AsPlanned.Contains(to))
        .GroupBy(e => e.Data["to"]).Select(g => new ExceptionFinding(Severity.Medium, "state", g.First().Message, g.Count(),
            trace.Hours(g.First().Time), double.NaN, Keys.Execution));

    private static IEnumerable<ExceptionFinding> People(BatchTrace trace)
    {
        foreach (var alike in trace.Events.Where(e => e.Kind == EventKind.Operator)
            .GroupBy(e => (e.Code, Old: e.Data.ContainsKey("old") || e.Data.ContainsKey("new"))))
        {
            bool refused = alike.Key.Code.EndsWith(".refused", StringComparison.Ordinal);
            List<Event> unplanned = [.. alike.Where(e => refused || alike.Key.Old
                || (e.Code == "command.accepted" && e.Data.GetValueOrDefault("command") is not ("Start" or null)))];
            if (unplanned is [var first, ..])
                yield return new(refused ? Severity.Low : Severity.Medium, refused ? "refused" : "override", first.Message
                    + (unplanned.Count > 1 ? " And others alike." : ""),
                    unplanned.Count, trace.Hours(first.Time), double.NaN, Keys.People);
        }
    }

    private static IEnumerable<ExceptionFinding> Ladder(BatchTrace trace) => trace.Events.Where(e => e.Code == "ladder.down")
        .GroupBy(e => (e.Source, To: e.Data.GetValueOrDefault("to", ""))).Select(g => new ExceptionFinding(g.Max(e => e.Severity), "ladder",
            $"{g.Key.Source} stepped down to {g.Key.To}: {g.First().Message}", g.Count(), trace.Hours(g.First().Time), double.NaN, Keys.Ladder));

    private static IEnumerable<ExceptionFinding> Decisions(BatchTrace trace) => trace.Decisions.Where(d => !d.IsOwnPlan)
        .GroupBy(d => (d.Controller, NoPlan: d.PlanTime is null)).Select(g =>
            new ExceptionFinding(g.Key.NoPlan ? Severity.Medium : Severity.Low, "decision",
            $"{g.Key.Controller} decided without a plan{(g.Key.NoPlan ? "" : " of its own and followed an older one")}: {g.First().Reason}",
                g.Count(),
            trace.Hours(g.First().Time), double.NaN, Keys.Decisions));

    private static IEnumerable<ExceptionFinding> Readings(BatchTrace trace)
    {
        foreach ((Tag tag, MeasurementCount count) in trace.Counts)
            if (count.Bad > UsualShare * count.Total)
                yield return new(Severity.Low, "readings",
                    $"{tag}: {Printed.Share(count.Bad, count.Total)} of its readings were bad; most often: {count.MainReason}.",
                    count.Bad, double.NaN, double.NaN, Keys.Measurements);
        foreach ((string chip, ChipUse use) in trace.Chips)
            if (use.Lost > 0)
                yield return new(Severity.Low, "readings", $"{chip}: read-outs are missing between those recorded.",
                    (int)Math.Min(use.Lost, int.MaxValue), double.NaN, double.NaN, Keys.Chips);
    }

    private static IEnumerable<ExceptionFinding> Estimators(BatchTrace trace)
    {
        foreach (var estimator in trace.Figures.Consistency.GroupBy(c => c.Estimator))
        {
            var rejected = estimator.Where(c => c.Consistency.Rejected > Math.Max(UsualShare * All(c.Consistency), 2))
                .OrderByDescending(c => (double)c.Consistency.Rejected / All(c.Consistency)).ToList();
            if (rejected is [var most, ..])
                yield return new(Severity.Low, "rejected", $"{estimator.Key} rejected more readings than usual, most of {most.Reading}: "
                    + $"{Printed.Share(most.Consistency.Rejected, All(most.Consistency))}{And(rejected.Select(c => c.Reading))}.",
                    rejected.Sum(c => c.Consistency.Rejected), double.NaN, double.NaN, Keys.Consistency);
            var sure = estimator.Where(c => c.Consistency.Verdict == ConsistencyVerdict.TooSure && Math.Sqrt(c.Consistency.MeanNis) > UsualError)
                .OrderByDescending(c => c.Consistency.MeanNis).ToList();
            if (sure is [var worst, ..])
                yield return new(Severity.Low, "estimator",
                    $"{estimator.Key} is too sure, most of {worst.Reading}: its errors are {Printed.Value(Math.Sqrt(worst.Consistency.MeanNis))} "
                    + $"times those it expects{And(sure.Select(c => c.Reading))}.", sure.Count, double.NaN, double.NaN, Keys.Consistency);
        }

        static int All(InnovationConsistency c) => c.Used + c.Reduced + c.Rejected;

        static string And(IEnumerable<Tag> readings) => string.Join(", ", readings.Skip(1)) is { Length: > 0 } others ? $"; also {others}" : "";
    }

    private static IEnumerable<ExceptionFinding> Models(BatchTrace trace) =>
    [
        .. trace.Figures.Models.Where(m => !m.Inside).GroupBy(m => (m.Model, m.Outside)).Select(g => new ExceptionFinding(Severity.Medium, "model",
            $"{g.Key.Model} was used outside its validity by {string.Join(", ", g.Select(m => m.Phase).Distinct())}: {g.Key.Outside}.", g.Count(),
                trace.Hours(g.First().Time), double.NaN, Keys.Models)),
        .. trace.Figures.ShelfLives.Where(s => !s.Inside).Select(s => new ExceptionFinding(Severity.Medium, "model",
            $"The shelf life at {Printed.Value(s.Celsius)} °C is extrapolated.", 1, trace.Hours(s.Time), double.NaN, Keys.Dose)),
    ];

    private static IEnumerable<ExceptionFinding> Signatures(BatchTrace trace) => trace.Events
        .Where(e => e.Kind == EventKind.Signature && (e.Code == Signature.Voided || e.Data.GetValueOrDefault("meaning") == "rejected"))
        .Select(e => new ExceptionFinding(e.Code == Signature.Voided ? Severity.Medium : Severity.High, "signature", e.Message, 1,
            trace.Hours(e.Time), double.NaN, Keys.Signatures));

    /// <summary>Whatever else says of itself that it matters: a resumed run, and what kinds of events to come will have.</summary>
    private static IEnumerable<ExceptionFinding> Others(BatchTrace trace) => trace.Events
        .Where(e => e.Severity >= Severity.Medium && e.Code is not ("state.changed" or "run.completed")
            && e.Kind is (EventKind.Run or EventKind.Recipe or EventKind.Detection or EventKind.Access or EventKind.Document))
        .GroupBy(e => (e.Kind, e.Source, e.Code)).Select(g => new ExceptionFinding(g.Max(e => e.Severity), "event", g.First().Message, g.Count(),
            trace.Hours(g.First().Time), double.NaN, g.Key.Kind == EventKind.Detection ? Keys.Findings : Keys.Course));
}
