namespace Titer.App.Web.Charts;

/// <summary>The words of a chart; English unless the caller translates them.</summary>
public sealed record TrendTexts
{
    public string Chart { get; init; } = "chart of trends";
    public string ZoomIn { get; init; } = "Show less time";
    public string ZoomOut { get; init; } = "Show more time";
    public string Earlier { get; init; } = "Earlier";
    public string Later { get; init; } = "Later";
    public string Live { get; init; } = "Live";
    public string Now { get; init; } = "now";
    public string Time { get; init; } = "Time of the batch, h";
    public string Help { get; init; } = "Left and right arrow move the cursor, with Shift by ten; Home and End go to the first and last point; "
        + "Page up and down move in time; plus and minus zoom; Escape follows the batch again.";
    public string Table { get; init; } = "Values as a table";
    public string Caption { get; init; } = "Values as they were at";
    public string LegendBand { get; init; } = "Shaded: \u00b1 expanded uncertainty (k = 2); darker: smallest to largest value";
    public string LegendBad { get; init; } = "bad";
    public string LegendUncertain { get; init; } = "out of specification";
    public string NoValue { get; init; } = "no value";
    public string Measured { get; init; } = "measured";
    public string Estimated { get; init; } = "estimated";
    public string Setpoint { get; init; } = "set point";
    public string Plan { get; init; } = "planned";
    public string Bad { get; init; } = "bad";
    public string Uncertain { get; init; } = "out of specification";
}
