using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// A record on a server that may go away (docs/record.md, decision 16). While the server answers, this is its record and nothing else. When it does
/// not, what it has not acknowledged goes to a record of the same chain in a local file, and so does everything after it: the loop goes on, and a
/// commit is durable here. With growing pauses the server is tried again; it is given what it lacks in the order of the chain, in portions, so that
/// no commit waits for long. What a commit whose answer was lost has left there is recognised by number and hash. A server on which somebody else
/// has gone on with the run takes nothing: <see cref="Commit"/> throws, and the spool stays as it is.
/// <para>Going away, coming back and reaching the bound are events of kind Run in the record, which a replay skips.</para>
/// </summary>
public sealed class SpooledRecord : IRecord
{
    /// <summary>Entries that one commit forwards at most; a second's work of a slow server.</summary>
    private const int Portion = 20_000;

    private const long PortionBytes = 32 << 20;

    private readonly Func<IRecord> _open;
    private readonly Spool _spool;
    private readonly List<(DateTimeOffset Time, object Content)> _pending = [];

    // The server answers: _server alone. It is away: _local alone. It is back and lacks something: both.
    private IRecord? _server;
    private SqliteRecord? _local;
    private long _acknowledged, _tried;
    private byte[] _head = [];
    private string _away = "", _refused = "";
    private TimeSpan _pause;
    private DateTimeOffset _now;
    private bool _ended;

    private SpooledRecord(IRecord server, Func<IRecord> open, Spool spool) => (_server, _open, _spool) = (server, open, spool);

    public long Count => Present.Count;

    public ReadOnlyMemory<byte> Head => Present.Head;

    private IRecord Present => (IRecord?)_local ?? _server!;

    /// <summary>Begins a record; the server must be there.</summary>
    /// <param name="create">Creates the record on the server.</param>
    /// <param name="open">Opens it again to go on; gives up within the spool's patience.</param>
    /// <exception cref="InputException">As of <paramref name="create"/>, or the folder of the spool holds that of another run.</exception>
    public static SpooledRecord Create(Func<IRecord> create, Func<IRecord> open, Spool spool)
    {
        if (File.Exists(spool.File))
            throw new InputException(spool.Folder, "this folder holds entries of a run whose server was away; resume that run, or give another --out.");
        var record = new SpooledRecord(create(), open, spool);
        record.Acknowledge();
        return record;
    }

