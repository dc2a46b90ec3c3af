namespace Titer.App.Web.Languages;

/// <summary>The texts around every page, in <c>ShellTexts.resx</c> and its languages.</summary>
internal sealed class ShellTexts;
