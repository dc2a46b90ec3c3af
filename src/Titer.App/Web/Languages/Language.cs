namespace Titer.App.Web.Languages;

/// <summary>The languages of the pages; numbers are written alike in all of them, with a point.</summary>
internal static class Language
{
    /// <summary>As cultures are named; the first is that of whoever asks for none of them.</summary>
    public static readonly string[] Codes = ["en", "fr", "nl"];

    /// <summary>What its speakers call it.</summary>
    public static string Own(string code) => code switch { "fr" => "Français", "nl" => "Nederlands", _ => "English" };
}
