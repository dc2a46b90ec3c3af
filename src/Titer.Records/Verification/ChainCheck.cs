using Titer.Core;
using Titer.Records.Signatures;
using Titer.Records.Trail;
using Titer.Records.Versions;

namespace Titer.Records;

/// <summary>
/// Checks entries one after the other as they are read, so that a report can verify and read in the same pass. After the
/// first broken entry nothing more is accepted. Not thread-safe.
/// </summary>
public sealed class ChainCheck
{
    /// <summary>Code of the event that ends a completed run; after it come signatures only.</summary>
    public const string RunCompleted = "run.completed";

    private readonly SealCheck _seals;
    private readonly SignatureLedger _signatures = new();
    private readonly ChainHash _chain = new();
    private readonly EntryDecoder _decoder;
    private readonly Dictionary<string, int> _files = [];
    private readonly byte[] _head = ChainHash.Genesis.ToArray(), _vouchedHead = ChainHash.Genesis.ToArray(), _computed = new byte[ChainHash.Size];
    private long _entries;
    private bool _completed, _trail;
    private long? _firstBroken;
    private string _reason = "";

    /// <param name="seals">Checkpoints and keys of the record; null for entries that have none.</param>
    /// <param name="trusted">Fingerprint of the key that must have signed; null to take the record's word for its keys.</param>
    /// <param name="record">Holds the frame files that entries name; null for entries that name none.</param>
    public ChainCheck(Seals? seals = null, string? trusted = null, IRecord? record = null)
    {
        _decoder = new EntryDecoder(record);
        _seals = new SealCheck(seals ?? Seals.None, trusted);
        if (_seals.AtBeginning() is { Length: > 0 } wrong) Break(wrong);
    }

    /// <summary>The record that the entry holds when it continues the chain; null when it, or one before it, is broken.</summary>
    public object? Accept(Entry entry)
    {
        if (_firstBroken is not null) return null;
        string wrong = Find(entry, out object? content);
        if (wrong.Length > 0)
        {
            Break(wrong);
            return null;
        }
        string unsigned = _seals.Accept(entry.Number, entry.Hash.Span);
        if (_seals.Vouched == entry.Number) entry.Hash.Span.CopyTo(_vouchedHead);
        if (unsigned.Length > 0)
        {
            // The chain holds, so whatever was exchanged was exchanged after the last entry that a signature vouches for.
            _entries = _seals.Vouched;
            _vouchedHead.CopyTo(_head, 0);
            Break(unsigned);
            return null;
        }
        if (content is Event happened)
        {
            bool signed = SignatureLedger.IsSigned(happened) || DocumentLibrary.IsSigned(happened), unvouched = signed && _seals.Vouched != entry.Number;
            string unfit = unvouched
                ? $"Entry {entry.Number} ({happened.Code}) has no checkpoint of its own: nobody who holds the signing key wrote it."
                : _signatures.Accept(entry.Number, entry.PreviousHash.Span, happened) + Documents.Accept(entry.Number, entry.PreviousHash.Span, happened);
            if (unfit.Length > 0)
            {
                Outruns = unvouched && entry.Number > _seals.Last;
                Break(unfit);
                return null;
            }
            _completed = happened.Code == RunCompleted || (_completed && happened.Kind == EventKind.Signature);
        }
        else
        {
            _completed = false;
        }
        _entries++;
        if (_entries == 1) _trail = content is Event { Code: AuditTrail.Began };
        entry.Hash.Span.CopyTo(_head);
        return content;
    }

    /// <summary>It broke at a signed event after the last checkpoint that was given: one that was written since the checkpoints were read.</summary>
    internal bool Outruns { get; private set; }

    /// <summary>What people signed in the accepted entries.</summary>
    public SignatureLedger Signatures => _signatures;

    /// <summary>Versions of documents that the accepted entries brought, in the trail of a site.</summary>
    public DocumentLibrary Documents { get; } = new();

    /// <summary>The frame files that the accepted entries name, with their bytes, each once.</summary>
    public IReadOnlyDictionary<string, int> FrameFiles => _files;

    /// <summary>The record cannot be read beyond the last accepted entry.</summary>
    public void Break(string reason)
    {
        if (_firstBroken is not null) return;
        _firstBroken = _entries + 1;
        _reason = reason;
        _completed = false;
    }

    /// <summary>What was found, when no more entries come.</summary>
    public Verification Result
    {
        get
        {
            if (_seals.AtEnd(_entries) is { Length: > 0 } cut) Break(cut);
            return new Verification(_entries, Convert.ToHexStringLower(_head), _completed, _firstBroken, _reason)
            {
                Checkpoints = _seals.Passed, Vouched = _seals.Vouched, Key = _seals.Key, SteppedBack = _seals.SteppedBack, IsTrail = _trail, People = _signatures.Summary,
            };
        }
    }

    private string Find(Entry entry, out object? content)
    {
        content = null;
        long expected = _entries + 1;
        if (entry.Number > expected)
        {
            return entry.Number == expected + 1
                ? $"Entry {expected} is missing; the next one in the record is {entry.Number}."
                : $"Entries {expected} to {entry.Number - 1} are missing; the next one in the record is {entry.Number}.";
        }
        if (entry.Number < expected) return $"The number {entry.Number} stands where {expected} is expected.";
        if (!entry.PreviousHash.Span.SequenceEqual(_head))
            return $"The previous hash of entry {expected} is not the hash of {(_entries == 0 ? "a beginning (zeros)" : $"entry {_entries}")}.";
        _chain.Compute(_head, entry.Number, entry.Time.UtcTicks, entry.Kind, entry.Payload.Span, _computed);
        if (!entry.Hash.Span.SequenceEqual(_computed)) return $"The hash of entry {expected} does not match its content.";
        try
        {
            content = _decoder.Decode(entry);
            foreach ((string name, int bytes) in FrameFile.Named(entry)) _files[name] = bytes;
            return "";
        }
        catch (InvalidDataException e)
        {
            return $"Entry {expected} cannot be read: {e.Message}";
        }
    }
}
