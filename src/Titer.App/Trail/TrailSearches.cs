using System.Collections.Concurrent;
using Titer.App.Reviews;
using Titer.App.Sites;

namespace Titer.App.Trail;

/// <summary>Searches for pages, one at a time on a turn of their own; the same search within some seconds is answered once.</summary>
internal sealed class TrailSearches(RunReviews runs, Site site, TimeProvider clock) : IDisposable
{
    /// <summary>Stands for the trail of the site and all runs, where a run is named.</summary>
    public const string All = "*";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string In, TrailQuery Query), (long Began, Lazy<Task<TrailFound>> Found)> _running = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The records to search.</summary>
    /// <param name="within">A run's name; empty for the trail of the site; <see cref="All"/> for both and all runs.</param>
    /// <exception cref="Core.InputException">There is no run of this name.</exception>
    public IReadOnlyList<TrailSource> Sources(string within)
    {
        var trail = new TrailSource("", site.Settings.Trail);
        if (within.Length == 0) return [trail];
        if (within == All) return [trail, .. runs.All.Select(r => runs.PlaceOf(r.Name) is { } place ? new TrailSource(r.Name, place.Record) : null).OfType<TrailSource>()];
        return [new TrailSource(within, (runs.PlaceOf(within) ?? throw new Core.InputException($"There is no run '{Visible.Of(within)}'.")).Record)];
    }

    /// <inheritdoc cref="Sources" path="/param"/>
    /// <inheritdoc cref="Sources" path="/exception"/>
    public Task<TrailFound> Find(string within, TrailQuery query)
    {
        foreach (var key in _running.Keys)
            if (_running.TryGetValue(key, out var old) && clock.GetElapsedTime(old.Began) > Fresh && old.Found.Value.IsCompleted) _running.TryRemove(key, out _);
        IReadOnlyList<TrailSource> sources = Sources(within);
        return _running.GetOrAdd((within, query), _ => (clock.GetTimestamp(), new(() => Search(sources, query)))).Found.Value;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _one.Dispose();
    }

    private async Task<TrailFound> Search(IReadOnlyList<TrailSource> sources, TrailQuery query)
    {
        await _one.WaitAsync(_stopping.Token);
        try
        {
            return await Task.Run(() => TrailSearch.Find(sources, query, _stopping.Token), _stopping.Token);
        }
        finally
        {
            _one.Release();
        }
    }
}
