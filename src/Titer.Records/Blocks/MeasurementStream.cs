using Titer.Core;

namespace Titer.Records;

/// <summary>
/// Writes a stream of measurements into a record: takes them one by one, groups them into blocks and commits when the oldest that is not durable is
/// 100 ms old, or after two blocks, so that with the time of the commit itself it is durable within <see cref="MaximumAge"/>. Blocks are encoded and written by a thread of
/// the stream while the next one fills. When the storage is slower than the stream, <see cref="Add"/> waits: two blocks are in memory at most, and
/// nothing is ever dropped. One thread adds; the record belongs to the stream as long as that lives.
/// </summary>
public sealed class MeasurementStream : IDisposable
{
    /// <summary>A measurement is durable that long after it was added, at the latest, on a disk that syncs within 100 ms.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan CommitAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Some 450 kB of noisy values: large enough that what an entry costs does not count, small enough to be written in some milliseconds.</summary>
    private const int BlockSize = 1 << 15;

    /// <summary>Blocks of one commit: what a disk takes in some tens of milliseconds.</summary>
    private const int MostBlocks = 2;

    private readonly IRecord _record;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Thread _writer;
    private readonly object _gate = new();
    private Measurement[] _filling = new Measurement[BlockSize], _writing = new Measurement[BlockSize];
    private int _filled;
    private long _added, _acknowledged;
    private bool _armed, _due, _ended;
    private Exception? _failure;

    /// <param name="clock">Gives the times of the entries, and says when it is time to commit.</param>
    public MeasurementStream(IRecord record, TimeProvider clock)
    {
        (_record, _clock) = (record, clock);
        _timer = clock.CreateTimer(_ => Due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _writer = new Thread(Write) { IsBackground = true, Name = "measurement stream" };
        _writer.Start();
    }

    /// <summary>How many of the measurements added so far are durable: the first so many.</summary>
    public long Acknowledged
    {
        get
        {
            lock (_gate) return _acknowledged;
        }
    }

    /// <summary>Takes a measurement; waits while the storage is behind.</summary>
    /// <exception cref="IOException">The storage failed; what is not acknowledged is lost.</exception>
    public void Add(Measurement measurement)
    {
        lock (_gate)
        {
            while (_filled == BlockSize && _failure is null) Monitor.Wait(_gate);
            RequireSound();
            _filling[_filled++] = measurement;
            _added++;
            if (!_armed)
            {
                _armed = true;
                _timer.Change(CommitAfter, Timeout.InfiniteTimeSpan);
            }
            if (_filled == BlockSize) Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until everything added so far is durable.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public void Flush()
    {
        lock (_gate)
        {
            long added = _added;
            if (_acknowledged < added) Due();
            while (_acknowledged < added && _failure is null) Monitor.Wait(_gate);
            RequireSound();
        }
    }

    /// <summary>Ends the stream; what is not acknowledged is dropped. The record stays open.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
        _writer.Join();
        _timer.Dispose();
    }

    private void Due()
    {
        lock (_gate)
        {
            _due = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Write()
    {
        try
        {
            long written = 0;
            for (int blocks = 1; Next(blocks == MostBlocks) is { } next; blocks++)
            {
                if (next.Count > 0) _record.Append(_clock.GetUtcNow(), _writing.AsSpan(0, next.Count));
                written += next.Count;
                if (!next.Commit) continue;
                _record.Commit();
                blocks = 0;
                lock (_gate)
                {
                    _acknowledged = written;
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (Exception e)
        {
            // Whatever it was, it must reach whoever adds: this thread has nobody else to tell.
            lock (_gate)
            {
                _failure = e;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits for a block to write, and takes it; null when the stream has ended.</summary>
    private (int Count, bool Commit)? Next(bool last)
    {
        lock (_gate)
        {
            while (!_ended && !_due && _filled < BlockSize) Monitor.Wait(_gate);
            if (_ended) return null;
            (int count, bool commit) = (_filled, _due || last);
            (_filling, _writing, _filled) = (_writing, _filling, 0);
            if (commit) (_due, _armed) = (false, false);
            Monitor.PulseAll(_gate);
            return (count, commit);
        }
    }

    private void RequireSound()
    {
        if (_failure is { } e) throw new IOException($"The stream of measurements has ended: {e.Message}", e);
    }
}
