using Titer.Core;

namespace Titer.Records;

/// <summary>
/// What every store of a record has in common: canonical bytes, numbers and the hash chain, so that the same records give the same head in
/// every store. A store only keeps rows and makes them durable. After a write that failed nothing more is taken, since what follows would
/// not continue what is stored; the record is opened again and goes on after its last committed entry.
/// </summary>
public abstract class ChainedRecord : IRecord
{
    private readonly CanonicalWriter _writer = new();
    private readonly BlockWriter _blocks = new();
    private readonly ChainHash _chain = new();
    private readonly bool _writes;
    private readonly CheckpointSigner? _signer;
    private byte[] _head = ChainHash.Genesis.ToArray(), _next = new byte[ChainHash.Size];
    private long _count, _keys, _checkpoints, _vouched;
    private bool _failed, _seal, _ends, _looked, _disposed;
    private TrendWriter? _trends;
    private EntryDecoder? _taken;

    /// <param name="place">What messages call this record.</param>
    /// <param name="signer">Signs the record as it grows; null when nobody does.</param>
    private protected ChainedRecord(string place, bool writes, CheckpointSigner? signer) => (Place, _writes, _signer) = (place, writes, signer);

    public long Count => _writes ? _count : Last()?.Number ?? 0;

    public ReadOnlyMemory<byte> Head => _writes ? _head.ToArray() : Last()?.Hash ?? ChainHash.Genesis;

    private protected string Place { get; }

    /// <summary>The run has ended.</summary>
    private protected bool Completed => _ends;

    public long Append(DateTimeOffset time, Frame frame)
    {
        RequireWritable();
        KeepFiles(frame);
        return Append(time, EntryKind.Frame, _writer.Write(frame));
    }

    public long Append(DateTimeOffset time, Measurement measurement)
    {
        TrendWriter? trends = Trends();
        long number = Append(time, EntryKind.Measurement, _writer.Write(measurement));
        if (trends is not null) EntryValues.Send(number, measurement, trends);
        return number;
    }

    public long Append(DateTimeOffset time, Estimate estimate)
    {
        TrendWriter? trends = Trends();
        long number = Append(time, EntryKind.Estimate, _writer.Write(estimate));
        if (trends is not null) EntryValues.Send(number, estimate, trends);
        return number;
    }

    public long Append(DateTimeOffset time, Command command)
    {
        TrendWriter? trends = Trends();
        long number = Append(time, EntryKind.Command, _writer.Write(command));
        if (trends is not null) EntryValues.Send(number, command, trends);
        return number;
    }

    public long Append(DateTimeOffset time, Event happened)
    {
        long number = Append(time, EntryKind.Event, _writer.Write(happened));
        Mark(happened);
        return number;
    }

    public long Append(DateTimeOffset time, Decision decision) => Append(time, EntryKind.Decision, _writer.Write(decision));

    public long Append(DateTimeOffset time, ReadOnlySpan<Measurement> measurements)
    {
        RequireWritable();
        if (!_looked) LookBack();
        TrendWriter? trends = Trends();
        long number = Append(time, EntryKind.Measurements, _blocks.Write(_count + 1, measurements));
        if (trends is null) return number;
        foreach (Measurement measurement in measurements) EntryValues.Send(number, measurement, trends);
        return number;
    }

    public void Take(Entry entry, IRecord from)
    {
        RequireWritable();
        if (entry.Number != _count + 1 || !entry.PreviousHash.Span.SequenceEqual(_head))
            throw new IOException($"{Place}: entry {entry.Number} does not continue this record, which has {_count}.");
        TrendWriter? trends = Trends();
        try
        {
            foreach ((string name, int bytes) in Records.FrameFile.Named(entry)) Keep(name, from.FrameFile(name, bytes));
            Append(entry.Time, entry.Kind, entry.Payload.Span);
            if (!entry.Hash.Span.SequenceEqual(_head)) throw new InvalidDataException("it does not match its hash.");
            object? content = trends is not null || entry.Kind == EntryKind.Event ? (_taken ??= new EntryDecoder(this)).Decode(entry) : null;
            if (trends is not null) EntryValues.Send(entry.Number, content!, trends);
            if (content is Event happened) Mark(happened);
        }
        catch (IOException)
        {
            Fail();
            throw;
        }
        catch (InvalidDataException e)
        {
            Fail();
            throw new IOException($"{Place}: entry {entry.Number} cannot be taken: {e.Message}", e);
        }
        // The next block of measurements looks for its table again.
        _looked = false;
    }

