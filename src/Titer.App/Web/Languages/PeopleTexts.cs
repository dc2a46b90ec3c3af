namespace Titer.App.Web.Languages;

/// <summary>The texts of accounts and sessions, in <c>PeopleTexts.resx</c> and its languages.</summary>
internal sealed class PeopleTexts;
