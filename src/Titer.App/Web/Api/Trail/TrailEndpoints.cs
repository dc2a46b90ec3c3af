using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.People;
using Titer.App.Sites;
using Titer.App.Trail;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Web.Api.Trail;

/// <summary>Search of the audit trail of the site.</summary>
internal static class TrailEndpoints
{
    private const int Most = 10_000;

    public static void MapTrail(this IEndpointRouteBuilder api) => api.MapGet("/trail", Search).WithTags("Audit trail")
        .RequireAuthorization(nameof(Duty.ReviewTrail)).WithSummary("Searches the audit trail: who, when, what, old, new, reason; the newest lines.");

    private static FoundView Search(Site site, string? from, string? to, string? who, string? what, string? kind, string? text, int most = 200)
    {
        if (most is < 1 or > Most) throw new InputException($"A search gives 1 to {Most} lines.");
        var query = new TrailQuery(TrailQuery.Moment(from, "from"), TrailQuery.Moment(to, "to"), who, what, kind, text);
        using IRecord record = site.Settings.Trail.Open();
        var newest = new Queue<TrailLine>();
        int found = 0;
        Verification checkedAs = TrailReading.Read(record, query, line =>
        {
            found++;
            newest.Enqueue(line);
            if (newest.Count > most) newest.Dequeue();
        }).Result;
        return new FoundView(found, checkedAs.Ok, $"{checkedAs}", [.. newest.Select(l => new LineView(l.Number, l.Hash, l.Event.Time, l.Event.Kind, l.Event.Code,
            l.Who, l.PersonId, l.What, l.Old, l.New, l.Reason, l.Event.Message))]);
    }

    /// <param name="Found">How many lines there are; <paramref name="Lines"/> has the newest of them.</param>
    /// <param name="Ok">The whole trail is sound.</param>
    private sealed record FoundView(int Found, bool Ok, string Check, IReadOnlyList<LineView> Lines);

    private sealed record LineView(long Entry, string Hash, DateTimeOffset Time, EventKind Kind, string Code, string Who, string PersonId, string What,
        string Old, string New, string Reason, string Message);
}
