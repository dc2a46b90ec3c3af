namespace Titer.App.Web.Languages;

/// <summary>The texts of the audit trail's page, in <c>TrailTexts.resx</c> and its languages.</summary>
internal sealed class TrailTexts;
