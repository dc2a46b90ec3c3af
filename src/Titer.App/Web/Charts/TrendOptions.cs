using Microsoft.Extensions.Localization;
using Titer.App.Web.Languages;

namespace Titer.App.Web.Charts;

/// <summary>A trend as <c>wwwroot/js/trend-chart.js</c> wants it: times in hours and milliseconds since 1970, words in the language of the page.</summary>
internal sealed record TrendOptions(
    string Title, string Unit, long Start, double Window, double Kept, double Ahead, double Span, int Decimals, bool Clock, string Language,
    TrendOptions.Curve[] Curves, TrendLimit[] Limits, Dictionary<string, string> Texts)
{
    public sealed record Curve(string Name, string Role);

    /// <param name="language">Tag of a language (BCP 47), in which dates are written.</param>
    public static TrendOptions Of(Trend trend, IStringLocalizer<TrendTexts> texts, string language) => new(
        trend.Title, trend.Unit, trend.Start.ToUnixTimeMilliseconds(), trend.Window.TotalHours, trend.Kept.TotalHours, trend.Ahead.TotalHours,
        trend.LeastSpan, trend.Decimals, trend.ByClock, language,
        [.. trend.Curves.Select(c => new Curve(c.Name, c.Role.ToString().ToLowerInvariant()))], [.. trend.Limits],
        texts.GetAllStrings().ToDictionary(t => char.ToLowerInvariant(t.Name[0]) + t.Name[1..], t => t.Value));
}