    public void Commit()
    {
        RequireWritable();
        try
        {
            if (_ends) Trends()?.Write(_count, all: true);
            if (_signer is not null && _count > _vouched && (_seal || _count - _vouched >= _signer.Every)) Sign(_signer);
            CommitRows();
        }
        catch (IOException)
        {
            Fail();
            throw;
        }
    }

    public abstract IEnumerable<Entry> Read(long from = 1);

    public abstract byte[] FrameFile(string name, int bytes);

    public abstract IEnumerable<string> FrameFiles();

    public abstract Seals Seals();

    public abstract string? StorageFault();

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The tables of the trends; null when the storage has none.</summary>
    internal abstract ITierStore? Tiers { get; }

    /// <summary>Takes over what another record has committed, byte for byte with its seals, into this empty one, and makes it durable.</summary>
    /// <returns>What is wrong with it; null when all of it was taken over.</returns>
    /// <exception cref="IOException">This storage failed.</exception>
    internal Verification? TakeOver(IRecord source)
    {
        const long group = 20_000;
        var check = new ChainCheck();
        try
        {
            // A run that goes on meanwhile: its checkpoints are read first, and its entries as far as they vouch for what people signed.
            Seals seals = source.Seals();
            check = new ChainCheck(seals, null, source);
            foreach (RecordKey key in seals.Keys) Store(++_keys, key);
            foreach (Checkpoint checkpoint in seals.Checkpoints) Store(checkpoint);
            (_checkpoints, _vouched) = (seals.Checkpoints.Length, seals.Checkpoints.LastOrDefault()?.Entry ?? 0);
            foreach (Entry entry in source.Read())
            {
                if (check.Accept(entry) is not { } content) break;
                TrendWriter? trends = Trends();
                foreach ((string name, int bytes) in Records.FrameFile.Named(entry)) Keep(name, source.FrameFile(name, bytes));
                Append(entry.Time, entry.Kind, entry.Payload.Span);
                if (trends is not null) EntryValues.Send(entry.Number, content, trends);
                if (entry.Number % group == 0) Commit();
            }
            if (source.StorageFault() is { } fault) check.Break(fault);
        }
        catch (InputException e)
        {
            check.Break(e.Message);
        }
        _ends = check.Result.Completed;
        Commit();
        return check.Result.Ok || check.Outruns ? null : check.Result;
    }

    /// <summary>An empty storage continues a record that is elsewhere.</summary>
    private protected void BeginAfter(long number, byte[] head) => (_count, _head) = (number, [.. head]);

    /// <summary>Goes on after the last committed entry, which must be sound.</summary>
    /// <exception cref="InputException">It is not.</exception>
    private protected void GoOnAfterLast()
    {
        Seals seals = Seals();
        (_keys, _checkpoints, _vouched) = (seals.Keys.Length, seals.Checkpoints.Length, seals.Checkpoints.LastOrDefault()?.Entry ?? 0);
        if (_signer is not null && _signer.After(seals.Keys.LastOrDefault()) is null)
            throw new InputException(Place,
                $"this record is signed by the key {seals.Keys[^1].Fingerprint}, which did not introduce the key {_signer.Fingerprint}; give the right one with --key.");
        if (Last() is not { } last)
        {
            if (_vouched > 0) throw new InputException(Place,
                $"the record is empty, and a checkpoint signed entry {_vouched}; nothing is appended to a broken record.");
            return;
        }
        if (_vouched > last.Number)
            throw new InputException(Place,
                $"the record ends at entry {last.Number}, and a checkpoint signed entry {_vouched}; nothing is appended to a broken record.");
        Span<byte> hash = stackalloc byte[ChainHash.Size];
        if (last.PreviousHash.Length == ChainHash.Size)
            _chain.Compute(last.PreviousHash.Span, last.Number, last.Time.UtcTicks, last.Kind, last.Payload.Span, hash);
        if (last.PreviousHash.Length != ChainHash.Size || !last.Hash.Span.SequenceEqual(hash))
            throw new InputException(Place, $"the last entry, {last.Number}, is broken; nothing is appended to a broken record.");
        (_count, _head) = (last.Number, last.Hash.ToArray());
    }

