namespace Titer.App.Web.Charts;

/// <param name="Name">In the language of the reader: "high alarm".</param>
/// <param name="Value">In the unit of the chart.</param>
public sealed record TrendLimit(string Name, double Value);
