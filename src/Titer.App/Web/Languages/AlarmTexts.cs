namespace Titer.App.Web.Languages;

/// <summary>The texts of alarms, in <c>AlarmTexts.resx</c> and its languages.</summary>
internal sealed class AlarmTexts;