    /// <summary>Goes on with a record, after the server was given what a spool still holds.</summary>
    /// <inheritdoc cref="Create" path="/param"/>
    /// <exception cref="InputException">As of <paramref name="open"/>, or somebody else has gone on with the run; the spool stays then.</exception>
    public static SpooledRecord OpenForAppend(Func<IRecord> open, Spool spool)
    {
        var record = new SpooledRecord(open(), open, spool);
        try
        {
            if (File.Exists(spool.File)) record.ForwardLeft();
            record.Acknowledge();
            return record;
        }
        catch (IOException e)
        {
            record.Dispose();
            throw new InputException(e.Message, e);
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    public long Append(DateTimeOffset time, Frame frame) => Append(time, (object)frame);

    public long Append(DateTimeOffset time, Measurement measurement) => Append(time, (object)measurement);

    public long Append(DateTimeOffset time, ReadOnlySpan<Measurement> measurements) => Append(time, (object)ImmutableArray.Create(measurements));

    public long Append(DateTimeOffset time, Estimate estimate) => Append(time, (object)estimate);

    public long Append(DateTimeOffset time, Command command) => Append(time, (object)command);

    public long Append(DateTimeOffset time, Event happened)
    {
        _ended = happened.Code == ChainCheck.RunCompleted;
        return Append(time, (object)happened);
    }

    public long Append(DateTimeOffset time, Decision decision) => Append(time, (object)decision);

    /// <inheritdoc/>
    /// <exception cref="IOException">Neither the server nor the spool takes it, the spool has reached its bound, or somebody else has gone on with
    /// the run.</exception>
    public void Commit()
    {
        RequireAccepted();
        if (_local is null)
        {
            try
            {
                _server!.Commit();
                Acknowledge();
                return;
            }
            catch (IOException e)
            {
                Leave(e.Message);
            }
        }
        if (_away.Length > 0 && !_ended)
        {
            Record(Spool.Away, Severity.High, $"The server of the record is away; entries are kept in {_spool.Folder} until it is back, "
                + $"at most {_spool.Bound >> 20} MiB ({_away.TrimEnd('.')}).");
            _away = "";
        }
        _local!.Commit();
        if (_server is not null || _spool.Clock.GetElapsedTime(_tried) >= _pause) Forward();
        if (_local is not null && _server is null && _spool.Bytes() > _spool.Bound) Stop();
    }

    public IEnumerable<Entry> Read(long from = 1) => _local is null ? _server!.Read(from)
        : from > _acknowledged ? _local.Read(from)
        : throw new IOException($"The server of the record is away; here are its entries from {_acknowledged + 1} on.");

    public Seals Seals() => _local is null ? _server!.Seals() : throw new IOException("The server of the record is away, and with it the checkpoints.");

    public string? StorageFault() => Present.StorageFault();

    public void Dispose()
    {
        _server?.Dispose();
        _local?.Dispose();
    }

    private long Append(DateTimeOffset time, object content)
    {
        RequireAccepted();
        _now = time;
        if (_local is null)
        {
            try
            {
                long number = _server!.Append(time, content);
                _pending.Add((time, content));
                return number;
            }
            catch (IOException e)
            {
                Leave(e.Message);
            }
        }
        return _local!.Append(time, content);
    }

    private void Acknowledge()
    {
        (_acknowledged, _head) = (_server!.Count, _server.Head.ToArray());
        _pending.Clear();
    }

    /// <summary>The server is away: what it has not acknowledged goes to the spool, and so does what follows.</summary>
    private void Leave(string why)
    {
        Lose();
        (_away, _pause) = (why, _spool.FirstPause);
        try
        {
            _local = SqliteRecord.Continue(_spool.File, _acknowledged, _head);
        }
        catch (InputException e)
        {
            Refuse($"{why.TrimEnd('.')}; and the entries cannot be kept here: {e.Message}");
        }
        foreach ((DateTimeOffset time, object content) in _pending) _local!.Append(time, content);
        _pending.Clear();
    }

    private void Lose()
    {
        _server?.Dispose();
        _server = null;
        _tried = _spool.Clock.GetTimestamp();
        _pause = _pause * 2 < Spool.LongestPause ? _pause * 2 : Spool.LongestPause;
    }

    private void Forward()
    {
        try
        {
            if (_server is null && !Reach()) return;
            Give();
            if (_server!.Count < _local!.Count) return;
            if (!_ended)
            {
                Record(Spool.Back, Severity.Low, $"The server of the record is back and has the {_local.Count - _acknowledged} entries that were kept meanwhile.");
                _local.Commit();
                _away = "it went away again";
                Give();
            }
        }
        catch (IOException e) when (_refused.Length == 0)
        {
            if (_away.Length > 0) _away = e.Message;
            Lose();
            return;
        }
        Rejoin();
    }

    /// <summary>True when the server is there and holds the beginning of what is here.</summary>
    private bool Reach()
    {
        bool fits;
        try
        {
            _server = _open();
            fits = Fits() && _server.Count <= _local!.Count;
        }
        catch (InputException)
        {
            // Away, or busy with what is left of our own session. Whoever else writes the run makes it one that does not fit.
            Lose();
            return false;
        }
        return fits || Refuse(Strange(_server.Count));
    }

    /// <summary>Whether the last entry that both have is the same.</summary>
    private bool Fits()
    {
        long both = Math.Min(_server!.Count, _local!.Count);
        if (both < _acknowledged) return false;
        ReadOnlySpan<byte> here = both == _acknowledged ? _head : _local.Read(both).First().Hash.Span;
        return here.SequenceEqual(both == _server.Count ? _server.Head.Span : _server.Read(both).First().Hash.Span);
    }

    /// <summary>Gives the server the next portion of what it lacks.</summary>
    private void Give()
    {
        var decoder = new EntryDecoder();
        long bytes = 0, until = Math.Min(_local!.Count, _server!.Count + Portion);
        if (_server.Count == until) return;
        foreach (Entry entry in _local.Read(_server.Count + 1))
        {
            _server.Append(entry.Time, decoder.Decode(entry));
            bytes += entry.Payload.Length;
            if (entry.Number == until || bytes > PortionBytes) break;
        }
        _server.Commit();
    }

    private void Rejoin()
    {
        if (!_server!.Head.Span.SequenceEqual(_local!.Head.Span)) Refuse(Strange(_server.Count));
        Drop();
        _away = "";
        Acknowledge();
    }

    /// <summary>Forwards what an earlier process left; the server may have all of it already, and more.</summary>
    private void ForwardLeft()
    {
        _local = SqliteRecord.OpenForAppend(_spool.File);
        if (_local.Read().FirstOrDefault() is { } first)
        {
            (_acknowledged, _head) = (first.Number - 1, first.PreviousHash.ToArray());
            if (!Fits()) throw new InputException(Strange(_server!.Count));
            while (_server!.Count < _local.Count) Give();
        }
        Drop();
    }

    private void Drop()
    {
        _local!.Dispose();
        _local = null;
        _spool.Remove();
    }

    private void Stop()
    {
        if (!_ended)
        {
            Record(Spool.Full, Severity.High, $"The spool has reached its bound of {_spool.Bound >> 20} MiB, and the server is away; the loop stops.");
            _local!.Commit();
        }
        Refuse($"{_spool.Folder}: the spool has reached its bound of {_spool.Bound >> 20} MiB while the server of the record is away; "
            + "everything up to here is kept in it and goes to the server when the run is resumed.");
    }

    private void Record(string code, Severity severity, string message)
    {
        var happened = new Event(_now, EventKind.Run, severity, "record", code, message);
        _local!.Append(_now, happened);
        _spool.Tell?.Invoke(happened);
    }

    [DoesNotReturn]
    private bool Refuse(string why)
    {
        _refused = why;
        throw new IOException(why);
    }

    private string Strange(long entries) => $"{_spool.Folder}: somebody else has gone on with this run on the server, which has {entries} entries; "
        + $"the spool holds those from {_acknowledged + 1} on, and they do not continue it. Nothing was merged; move the spool away to go on without it.";

    private void RequireAccepted()
    {
        if (_refused.Length > 0) throw new IOException(_refused);
    }
}
