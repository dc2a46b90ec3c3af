namespace Titer.App.Web.Languages;

/// <summary>The texts of the sensing lab, in <c>LaboratoryTexts.resx</c> and its languages.</summary>
internal sealed class LaboratoryTexts;
