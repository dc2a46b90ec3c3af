using System.Collections.Immutable;

namespace Titer.Records.Reports;

/// <summary>The trends, as images inside the page.</summary>
internal static class TrendSection
{
    /// <summary>From this many panels on they stand two to a row.</summary>
    private const int Many = 25;

    private readonly record struct Size(int Width, int Height, float Scale, int Buckets, string Class);

    // Two pixels per point print sharply; the 96 panels of 48 cultures would take 10 MB and five seconds with them.
    private static readonly Size Full = new(916, 196, 2, Envelope.Buckets, "full"), Half = new(452, 150, 1, 226, "half");

    public static void Write(HtmlText html, BatchTrace trace, ImmutableArray<ReportPanel> panels)
    {
        if (panels.IsEmpty) return;
        html.Section("Trends");
        const string band = $"""<rect y="2" width="26" height="8" fill="{Palette.Estimate}" opacity=".2"/>""";
        const string line = $"""<line y1="6" x2="26" y2="6" stroke="{Palette.Estimate}" stroke-width="1.6"/>""";
        const string tolerance = $"""<rect y="1" width="26" height="10" fill="{Palette.SetPoint}" opacity=".12"/>""";
        const string dashes = $"""<line y1="6" x2="26" y2="6" stroke="{Palette.SetPoint}" stroke-width="1.4" stroke-dasharray="4 2"/>""";
        const string cross = $"""<path d="M2 2 L10 10 M10 2 L2 10" stroke="{Palette.Bad}" stroke-width="1.6"/>""";
        string step = $"""<path d="M0 9 H12 V3 H26" fill="none" stroke="{Palette.Commands[0]}" stroke-width="1.4"/>""";
        html.Markup($"""
            <div class="legend">
            <span><svg width="26" height="12">{band}{line}</svg>estimate with 95 % interval</span>
            <span><svg width="26" height="12">{tolerance}{dashes}</svg>set point with tolerance</span>
            <span><svg width="12" height="12"><circle cx="6" cy="6" r="2.5" fill="{Palette.Point}"/></svg>measurement, good</span>
            <span><svg width="12" height="12"><circle cx="6" cy="6" r="2.5" fill="{Palette.Uncertain}"/></svg>uncertain</span>
            <span><svg width="12" height="12">{cross}</svg>bad: not used, its time at the lower edge</span>
            <span><svg width="12" height="12"><path d="M6 1 L11 6 L6 11 L1 6 Z" fill="{Palette.Ink}"/></svg>sample with 95 % interval</span>
            <span><svg width="26" height="12">{step}</svg>command</span>
            </div>

            """);
        var images = new string[panels.Length];
        Size size = panels.Length < Many ? Full : Half;
        // Each panel is its own drawing; their order in the page is that of the layout whichever is finished first.
        Parallel.For(0, panels.Length, i => images[i] = Convert.ToBase64String(Png(panels[i], trace, size)));
        for (int i = 0; i < panels.Length; i++)
        {
            Figure(html, panels[i], size.Class, $"Trend of {panels[i].Title}", images[i]);
        }
        html.Element("p", "Time in hours since the start of the record; dotted lines: starts of phases. "
            + "Long series are drawn by their smallest and largest values, so that no spike is lost.", "note").End();
    }

    /// <summary>One drawing under the title of its panel, with the names of commands in their colours where there are several.</summary>
    /// <param name="png">The drawing, PNG in base64.</param>
    public static void Figure(HtmlText html, ReportPanel panel, string @class, string description, string png)
    {
        html.Markup($"<figure class=\"{@class}\"><figcaption>").Text(PanelPlot.Title(panel));
        if (panel.Commands.Length > 1)
            for (int c = 0; c < panel.Commands.Length; c++)
            {
                html.Markup($"<span style=\"color:{Palette.Commands[c % Palette.Commands.Length]}\">").Text(panel.Commands[c].Name).Markup("</span>");
            }
        html.Markup("</figcaption><img class=\"trend\" alt=\"").Text(description)
            .Markup("\" src=\"data:image/png;base64,").Markup(png).Markup("\"></figure>\n");
    }

    private static byte[] Png(ReportPanel panel, BatchTrace trace, Size size)
    {
        int width = (int)(size.Width * size.Scale), height = (int)(size.Height * size.Scale);
        using ScottPlot.Plot plot = PanelPlot.Of(panel, trace, size.Scale, size.Buckets);
        return PngImage.Of(width, height, canvas => plot.Render(canvas, width, height));
    }
}
