using Titer.Core;

namespace Titer.Records;

/// <summary>
/// A record on a server that may go away (docs/record.md, decision 16). While the server answers, this is its record and nothing else. When it does
/// not, what it has not acknowledged goes to a record of the same chain in a local file, and so does everything after it: the loop goes on, and a
/// commit is durable here. With growing pauses the server is tried again; it is given what it lacks in the order of the chain, in portions, so that
/// no commit waits for long. What a commit whose answer was lost has left there is recognised by number and hash. A server on which somebody else
/// has gone on with the run takes nothing: the commit throws, and the spool stays as it is.
/// <para>Going away, coming back and reaching the bound are events of kind Run in the record, which a replay skips. Checkpoints are signed by the
/// server's record, over what it has.</para>
/// </summary>
public sealed class SpooledRecord : ChainedRecord
{
    private readonly Func<IRecord> _open;
    private readonly Spool _spool;
    private readonly List<Entry> _pending = [];
    private readonly EntryDecoder _decoder = new();
    private readonly Dictionary<string, byte[]> _files = [];

    // The server answers: _server alone. It is away: _local alone. It is back and lacks something: both.
    private IRecord? _server;
    private SqliteRecord? _local;
    private long _acknowledged, _tried;
    private byte[] _acknowledgedHead = [];
    private string _away = "";
    private TimeSpan _pause;
    private DateTimeOffset _now;

    private SpooledRecord(IRecord server, Func<IRecord> open, Spool spool) : base(spool.Folder, writes: true, signer: null)
    {
        (_server, _open, _spool) = (server, open, spool);
        try
        {
            // A process that ended while it made the spool had kept nothing in it.
            if (File.Exists(spool.File) && SqliteRecord.IsUnbegun(spool.File)) spool.Remove();
            if (File.Exists(spool.File)) ForwardLeft();
            GoOnAfterLast();
        }
        catch (IOException e)
        {
            Dispose();
            throw new InputException(e.Message, e);
        }
        catch
        {
            Dispose();
            throw;
        }
        Acknowledge();
    }

    /// <summary>Begins a record; the server must be there.</summary>
    /// <param name="create">Creates the record on the server.</param>
    /// <param name="open">Opens it again to go on; gives up within the spool's patience.</param>
    /// <exception cref="InputException">As of <paramref name="create"/>, or the folder of the spool holds that of another run.</exception>
    public static SpooledRecord Create(Func<IRecord> create, Func<IRecord> open, Spool spool) => File.Exists(spool.File)
        ? throw new InputException(spool.Folder, "this folder holds entries of a run whose server was away; resume that run, or give another --out.")
        : new SpooledRecord(create(), open, spool);

    /// <summary>Goes on with a record, after the server was given what a spool still holds.</summary>
    /// <inheritdoc cref="Create" path="/param"/>
    /// <exception cref="InputException">As of <paramref name="open"/>, or somebody else has gone on with the run; the spool stays then.</exception>
    public static SpooledRecord OpenForAppend(Func<IRecord> open, Spool spool) => new(open(), open, spool);

    public override IEnumerable<Entry> Read(long from = 1) => _local is null ? _server!.Read(from)
        : from > _acknowledged ? _local.Read(from)
        : throw new IOException($"The server of the record is away; here are its entries from {_acknowledged + 1} on.");

    public override Seals Seals() => _local is null ? _server!.Seals()
        : throw new IOException("The server of the record is away, and with it the checkpoints.");

    public override string? StorageFault() => (_local ?? _server!).StorageFault();

    public override byte[] FrameFile(string name, int bytes) => _files.TryGetValue(name, out byte[]? pending) ? pending
        : ((IRecord?)_local ?? _server!).FrameFile(name, bytes);

    public override IEnumerable<string> FrameFiles() => ((IRecord?)_local ?? _server!).FrameFiles();

    internal override ITierStore? Tiers => null;

    protected override void Dispose(bool disposing)
    {
        _server?.Dispose();
        _local?.Dispose();
    }

    private protected override Entry? Last() => Read(_server!.Count).FirstOrDefault();

