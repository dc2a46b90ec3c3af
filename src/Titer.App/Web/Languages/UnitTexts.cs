namespace Titer.App.Web.Languages;

/// <summary>The texts of units, in <c>UnitTexts.resx</c> and its languages.</summary>
internal sealed class UnitTexts;
