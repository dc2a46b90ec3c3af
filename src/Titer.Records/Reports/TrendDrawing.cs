using ScottPlot;
using Titer.Core;
using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>One trend as a figure of a document.</summary>
internal sealed class TrendDrawing(ReportPanel panel, BatchTrace trace, bool isHalf) : FigureDrawing
{
    // Two pixels per point print sharply; the 96 panels of 48 cultures would take 10 MB and five seconds with them.
    public override (int Width, int Height) Size => isHalf ? (452, 150) : (916, 196);
    public override float Sharpness => isHalf ? 1 : 2;

    public Unit Unit => panel.Unit;

    private int Buckets => isHalf ? 226 : Envelope.Buckets;

    public override Plot Plot(float scale) => PanelPlot.Of(panel, trace, scale, Buckets);

    public override IEnumerable<FigureSeries> Series()
    {
        if (panel.SetPoint is { } set && trace.SetPoints.TryGetValue(set, out var setPoint))
        {
            double[] hours = [.. setPoint.Steps.Select(s => s.Hours)];
            yield return new FigureSeries("setpoint", set.Name, hours, [.. setPoint.Steps.Select(s => Own(s.Value))], []);
            yield return new FigureSeries("tolerance", set.Name, hours, [.. setPoint.Steps.Select(s => Own(s.Low))], [.. setPoint.Steps.Select(s => Own(s.High))]);

            double Own(double value) => setPoint.Unit.TryConvert(value, panel.Unit, out double converted) ? converted : value;
        }
        foreach (Tag tag in panel.Measurements)
        {
            Points points = trace.Measurements[(tag, panel.Unit)];
            foreach ((string kind, Series series) in ((string, Series)[])[("good", points.Good), ("uncertain", points.Uncertain)])
                if (series.Count > 0) yield return Line(kind, tag, series);
            if (points.Bad.Count > 0) yield return new FigureSeries("bad", tag.Name, Envelope.Of(points.Bad, Buckets).Hours, [], []);
        }
        if (panel.Estimate is { } estimate && trace.Estimates[(estimate, panel.Unit)] is { Count: > 0 } estimated)
        {
            yield return Line("estimate", estimate, estimated);
            (double[] at, double[] lower, double[] upper) = Envelope.Band(estimated, PanelPlot.Coverage95, Buckets);
            yield return new FigureSeries("interval", estimate.Name, at, lower, upper);
        }
        foreach (Tag tag in panel.Commands)
            if (trace.Commands[(tag, panel.Unit)] is { Count: > 0 } given) yield return Line("command", tag, given);
    }

    private FigureSeries Line(string kind, Tag tag, Series series)
    {
        (double[] hours, double[] values) = Envelope.Of(series, Buckets);
        return new FigureSeries(kind, tag.Name, hours, values, []);
    }
}