    private protected override void Store(
        long number, long ticks, EntryKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
    {
        _now = new DateTimeOffset(ticks, TimeSpan.Zero);
        var entry = new Entry(number, _now, kind, payload.ToArray(), previous.ToArray(), hash.ToArray());
        if (_local is not null)
        {
            _local.Take(entry, this);
            _files.Clear();
            return;
        }
        _pending.Add(entry);
        try
        {
            _server!.Take(entry, this);
        }
        catch (IOException e)
        {
            Leave(e.Message);
        }
    }

    // Kept until the server has acknowledged the entry that names it, or the spool has it.
    private protected override void Keep(string name, ReadOnlySpan<byte> content) => _files[name] = content.ToArray();

    private protected override void Store(long number, RecordKey key) => throw Unsigned();

    private protected override void Store(Checkpoint checkpoint) => throw Unsigned();

    /// <exception cref="IOException">Neither the server nor the spool takes it, the spool has reached its bound, or somebody else has gone on with
    /// the run.</exception>
    private protected override void CommitRows()
    {
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
        if (_away.Length > 0 && !Completed)
        {
            Tell(Spool.Away, Severity.High, $"The server of the record is away; entries are kept in {_spool.Folder} until it is back, "
                + $"at most {_spool.Bound >> 20} MiB ({_away.TrimEnd('.')}).");
            _away = "";
        }
        _local!.Commit();
        if (_server is not null || _spool.Clock.GetElapsedTime(_tried) >= _pause) Forward();
        if (_local is not null && _server is null && _spool.Bytes() > _spool.Bound) Stop();
    }

    private void Acknowledge()
    {
        (_acknowledged, _acknowledgedHead) = (_server!.Count, _server.Head.ToArray());
        _pending.Clear();
        _files.Clear();
    }

    /// <summary>The server is away: what it has not acknowledged goes to the spool, and so does what follows.</summary>
    private void Leave(string why)
    {
        Lose();
        (_away, _pause) = (why, _spool.FirstPause);
        try
        {
            _local = SqliteRecord.Continue(_spool.File, _acknowledged, _acknowledgedHead);
        }
        catch (InputException e)
        {
            throw new IOException($"{why.TrimEnd('.')}; and the entries cannot be kept here: {e.Message}", e);
        }
        foreach (Entry entry in _pending) _local.Take(entry, this);
        _pending.Clear();
        _files.Clear();
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
        if (_server is null && !Reach()) return;
        try
        {
            Give();
            if (_server!.Count < _local!.Count) return;
            if (!Completed)
            {
                Tell(Spool.Back, Severity.Low,
                    $"The server of the record is back and has the {_local.Count - _acknowledged} entries that were kept meanwhile.");
                _local.Commit();
                _away = "it went away again";
                Give();
            }
        }
        catch (IOException e)
        {
            if (_away.Length > 0) _away = e.Message;
            Lose();
            return;
        }
        Drop();
        _away = "";
        Acknowledge();
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
        catch (Exception e) when (e is InputException or IOException)
        {
            // Away, or busy with what is left of our own session. Whoever else writes the run makes it one that does not fit.
            Lose();
            return false;
        }
        return fits ? true : throw Strange();
    }

    /// <summary>Whether the last entry that both have is the same.</summary>
    private bool Fits()
    {
        long both = Math.Min(_server!.Count, _local!.Count);
        if (both < _acknowledged) return false;
        ReadOnlySpan<byte> here = both == _acknowledged ? _acknowledgedHead : _local.Read(both).First().Hash.Span;
        return here.SequenceEqual(both == _server.Count ? _server.Head.Span : _server.Read(both).First().Hash.Span);
    }

    /// <summary>Gives the server the next portion of what it lacks.</summary>
    private void Give()
    {
        long bytes = 0, until = Math.Min(_local!.Count, _server!.Count + Spool.Portion);
        if (_server.Count == until) return;
        foreach (Entry entry in _local.Read(_server.Count + 1))
        {
            _server.Take(entry, _local);
            // What people signed has a checkpoint of its own, and so a commit.
            if (entry.Kind == EntryKind.Event && _decoder.Event(entry).Kind is EventKind.Signature or EventKind.Document) _server.Commit();
            bytes += entry.Payload.Length;
            if (entry.Number == until || bytes > Spool.PortionBytes) break;
        }
        _server.Commit();
    }

    /// <summary>Forwards what an earlier process left; the server may have all of it already, and more.</summary>
    private void ForwardLeft()
    {
        _local = SqliteRecord.OpenForAppend(_spool.File);
        if (_local.Read().FirstOrDefault() is { } first)
        {
            (_acknowledged, _acknowledgedHead) = (first.Number - 1, first.PreviousHash.ToArray());
            if (!Fits()) throw Strange();
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
        if (!Completed)
        {
            Tell(Spool.Full, Severity.High, $"The spool has reached its bound of {_spool.Bound >> 20} MiB, and the server is away; the loop stops.");
            _local!.Commit();
        }
        throw new IOException($"{_spool.Folder}: the spool has reached its bound of {_spool.Bound >> 20} MiB while the server of the record is away; "
            + "everything up to here is kept in it and goes to the server when the run is resumed.");
    }

    private void Tell(string code, Severity severity, string message)
    {
        var happened = new Event(_now, EventKind.Run, severity, "record", code, message);
        Append(_now, happened);
        _spool.Tell?.Invoke(happened);
    }

    private IOException Strange() => new($"{_spool.Folder}: somebody else has gone on with this run on the server, which has {_server!.Count} "
        + $"entries; the spool holds those from {_acknowledged + 1} on, and they do not continue it. Nothing was merged; move the spool away to go on "
        + "without it.");

    private static InvalidOperationException Unsigned() => new("A spool signs nothing; the record of the server does.");
}
