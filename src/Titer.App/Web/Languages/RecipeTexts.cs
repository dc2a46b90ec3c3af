namespace Titer.App.Web.Languages;

/// <summary>The texts of recipes, in <c>RecipeTexts.resx</c> and its languages.</summary>
internal sealed class RecipeTexts;
