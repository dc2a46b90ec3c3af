using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Titer.App.Hosting;
using Titer.App.Sites;
using Titer.App.Web.Access;

namespace Titer.App.Web.Api.Units;

/// <summary>
/// Live values of a unit as server-sent events (WHATWG HTML, 9.2). The stream takes the newest snapshot when the client is ready for one and queues
/// nothing: a client that is slow misses values and holds no unit. <c>unit</c> is the unit as it stands, <c>happened</c> an event since the id that
/// the client had last, <c>beat</c> says that the stream lives.
/// </summary>
internal static class UnitEvents
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250), Beat = TimeSpan.FromSeconds(15), Again = TimeSpan.FromSeconds(5);

    public static ServerSentEventsResult<object> Stream(string id, UnitHost host, HttpContext context, Site site, TimeProvider clock)
    {
        UnitEndpoints.Find(host, id);
        // A moment of the batch: what happened up to it the client has.
        DateTimeOffset seen = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            && last <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(last, TimeSpan.Zero) : DateTimeOffset.MinValue;
        return TypedResults.ServerSentEvents(Items(id, host, context, site, clock, seen, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<object>> Items(
        string id, UnitHost host, HttpContext context, Site site, TimeProvider clock, DateTimeOffset seen, [EnumeratorCancellation] CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, clock);
        UnitSnapshot? shown = null;
        long beat = clock.GetTimestamp(), looked = beat;
        while (host.Find(id)?.Snapshot is { } now)
        {
            if (clock.GetElapsedTime(looked) >= Beat)
            {
                // The stream of somebody whose session or token is over ends.
                if (!context.IsStillThere(site)) yield break;
                looked = clock.GetTimestamp();
            }
            if (!ReferenceEquals(now, shown))
            {
                foreach (Core.Event happened in now.Happened)
                    if (happened.Time > seen)
                        yield return Item("happened", happened.Time, EventView.Of(happened));
                seen = now.Happened.Length > 0 && now.Happened[^1].Time > seen ? now.Happened[^1].Time : seen;
                shown = now;
                beat = clock.GetTimestamp();
                yield return Item("unit", seen, UnitView.Of(now));
            }
            else if (clock.GetElapsedTime(beat) >= Beat)
            {
                beat = clock.GetTimestamp();
                yield return Item("beat", seen, new { });
            }
            if (!await Next(timer, stop)) yield break;
        }
    }

    private static SseItem<object> Item(string kind, DateTimeOffset seen, object content) => new(content, kind)
    {
        EventId = seen == DateTimeOffset.MinValue ? null : seen.UtcTicks.ToString(CultureInfo.InvariantCulture), ReconnectionInterval = Again,
    };

    private static async ValueTask<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
