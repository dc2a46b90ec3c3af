namespace Titer.App.Web.Charts;

/// <param name="Name">In the language of the reader.</param>
public sealed record TrendCurve(string Name, TrendRole Role);
