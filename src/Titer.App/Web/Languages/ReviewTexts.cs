namespace Titer.App.Web.Languages;

/// <summary>The texts of review and release, in <c>ReviewTexts.resx</c> and its languages.</summary>
internal sealed class ReviewTexts;
