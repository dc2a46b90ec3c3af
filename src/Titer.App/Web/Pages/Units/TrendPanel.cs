using Titer.App.Hosting;
using Titer.App.Web.Charts;
using Titer.Core;
using Titer.Records;
using Titer.Records.Reports;

namespace Titer.App.Web.Pages.Units;

/// <summary>The points of one chart of a unit: what the record has of them, then what the snapshots bring. Belongs to one open page.</summary>
internal sealed class TrendPanel
{
    /// <summary>More than a chart draws: of a panel that is open for days the oldest go.</summary>
    private const int MostPoints = 5000;

    private readonly ReportPanel _panel;
    private readonly List<Curve> _curves = [];
    private DateTimeOffset? _decided;
    private int _changes;

    /// <param name="names">Of the curves by role, in the language of the reader.</param>
    public TrendPanel(ReportPanel panel, UnitSnapshot unit, TimeSpan window, Func<TrendRole, string> names)
    {
        _panel = panel;
        int decimals = unit.Estimates.FirstOrDefault(e => e.Tag == panel.Estimate)?.Format is ['F', >= '0' and <= '9' and var digit] ? digit - '0' : 2;
        if (panel.Estimate is { } tag) _curves.Add(new Curve(TrendRole.Estimated, SeriesKind.Estimated, tag));
        _curves.AddRange(panel.Measurements.Select(m => new Curve(TrendRole.Measured, SeriesKind.Measured, m)));
        _curves.AddRange(panel.Commands.Select(c => new Curve(TrendRole.Measured, SeriesKind.Commanded, c)));
        if (panel.SetPoint is { } set) _curves.Add(new Curve(TrendRole.SetPoint, null, set));
        if (panel.Estimate is { } planned) _curves.Add(new Curve(TrendRole.Plan, null, planned));
        Trend = new Trend(panel.Title, panel.Unit.Symbol, unit.Start,
            [.. _curves.Select(c => new TrendCurve(c.Kind is SeriesKind.Measured or SeriesKind.Commanded ? $"{c.Tag}" : names(c.Role), c.Role))])
        {
            Window = window, Kept = TimeSpan.FromDays(30), Ahead = unit.Decision is null ? TimeSpan.Zero : window / 2, Decimals = decimals,
            LeastSpan = 10 * Math.Pow(10, -decimals),
        };
    }

    public Trend Trend { get; }

    /// <summary>What of its curves a record has.</summary>
    public IEnumerable<Tag> Tags => _curves.Where(c => c.Kind is not null).Select(c => c.Tag);

    /// <summary>Takes the history of its curves.</summary>
    /// <param name="now">When it was read, h.</param>
    public void Take(IReadOnlyList<TrendLine> lines, DateTimeOffset start, double now)
    {
        foreach (Curve curve in _curves.Where(c => c.Kind is not null))
        {
            curve.Points.AddRange(lines.Where(l => l.Series.Kind == curve.Kind && l.Series.Tag == curve.Tag)
                .SelectMany(l => l.Buckets.Select(b => Converted(TrendPoint.Of(b, l.Width, start), l.Series.Unit))).OrderBy(p => p.Hours).Select(p => (p, now)));
        }
    }

    /// <summary>Takes what a snapshot has that is later.</summary>
    public void Take(UnitSnapshot unit)
    {
        foreach (Curve curve in _curves)
        {
            switch (curve.Role, curve.Kind)
            {
                case (_, SeriesKind.Estimated):
                    foreach (ShownEstimate e in unit.Estimates.Where(e => e.Tag == curve.Tag))
                        Add(curve, unit, Converted(TrendPoint.Of(Hours(e.Time, unit), e.Value, e.Uncertainty, Quality.Good), e.Unit));
                    break;
                case (_, SeriesKind.Measured):
                    foreach (Measurement m in unit.Measurements.Where(m => m.Tag == curve.Tag))
                        Add(curve, unit, Converted(TrendPoint.Of(Hours(m.Time, unit), m.Value, m.StandardUncertainty, m.Quality), m.Unit));
                    break;
                case (_, SeriesKind.Commanded):
                    foreach (Command c in unit.Commands.Where(c => c.Actuator == curve.Tag))
                        Add(curve, unit, Converted(TrendPoint.Of(Hours(c.Time, unit), c.Value, 0, Quality.Good), c.Unit));
                    break;
                case (TrendRole.SetPoint, _):
                    foreach (SetPointChange change in unit.SetPointChanges.Skip(_changes).Where(c => c.Tag == curve.Tag))
                        Add(curve, unit, Converted(new TrendPoint(Hours(change.Time, unit), change.Value, double.NaN, double.NaN, double.NaN, double.NaN, Ne107.Good), change.Unit));
                    break;
                case (TrendRole.Plan, _) when unit.Decision is { PlanTime: not null } decision && decision.Time != _decided:
                    Plan(curve, unit, decision);
                    break;
            }
        }
        _changes = unit.SetPointChanges.Length;
        _decided = unit.Decision?.Time;
    }

    /// <summary>What came after a time of the plant.</summary>
    public TrendUpdate? Since(double hours, double now)
    {
        TrendUpdate? update = null;
        for (int i = 0; i < _curves.Count; i++)
        {
            TrendPoint[] fresh = [.. _curves[i].Points.Where(p => p.Arrived > hours).Select(p => p.Point)];
            if (fresh.Length > 0) (update ??= new TrendUpdate(now)).Add(i, fresh, replaces: _curves[i].Role == TrendRole.Plan);
        }
        return update;
    }

    private void Plan(Curve curve, UnitSnapshot unit, Decision decision)
    {
        int column = decision.Plan.IndexOf(curve.Tag);
        if (column < 0) return;
        double from = Hours(decision.Time, unit);
        curve.Points.Clear();
        for (int i = 0; i < decision.Plan.Hours.Length; i++)
        {
            if (decision.Plan.Hours[i] < 0) continue;
            var point = TrendPoint.Of(from + decision.Plan.Hours[i], decision.Plan[i, column], 0, Quality.Good);
            curve.Points.Add((Converted(point, decision.Plan.Columns[column].Unit), unit.Hours));
        }
    }

    private static void Add(Curve curve, UnitSnapshot unit, TrendPoint point)
    {
        if (curve.Points.Count > 0 && point.Hours <= curve.Points[^1].Point.Hours) return;
        curve.Points.Add((point, unit.Hours));
        if (curve.Points.Count > MostPoints) curve.Points.RemoveRange(0, MostPoints / 10);
    }

    private static double Hours(DateTimeOffset time, UnitSnapshot unit) => (time - unit.Start).TotalHours;

    private TrendPoint Converted(TrendPoint p, Unit from)
    {
        if (from == _panel.Unit) return p;
        double In(double value) => from.TryConvert(value, _panel.Unit, out double converted) ? converted : double.NaN;
        double value = In(p.Value);
        return p with
        {
            Value = value, Expanded = Math.Abs(In(p.Value + p.Expanded) - value), Minimum = In(p.Minimum), Maximum = In(p.Maximum), Bad = In(p.Bad),
        };
    }

    private sealed record Curve(TrendRole Role, SeriesKind? Kind, Tag Tag)
    {
        public List<(TrendPoint Point, double Arrived)> Points { get; } = [];
    }
}