    /// <summary>What was taken since the last commit is lost: nothing more is, since a commit now would acknowledge what is not there.</summary>
    private protected void Fail() => _failed = true;

    /// <summary>The last entry as stored; null when there is none.</summary>
    /// <exception cref="InputException">The storage cannot be read.</exception>
    private protected abstract Entry? Last();

    /// <summary>Takes a row into the group that the next commit makes durable.</summary>
    /// <exception cref="IOException">The storage refused it.</exception>
    private protected abstract void Store(
        long number, long ticks, EntryKind kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash);

    /// <summary>Keeps a frame file, durable no later than the next commit; one that is there already is kept once.</summary>
    /// <exception cref="IOException">The storage refused it.</exception>
    private protected abstract void Keep(string name, ReadOnlySpan<byte> content);

    /// <summary>Takes a key into the group that the next commit makes durable.</summary>
    /// <exception cref="IOException">The storage refused it.</exception>
    private protected abstract void Store(long number, RecordKey key);

    /// <inheritdoc cref="Store(long, RecordKey)"/>
    private protected abstract void Store(Checkpoint checkpoint);

    /// <inheritdoc cref="IRecord.Commit"/>
    private protected abstract void CommitRows();

    /// <summary>Drops what is not committed and lets go of the storage; never throws.</summary>
    protected abstract void Dispose(bool disposing);

    private long Append(DateTimeOffset time, EntryKind kind, ReadOnlySpan<byte> payload)
    {
        RequireWritable();
        long number = _count + 1;
        _chain.Compute(_head, number, time.UtcTicks, kind, payload, _next);
        try
        {
            Store(number, time.UtcTicks, kind, payload, _head, _next);
        }
        catch (IOException)
        {
            Fail();
            throw;
        }
        (_head, _next) = (_next, _head);
        return _count = number;
    }

    private void KeepFiles(Frame frame)
    {
        foreach (Channel channel in frame.Channels.OrEmpty())
        {
            if (!Records.FrameFile.Takes(channel)) continue;
            try
            {
                Keep(Records.FrameFile.NameOf(channel.Values), Records.FrameFile.BytesOf(channel.Values));
            }
            catch (IOException)
            {
                Fail();
                throw;
            }
        }
    }

    private void Mark(Event happened)
    {
        _ends |= happened.Code == ChainCheck.RunCompleted;
        // What people signed is vouched for at once, each by a checkpoint of its own: an event that nobody with the key wrote has none.
        _seal |= happened.Code == ChainCheck.RunCompleted || happened.Kind is EventKind.Signature or EventKind.Document;
    }

    /// <summary>What makes the tiers, ready for an entry. Made with the first value: a record without any, as that of a site, opens at once.</summary>
    private TrendWriter? Trends()
    {
        RequireWritable();
        if (Tiers is null) return null;
        try
        {
            _trends ??= TrendWriter.Resume(Tiers, this);
            if (_trends.IsFull) _trends.Write(_count);
            return _trends;
        }
        catch (Exception e) when (e is IOException or InputException)
        {
            Fail();
            throw e as IOException ?? new IOException(e.Message, e);
        }
    }

    /// <summary>The table of series that a writer had in force who ended here.</summary>
    private void LookBack()
    {
        try
        {
            _blocks.Table = BlockReader.InForce(this, _count);
            _looked = true;
        }
        catch (IOException)
        {
            // A server that is away cannot be asked; the next block has a table of its own.
            _looked = true;
        }
        catch (InvalidDataException e)
        {
            throw new InputException(Place, $"the last block of measurements is broken; nothing is appended to a broken record. {e.Message}");
        }
    }

    private void Sign(CheckpointSigner signer)
    {
        // Keys are introduced when they first sign, so that a record that nobody writes to stays as it is.
        RecordKey? last = _keys == 0 ? null : Seals().Keys[^1];
        foreach (RecordKey key in signer.After(last)!) Store(++_keys, key);
        Store(signer.Sign(++_checkpoints, _count, _head.ToArray(), _keys));
        (_vouched, _seal) = (_count, false);
    }

    private void RequireWritable()
    {
        if (!_writes) throw new InvalidOperationException("The record is open for reading only.");
        if (_failed) throw new IOException($"{Place}: an earlier write failed; the record goes on when it is opened again.");
    }
}
