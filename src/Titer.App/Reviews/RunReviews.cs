using System.Collections.Concurrent;
using System.Collections.Immutable;
using Titer.App.Hosting;
using Titer.App.People;
using Titer.App.Runs;
using Titer.App.Signing;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;

namespace Titer.App.Reviews;

/// <summary>
/// The runs of the runs folder for quality. Records are read one at a time on a turn of their own, the ones that somebody looks at first, and again only when
/// their files have changed; whoever asks gets at once what is known. Whoever signs is checked here, so that page and API cannot forget it.
/// </summary>
internal sealed class RunReviews(UnitHostSettings settings, UnitHost units, Site site, TimeProvider clock) : IDisposable
{
    /// <summary>A record that another process writes is not read again sooner.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2), ReadEvery = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _wanted = new();
    private readonly PeopleDirectory _people = new(site);
    private readonly TrailNotes _notes = new(site);
    private readonly SemaphoreSlim _reading = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private long _looked;
    private int _looking;

    /// <summary>All runs, the newest first, as far as they are known now.</summary>
    public ImmutableArray<RunReview> All
    {
        get
        {
            Look();
            return [.. _known.Values.Select(k => k.Review).OrderByDescending(r => r.Began ?? DateTimeOffset.MaxValue).ThenBy(r => r.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>A run as far as it is known now; it is read before others.</summary>
    /// <returns>Null when there is none of this name.</returns>
    public RunReview? Find(string name)
    {
        if (!_known.ContainsKey(name) && PlaceOf(name) is null) return null;
        if (!_known.TryGetValue(name, out Known? known) || known.Review.State == ReviewState.Reading) _wanted.Enqueue(name);
        Look();
        return known?.Review ?? new RunReview(name, ReviewState.Reading);
    }

    /// <inheritdoc cref="RunPlace.Within"/>
    public RunPlace? PlaceOf(string name) => RunPlace.Within(settings.Runs, name);

    /// <summary>Reads one run now, unless its files are as they were.</summary>
    /// <exception cref="InputException">There is none of this name.</exception>
    public async Task<RunReview> Read(string name)
    {
        RunPlace place = PlaceOf(name) ?? throw new InputException($"There is no run '{Visible.Of(name)}'.");
        await _reading.WaitAsync(_stopping.Token);
        try
        {
            return await Task.Run(() => Take(place, name, Stamp(place.Folder)), _stopping.Token);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Signs exactly what somebody was shown.</summary>
    /// <param name="who">Just proved for this.</param>
    /// <returns>The run after it.</returns>
    /// <exception cref="InputException">They may not; or the record is not the one that was shown; nothing was signed.</exception>
    public async Task<RunReview> Sign(RunReview shown, SigningAct act, Identified who)
    {
        _people.Require(who, act.Duty);
        RunPlace place = PlaceOf(shown.Name) ?? throw new InputException($"There is no run '{Visible.Of(shown.Name)}'.");
        await Task.Run(() =>
        {
            using var desk = new SigningDesk(place, site, RunArgument.Signer(settings.Key));
            desk.Sign(who, act, () => desk.Require(shown.Document));
        }, _stopping.Token);
        return await Read(shown.Name);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _reading.Dispose();
    }

    /// <summary>Begins a look at the folder, unless there is one under way or there was one just now.</summary>
    private void Look()
    {
        long looked = Interlocked.Read(ref _looked);
        if (_wanted.IsEmpty && looked != 0 && clock.GetElapsedTime(looked) < LookEvery) return;
        if (_stopping.IsCancellationRequested || Interlocked.Exchange(ref _looking, 1) != 0) return;
        ImmutableArray<string> names = RunFolder.Names(settings.Runs);
        foreach (string gone in _known.Keys.Where(n => !names.Contains(n))) _known.TryRemove(gone, out _);
        foreach (string name in names) _known.TryAdd(name, new Known(new RunReview(name, ReviewState.Reading), default, 0));
        _ = Task.Run(() => ReadAll(names), CancellationToken.None);
    }

    private async Task ReadAll(ImmutableArray<string> names)
    {
        try
        {
            var left = new Stack<string>(names.OrderBy(n => File.GetLastWriteTimeUtc(RunFolder.RecordOf(Path.Combine(settings.Runs, n)))));
            while (!_stopping.IsCancellationRequested && (_wanted.TryDequeue(out string? next) || left.TryPop(out next)))
                if (names.Contains(next)) await Reread(next);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException or ObjectDisposedException)
        {
            // The folder is not to be read now, or the server goes down; the next look tries again.
        }
        finally
        {
            Interlocked.Exchange(ref _looked, clock.GetTimestamp());
            Interlocked.Exchange(ref _looking, 0);
        }
    }

    private async Task Reread(string name)
    {
        if (PlaceOf(name) is not { } place) return;
        if (units.Find(name) is { Turning.IsCompleted: false })
        {
            _known[name] = new Known(new RunReview(name, ReviewState.Running), default, 0);
            return;
        }
        FileStamp stamp = Stamp(place.Folder);
        if (_known.TryGetValue(name, out Known? known) && known.ReadAt != 0)
        {
            // What the trail does not have yet may be there a moment later.
            if (known.Stamp == stamp && known.Review.Disagreement.Length == 0) return;
            if (known.Review.State == ReviewState.Unfinished && clock.GetElapsedTime(known.ReadAt) < ReadEvery) return;
        }
        await Read(name);
    }

    private RunReview Take(RunPlace place, string name, FileStamp stamp)
    {
        RunReview review;
        try
        {
            using IRecord record = place.Record.Open();
            string head = Convert.ToHexStringLower(record.Head.Span);
            review = _known.GetValueOrDefault(name)?.Review is { Verification.Ok: true } same && same.Head == head && _known[name].Stamp == stamp
                ? same : BatchRecordReading.Review(record, name);
            _notes.Refresh();
            review = review with { Disagreement = review.Ledger is null ? "" : _notes.Disagreement(record, place.Record, review.Ledger) };
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            review = new RunReview(name, ReviewState.Unreadable) { Trouble = e.Message };
        }
        _known[name] = new Known(review, stamp, clock.GetTimestamp());
        return review;
    }

    // A writer appends to the log beside the file; either changes with every commit.
    private static FileStamp Stamp(string folder)
    {
        var file = new FileInfo(RunFolder.RecordOf(folder));
        var log = new FileInfo(file.FullName + "-wal");
        bool goesOn = log.Exists && log.Length > 0;
        return new FileStamp(file.Length, file.LastWriteTimeUtc, goesOn ? log.Length : 0, goesOn ? log.LastWriteTimeUtc : default);
    }

    /// <param name="ReadAt">By the clock's counter; 0 when it was not read.</param>
    private sealed record Known(RunReview Review, FileStamp Stamp, long ReadAt);

    private readonly record struct FileStamp(long Length, DateTime Written, long LogLength, DateTime LogWritten);
}
