using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.IonArray;

namespace Titer.App.Laboratory.Ion;

/// <summary>The findings of <c>titer sense ion</c> for people and for programs.</summary>
internal sealed class IonReport(IonRun run, List<IonSummary> summaries)
{
    public void Print(TextWriter to)
    {
        to.WriteLine(Text($"{run.Table.File}: {run.Table.Rows} row{(run.Table.Rows == 1 ? "" : "s")}, {run.Segments.Count} deployment{(run.Segments.Count == 1 ? "" : "s")}"));
        to.WriteLine();
        to.WriteLine($"{"tag",-24} {"usable",8} {"mean",10} {"median",10} {"last",10} {"u",8}  unit    quality of the last");
        foreach (IonSummary s in summaries)
        {
            to.WriteLine($"{s.Tag.Name,-24} {s.Usable,8} {Short(s.Mean),10} {Short(s.Median),10} {Short(s.Last),10} "
                + $"{Short(s.Uncertainty),8}  {s.Unit.Code,-7} {s.Quality}");
            foreach ((string reason, int count) in s.Rejected) to.WriteLine(Text($"{"",-24} {count,8} rejected: {reason}"));
            foreach ((string reason, int count) in s.Flagged) to.WriteLine(Text($"{"",-24} {count,8} flagged: {reason}"));
            if (s.Compared > 0)
            {
                string errors = Text($"largest error {s.MaxError:G2}, bias {s.Bias:G2} {s.Unit.Code}");
                to.WriteLine($"{"",-24} {s.Compared,8} against published: {errors}, worst at {s.WorstPlace}");
            }
        }
        PrintDrift(to);
        if (run.RepeatedRows > 0) to.WriteLine(Text($"{run.RepeatedRows} rows repeat the row before them and were left out."));
        foreach ((DateTimeOffset from, DateTimeOffset until) in run.Gaps.Take(10))
            to.WriteLine(Text($"No readings from {from:yyyy-MM-dd HH:mm} to {until:yyyy-MM-dd HH:mm}."));
        if (run.Gaps.Count > 10) to.WriteLine(Text($"{run.Gaps.Count - 10} more gaps."));
    }

    private void PrintDrift(TextWriter to)
    {
        if (run.Drifts.Count == 0) return;
        to.WriteLine();
        to.WriteLine("drift (difference of the electrodes; the rate of the last four weeks)");
        foreach ((IonSegment segment, DriftPair pair) in run.Drifts)
        {
            DriftWatch w = pair.Watch;
            string where = segment.Name.Length > 0 ? $"deployment {segment.Name}: " : "";
            if (!IsWatched(pair))
            {
                to.WriteLine($"  {where}{Pair(pair)}: no usable reading");
                continue;
            }
            string rate = double.IsFinite(w.RatePerWeek) ? Text($"{w.RatePerWeek:+0.0000;-0.0000} +- {w.RateUncertainty:0.0000} a week")
                : "no rate in less than a week";
            string level = double.IsFinite(w.LargestLevel) ? Text($"weekly median at most {w.LargestLevel:0.0000} apart") : "no whole week";
            to.WriteLine($"  {where}{Pair(pair)}: {rate}, {level}");
            if (pair.State is { } s)
            {
                to.WriteLine(Text($"    offset {s.Offset:+0.0000;-0.0000} +- {s.OffsetUncertainty:0.0000}, loss of slope {100 * s.SlopeLoss:0.0} +- ")
                    + Text($"{100 * s.SlopeLossUncertainty:0.0} %, lag {60 * s.Lag:0.0} +- {60 * s.LagUncertainty:0.0} min"));
            }
        }
        int alarms = run.Drifts.Sum(d => d.Pair.Watch.Alarms.Count);
        to.WriteLine(alarms == 0 ? "  no drift alarm" : Text($"  {alarms} drift alarm{(alarms == 1 ? "" : "s")}"));
        foreach ((IonSegment segment, DriftPair pair) in run.Drifts)
        {
            foreach (DriftAlarm a in pair.Watch.Alarms)
            {
                string what = a.Kind == DriftKind.Parted
                    ? Text($"weekly median {a.Level:+0.0000;-0.0000} apart")
                    : Text($"drifting {a.RatePerWeek:+0.0000;-0.0000} +- {a.RateUncertainty:0.0000} a week since about {a.Since:yyyy-MM-dd}");
                string where = segment.Name.Length > 0 ? $"deployment {segment.Name}, " : "";
                to.WriteLine(Text($"  ALARM {a.Raised:yyyy-MM-dd HH:mm} {where}{pair.Suspect}: {what}"));
            }
        }
    }

