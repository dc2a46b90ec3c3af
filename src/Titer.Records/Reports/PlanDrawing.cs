using ScottPlot;
using Titer.Core;
using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>One trend with plans laid over it as a figure of a document.</summary>
internal sealed class PlanDrawing(ReportPanel panel, BatchTrace trace, IReadOnlyList<Decision> chosen) : FigureDrawing
{
    public override (int Width, int Height) Size => (916, 220);
    public override float Sharpness => 2;

    public override Plot Plot(float scale) => PlanPlot.Of(panel, trace, chosen, scale);

    public override IEnumerable<FigureSeries> Series()
    {
        foreach (Decision decision in chosen)
        {
            for (int column = 0; column < decision.Plan.Columns.Length; column++)
            {
                Variable planned = decision.Plan.Columns[column];
                if (planned.Tag != panel.Estimate && !panel.Commands.Contains(planned.Tag)) continue;
                double start = trace.Hours(decision.Time);
                int at = column;
                yield return new FigureSeries("plan", planned.Tag.Name, [.. decision.Plan.Hours.Select(h => start + h)],
                    [.. decision.Plan.Hours.Select((_, row) => trace.Convert(decision.Plan[row, at], planned.Unit, panel.Unit, planned.Tag))], []);
            }
        }
    }
}
