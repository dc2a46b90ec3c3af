using System.Collections.Immutable;
using Titer.Records.Documents;

namespace Titer.Records.Reports;

/// <summary>The trends.</summary>
internal static class TrendSection
{
    /// <summary>From this many panels on they stand two to a row.</summary>
    private const int Many = 25;

    public static void Write(DocumentBuilder document, BatchTrace trace, ImmutableArray<ReportPanel> panels)
    {
        if (panels.IsEmpty) return;
        document.Section("Trends", newPage: true).Add(new TrendLegend());
        bool half = panels.Length >= Many;
        foreach (ReportPanel panel in panels)
            Figure(document, panel, $"Trend of {panel.Title}", new TrendDrawing(panel, trace, half), half);
        document.Note("Time in hours since the start of the record; dotted lines: starts of phases. "
            + "Long series are drawn by their smallest and largest values, so that no spike is lost.");
    }

    /// <summary>One drawing under the title of its panel, with the names of commands in their colours where there are several.</summary>
    public static void Figure(DocumentBuilder document, ReportPanel panel, string description, FigureDrawing drawing, bool isHalf) =>
        document.Add(new Figure(PanelPlot.Title(panel), description, panel.Commands.Length < 2 ? []
            : [.. panel.Commands.Select((c, i) => (c.Name, Palette.Commands[i % Palette.Commands.Length]))], drawing, isHalf));
}
