using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>The marks of trends and what they mean, the same in every form.</summary>
internal static class LegendMarks
{
    public const string Estimate = "estimate with 95 % interval", SetPoint = "set point with tolerance", Good = "measurement, good", Uncertain = "uncertain",
        Bad = "bad: not used, its time at the lower edge", Sample = "sample with 95 % interval", Command = "command";

    public static readonly string[] All = [Estimate, SetPoint, Good, Uncertain, Bad, Sample, Command];

    private const string Band = $"""<rect y="2" width="26" height="8" fill="{Palette.Estimate}" opacity=".2"/>""";
    private const string Line = $"""<line y1="6" x2="26" y2="6" stroke="{Palette.Estimate}" stroke-width="1.6"/>""";
    private const string Tolerance = $"""<rect y="1" width="26" height="10" fill="{Palette.SetPoint}" opacity=".12"/>""";
    private const string Dashes = $"""<line y1="6" x2="26" y2="6" stroke="{Palette.SetPoint}" stroke-width="1.4" stroke-dasharray="4 2"/>""";
    private const string Cross = $"""<path d="M2 2 L10 10 M10 2 L2 10" stroke="{Palette.Bad}" stroke-width="1.6"/>""";

    public static readonly string Html = $"""
        <div class="legend">
        <span><svg width="26" height="12">{Band}{Line}</svg>{Estimate}</span>
        <span><svg width="26" height="12">{Tolerance}{Dashes}</svg>{SetPoint}</span>
        <span><svg width="12" height="12"><circle cx="6" cy="6" r="2.5" fill="{Palette.Point}"/></svg>{Good}</span>
        <span><svg width="12" height="12"><circle cx="6" cy="6" r="2.5" fill="{Palette.Uncertain}"/></svg>{Uncertain}</span>
        <span><svg width="12" height="12">{Cross}</svg>{Bad}</span>
        <span><svg width="12" height="12"><path d="M6 1 L11 6 L6 11 L1 6 Z" fill="{Palette.Ink}"/></svg>{Sample}</span>
        <span><svg width="26" height="12"><path d="M0 9 H12 V3 H26" fill="none" stroke="{Palette.Commands[0]}" stroke-width="1.4"/></svg>{Command}</span>
        </div>

        """;
}