    /// <summary>Whether the electrode has a reading at all: the state of one that has none is what was assumed, and no finding.</summary>
    private bool IsWatched(DriftPair pair) => summaries.Exists(s => s.Tag.Name == $"{pair.Electrode}/pH" && s.Usable > 0);

    /// <summary>Of a drift watch; null where the electrode has no reading.</summary>
    private SiteState? State(DriftPair pair) => IsWatched(pair) ? pair.State : null;

    /// <summary>1 when an electrode has no usable reading at all. An alarm is a finding and no failure of the command.</summary>
    public int ExitCode =>
        summaries.Exists(s => s.Usable == 0 && !run.Settings.Calibration.Sets.Any(set => s.Tag.Name == $"{set.Name}/pH")) ? 1 : 0;

    public Dictionary<string, object?> Figures() => new()
    {
        ["file"] = run.Table.File,
        ["rows"] = run.Table.Rows,
        ["repeated_rows"] = run.RepeatedRows,
        ["deployments"] = run.Segments.Select((s, i) => new Dictionary<string, object?>
        {
            ["name"] = s.Name, ["place"] = s.Place, ["frames"] = s.Frames.Count, ["from"] = Time(s.Frames[0].Time), ["to"] = Time(s.Frames[^1].Time),
            ["calibration"] = run.CalibrationHashes[i],
        }).ToArray(),
        ["max_error_ph"] = summaries.Where(s => s.Compared > 0 && s.Unit == Unit.PH).Select(s => s.MaxError).DefaultIfEmpty(double.NaN).Max(),
        ["drift_alarms"] = run.Drifts.Sum(d => d.Pair.Watch.Alarms.Count),
        ["electrodes"] = summaries.Select(Electrode).ToArray(),
        ["drift"] = run.Drifts.Select(d => new Dictionary<string, object?>
        {
            ["deployment"] = d.Segment.Name, ["set"] = d.Pair.Set, ["electrode"] = d.Pair.Electrode,
            ["against"] = d.Pair.Against.Length > 0 ? d.Pair.Against : "others",
            ["rate_per_week"] = d.Pair.Watch.RatePerWeek, ["rate_uncertainty"] = d.Pair.Watch.RateUncertainty,
            ["offset"] = State(d.Pair)?.Offset, ["offset_uncertainty"] = State(d.Pair)?.OffsetUncertainty,
            ["slope_loss"] = State(d.Pair)?.SlopeLoss, ["slope_loss_uncertainty"] = State(d.Pair)?.SlopeLossUncertainty,
            ["lag_hours"] = State(d.Pair)?.Lag, ["lag_uncertainty"] = State(d.Pair)?.LagUncertainty,
            ["largest_weekly_median"] = d.Pair.Watch.LargestLevel, ["largest_ramp_significance"] = d.Pair.Watch.LargestSignificance,
        }).ToArray(),
        ["alarms"] = run.Drifts.SelectMany(d => d.Pair.Watch.Alarms.Select(a => new Dictionary<string, object?>
        {
            ["deployment"] = d.Segment.Name, ["set"] = d.Pair.Set, ["electrode"] = d.Pair.Suspect,
            ["kind"] = a.Kind == DriftKind.Parted ? "parted" : "ramp", ["raised"] = Time(a.Raised), ["since"] = Time(a.Since),
            ["weekly_median"] = a.Level, ["rate_per_week"] = a.RatePerWeek, ["rate_uncertainty"] = a.RateUncertainty,
        })).ToArray(),
        ["gaps"] = run.Gaps.Select(g => new Dictionary<string, object?> { ["from"] = Time(g.From), ["to"] = Time(g.To) }).ToArray(),
    };

    private static Dictionary<string, object?> Electrode(IonSummary s) => new()
    {
        ["tag"] = s.Tag.Name, ["unit"] = s.Unit.Code, ["readings"] = s.Readings, ["usable"] = s.Usable, ["mean"] = s.Mean,
        ["median"] = s.Median, ["last"] = s.Last,
        ["uncertainty"] = s.Uncertainty, ["quality"] = s.Quality.ToString(), ["rejected"] = s.Rejected, ["flagged"] = s.Flagged,
        ["max_error"] = s.MaxError, ["bias"] = s.Bias, ["compared"] = s.Compared, ["worst_place"] = s.WorstPlace.Length > 0 ? s.WorstPlace : null,
    };

    private static string Pair(DriftPair p) => p.Against.Length > 0 ? $"{p.Electrode} - {p.Against}" : $"{p.Electrode} against the others of {p.Set}";

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Short(double value) =>
        double.IsFinite(value) ? value.ToString(Math.Abs(value) < 100 ? "0.0000" : "0.00", CultureInfo.InvariantCulture) : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
