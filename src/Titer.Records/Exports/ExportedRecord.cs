using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>An exported record, read from its file alone. Nothing in the file is believed: it is read line by line, and a line has a bound.</summary>
public sealed class ExportedRecord : IRecord
{
    private readonly string _file;
    private readonly Names _names = new();

    private readonly ExportArchive? _archive;

    private ExportedRecord(string file) => (_file, _archive) = (file, ExportArchive.IsOne(file) ? ExportArchive.Open(file) : null);

    public long Count => Tail().Entries;

    public ReadOnlyMemory<byte> Head => Tail().Head;

    /// <summary>Whether a file begins like an export; false also when it cannot be read.</summary>
    public static bool IsOne(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            Span<byte> begin = stackalloc byte[ExportForm.Beginning.Length];
            return (stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual(ExportForm.Beginning))
                || ExportArchive.IsOne(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <exception cref="InputException">The file cannot be read, or is no export that this program knows.</exception>
    public static ExportedRecord Open(string file)
    {
        var record = new ExportedRecord(file);
        foreach ((long number, ReadOnlyMemory<byte> line) in record.Lines())
        {
            long version = record.Parse(number, () => record.Version(line.Span));
            if (version != ExportForm.Version)
                throw new InputException(file, $"the export has the format version {version}; this program reads version {ExportForm.Version}.");
            return record;
        }
        throw new InputException(file, "this is not an exported record.");
    }

    public IEnumerable<Entry> Read(long from = 1)
    {
        ReadOnlyMemory<byte> previous = ChainHash.Genesis;
        bool ended = false;
        long last = 0;
        foreach ((long number, ReadOnlyMemory<byte> line) in Lines())
        {
            if (ended) throw Wrong(number, "something follows the last line");
            if (line.Span.StartsWith("{\"number\":"u8))
            {
                Entry entry = Parse(number, () => Entry(line, previous));
                (previous, last) = (entry.Hash, entry.Number);
                if (entry.Number >= from) yield return entry;
            }
            else if (line.Span.StartsWith("{\"entries\":"u8))
            {
                (long entries, byte[] head) = Parse(number, () => Last(line.Span));
                if (entries != last || !previous.Span.SequenceEqual(head)) throw Wrong(number,
                    $"it says that the record has {entries} entries, and the last one is {last}");
                ended = true;
            }
        }
        if (!ended) throw new InputException(_file, "the export ends before its last line; a part of it is missing.");
    }

    public Seals Seals()
    {
        var keys = ImmutableArray.CreateBuilder<RecordKey>();
        var checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
        foreach ((long number, ReadOnlyMemory<byte> line) in Lines().Skip(1))
        {
            if (line.Span.StartsWith("{\"signing-key\":"u8)) keys.Add(Parse(number, () => Key(line.Span, keys.Count + 1)));
            else if (line.Span.StartsWith("{\"checkpoint\":"u8)) checkpoints.Add(Parse(number, () => Checkpoint(line.Span)));
            else if (line.Span.StartsWith("{\"number\":"u8) || line.Span.StartsWith("{\"entries\":"u8)) break;
            else throw Wrong(number, "it is no line of an export");
        }
        return new Seals(keys.ToImmutable(), checkpoints.ToImmutable());
    }

    public string? StorageFault() => null;

    public long Append(DateTimeOffset time, Frame frame) => throw ReadOnly();

    public long Append(DateTimeOffset time, Measurement measurement) => throw ReadOnly();

    public long Append(DateTimeOffset time, Estimate estimate) => throw ReadOnly();

    public long Append(DateTimeOffset time, Command command) => throw ReadOnly();

    public long Append(DateTimeOffset time, Event happened) => throw ReadOnly();

    public long Append(DateTimeOffset time, Decision decision) => throw ReadOnly();

    public void Take(Entry entry, IRecord from) => throw ReadOnly();

    public byte[] FrameFile(string name, int bytes) => _archive?.Frame(name, bytes) ?? throw new InvalidDataException($"The frame file {name} is missing.");

    public IEnumerable<string> FrameFiles() => _archive?.Frames ?? [];

    public long Append(DateTimeOffset time, ReadOnlySpan<Measurement> measurements) => throw ReadOnly();

    public void Commit() => throw ReadOnly();

    public void Dispose() { }

    private static InvalidOperationException ReadOnly() => new("An exported record is read only.");

    private (long Entries, ReadOnlyMemory<byte> Head) Tail()
    {
        long entries = 0;
        ReadOnlyMemory<byte> head = ChainHash.Genesis;
        foreach (Entry entry in Read()) (entries, head) = (entry.Number, entry.Hash);
        return (entries, head);
    }

    private long Version(ReadOnlySpan<byte> line)
    {
        var from = new CanonicalScanner(line, _names);
        long version = ExportForm.Integer(ref from, ExportForm.Beginning);
        from.Literal("}"u8);
        from.End();
        return version;
    }

    private RecordKey Key(ReadOnlySpan<byte> line, long expected)
    {
        var from = new CanonicalScanner(line, _names);
        if (ExportForm.Integer(ref from, "{\"signing-key\":"u8) != expected) throw from.Wrong($"key {expected}");
        var key = new RecordKey(ExportForm.Base64(ref from, ",\"public-key\":"u8), ExportForm.Base64(ref from, ",\"introduction\":"u8));
        from.Literal("}"u8);
        from.End();
        return key;
    }

    private Checkpoint Checkpoint(ReadOnlySpan<byte> line)
    {
        var from = new CanonicalScanner(line, _names);
        var checkpoint = new Checkpoint(
            ExportForm.Integer(ref from, "{\"checkpoint\":"u8), ExportForm.Integer(ref from, ",\"entry\":"u8), ExportForm.Hex(ref from,
                ",\"hash\":"u8),
            Time(ExportForm.Integer(ref from, ",\"time\":"u8)), ExportForm.Integer(ref from, ",\"signing-key\":"u8), ExportForm.Base64(ref from,
                ",\"signature\":"u8));
        from.Literal("}"u8);
        from.End();
        return checkpoint;
    }

    private Entry Entry(ReadOnlyMemory<byte> line, ReadOnlyMemory<byte> previous)
    {
        var from = new CanonicalScanner(line.Span, _names);
        long number = ExportForm.Integer(ref from, "{\"number\":"u8);
        DateTimeOffset time = Time(ExportForm.Integer(ref from, ",\"time\":"u8));
        long kind = ExportForm.Integer(ref from, ",\"kind\":"u8);
        if (kind is < 0 or > byte.MaxValue) throw new InvalidDataException($"{kind} is not a kind of entry.");
        byte[] hash = ExportForm.Hex(ref from, ",\"hash\":"u8);
        if (ExportForm.IsBinary((EntryKind)kind))
        {
            byte[] bytes = ExportForm.Base64(ref from, ",\"payload\":"u8);
            from.Literal("}"u8);
            from.End();
            return new Entry(number, time, (EntryKind)kind, bytes, previous, hash);
        }
        from.Literal(",\"payload\":"u8);
        int at = line.Length - from.Left;
        if (from.Left < 2 || line.Span[^1] != '}') throw from.Wrong("a payload");
        return new Entry(number, time, (EntryKind)kind, line[at..^1].ToArray(), previous, hash);
    }

    private (long Entries, byte[] Head) Last(ReadOnlySpan<byte> line)
    {
        var from = new CanonicalScanner(line, _names);
        (long entries, byte[] head) = (ExportForm.Integer(ref from, "{\"entries\":"u8), ExportForm.Hex(ref from, ",\"head\":"u8));
        from.Literal("}"u8);
        from.End();
        return (entries, head);
    }

    private static DateTimeOffset Time(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : throw new InvalidDataException($"{ticks} is not a time.");

    private IEnumerable<(long Number, ReadOnlyMemory<byte> Line)> Lines() => LineReader.Lines(_file,
        _archive is null ? () => File.OpenRead(_file) : _archive.OpenRecord);

    private T Parse<T>(long number, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (InvalidDataException e)
        {
            throw Wrong(number, e.Message.TrimEnd('.'));
        }
    }

    private InputException Wrong(long line, string what) => new($"{_file}:{line}", $"this line of the export cannot be read: {what}.");
}
