using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace Titer.App.Web.Languages;

/// <summary>The languages of the pages; numbers are written alike in all of them, with a point.</summary>
internal static class Language
{
    /// <summary>As cultures are named; the first is that of whoever asks for none of them.</summary>
    public static readonly string[] Codes = ["en", "fr", "nl"];

    /// <summary>The one that a browser would rather have. <c>fr-BE</c> is French: without the data of all cultures, .NET does not know so itself.</summary>
    public static Task<ProviderCultureResult?> Asked(HttpContext context)
    {
        string? code = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(l => Codes.Contains(l));
        return Task.FromResult(code is null ? null : new ProviderCultureResult(code));
    }

    /// <summary>What its speakers call it.</summary>
    public static string Own(string code) => code switch { "fr" => "Français", "nl" => "Nederlands", _ => "English" };
}
