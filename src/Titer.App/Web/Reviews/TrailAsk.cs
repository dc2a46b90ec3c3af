using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Titer.App.Trail;
using Titer.Core;

namespace Titer.App.Web.Reviews;

/// <summary>What a person asks of the trail, as an address holds it.</summary>
/// <param name="Within">As of <see cref="TrailSearches.Sources"/>.</param>
public sealed record TrailAsk(string Within, string From, string To, string Who, string What, string Kind, string Text, int Page)
{
    private const int Longest = 200;

    public static TrailAsk Of(IQueryCollection query)
    {
        string Of(string key) => query[key].ToString();
        return new TrailAsk(Of("in"), Of("from"), Of("to"), Of("who"), Of("what"), Of("kind"), Of("text"),
            int.TryParse(Of("page"), NumberStyles.None, CultureInfo.InvariantCulture, out int page) ? Math.Max(page, 1) : 1);
    }

    /// <exception cref="InputException">A moment is none, or a text is too long to be looked for.</exception>
    internal TrailQuery Query()
    {
        foreach (string text in (ImmutableArray<string>)[From, To, Who, What, Kind, Text])
            if (text.Length > Longest) throw new InputException($"What is looked for has at most {Longest} characters.");
        return new TrailQuery(TrailQuery.Moment(OrNull(From), "from"), TrailQuery.Moment(OrNull(To), "to"),
            OrNull(Who), OrNull(What), OrNull(Kind), OrNull(Text));
    }

    /// <summary>The address of this search.</summary>
    /// <param name="path">Of the page or of the file.</param>
    public string At(string path)
    {
        (string Key, string Value)[] all =
        [
            ("in", Within), ("from", From), ("to", To), ("who", Who), ("what", What), ("kind", Kind), ("text", Text),
            ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : ""),
        ];
        string query = string.Join('&', all.Where(a => a.Value.Length > 0).Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value)}"));
        return query.Length > 0 ? $"{path}?{query}" : path;
    }

    private static string? OrNull(string text) => text.Trim() is { Length: > 0 } some ? some : null;
}
