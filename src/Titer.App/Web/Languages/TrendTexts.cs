namespace Titer.App.Web.Languages;

/// <summary>The texts of charts, in <c>TrendTexts.resx</c> and its languages; <c>wwwroot/js/trend-chart.js</c> has them by these names.</summary>
internal sealed class TrendTexts;
