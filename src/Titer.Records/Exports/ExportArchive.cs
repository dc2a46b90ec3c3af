using System.IO.Compression;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// An exported record with its frame files as one ZIP archive (PKWARE APPNOTE 6.3.10): <c>record.jsonl</c>, then <c>frames/HASH</c>. The same record
/// gives the same bytes. Reading believes nothing: names, sizes and the directory are looked at before anything is unpacked, and unpacking goes
/// through memory in streams with a bound, never to the disk.
/// </summary>
public sealed class ExportArchive
{
    /// <summary>Bytes that an archive may unpack to.</summary>
    public const long Most = 256L << 30;

    /// <summary>Deflate (RFC 1951) cannot pack more into a byte: 258 bytes in two bits. What declares more is no archive that somebody packed.</summary>
    private const long MostPerByte = 1032;

    private const string Record = "record.jsonl", Folder = FrameFolder.Name + "/";

    // The beginning of time in a ZIP archive, so that the same record gives the same bytes.
    private static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _file;
    private readonly HashSet<string> _frames = new(StringComparer.Ordinal);

    private ExportArchive(string file) => _file = file;

    /// <summary>The names of the frame files in it.</summary>
    public IEnumerable<string> Frames => _frames;

    /// <summary>Whether a file begins like an archive; false also when it cannot be read.</summary>
    public static bool IsOne(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            Span<byte> begin = stackalloc byte[4];
            return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual("PK\u0003\u0004"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes what is committed, and checks it on the way.</summary>
    /// <inheritdoc cref="RecordExport.Write" path="/returns"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static Verification Write(IRecord record, Stream to)
    {
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        ChainCheck check;
        using (Stream lines = Create(archive, Record)) check = RecordExport.Lines(record, lines);
        if (!check.Result.Ok) return check.Result;
        foreach ((string name, int bytes) in check.FrameFiles.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            using Stream entry = Create(archive, Folder + name);
            entry.Write(record.FrameFile(name, bytes));
        }
        return check.Result;
    }

    /// <summary>Opens an archive after a look at all that it declares.</summary>
    /// <exception cref="InputException">It is no archive that an export writes; one sentence says why.</exception>
    internal static ExportArchive Open(string file)
    {
        var opened = new ExportArchive(file);
        try
        {
            using FileStream stream = File.OpenRead(file);
            ArchiveDirectory.Require(stream);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            long packed = 0, unpacked = 0;
            bool hasRecord = false;
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                opened.Accept(entry, ref hasRecord);
                (packed, unpacked) = (packed + entry.CompressedLength, unpacked + entry.Length);
                if (packed > stream.Length) throw Wrong("its parts overlap: together they are larger than the archive");
                if (entry.Length > (entry.CompressedLength + 1) * MostPerByte || unpacked > Most || unpacked < 0)
                    throw Wrong($"it declares more than can be packed into it, or than {Most >> 30} GiB");
            }
            if (!hasRecord) throw Wrong($"it holds no {Record}");
            return opened;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(file, $"the archive cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }

    internal Stream OpenRecord() => Unpacked(Record);

    /// <exception cref="InvalidDataException">There is none of this name and size, or it cannot be unpacked.</exception>
    internal byte[] Frame(string name, int bytes)
    {
        if (!_frames.Contains(name)) throw new InvalidDataException($"The frame file {name} is missing.");
        try
        {
            using UnpackedStream stream = Unpacked(Folder + name);
            if (stream.Declared != bytes)
                throw new InvalidDataException($"The frame file {name} has {stream.Declared} bytes, and its entry says {bytes}.");
            byte[] content = GC.AllocateUninitializedArray<byte>(bytes);
            stream.ReadExactly(content);
            return stream.ReadByte() < 0 ? content : throw new InvalidDataException($"The frame file {name} is longer than it says.");
        }
        catch (IOException e)
        {
            throw new InvalidDataException($"The frame file {name} cannot be read: {e.Message.TrimEnd('.')}.");
        }
    }

    private static Stream Create(ZipArchive archive, string name)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Stamp;
        return entry.Open();
    }

    private void Accept(ZipArchiveEntry entry, ref bool hasRecord)
    {
        const int kindOfFile = 0xF000, plain = 0x8000;
        int kind = entry.ExternalAttributes >> 16 & kindOfFile;
        if (kind != 0 && kind != plain) throw Wrong("it holds a link or a folder");
        if (entry.IsEncrypted) throw Wrong("a part of it is encrypted");
        if (entry.FullName == Record)
        {
            if (hasRecord) throw Wrong($"it holds {Record} twice");
            hasRecord = true;
            return;
        }
        if (!entry.FullName.StartsWith(Folder, StringComparison.Ordinal) || !FrameFile.IsName(entry.FullName.AsSpan(Folder.Length)))
            throw Wrong($"it holds something else than {Record} and {Folder} with hashes");
        if (!_frames.Add(entry.FullName[Folder.Length..])) throw Wrong("it holds a frame file twice");
    }

    private UnpackedStream Unpacked(string name)
    {
        var archive = new ZipArchive(File.OpenRead(_file), ZipArchiveMode.Read);
        try
        {
            ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing");
            return new UnpackedStream(archive, entry.Open(), entry.Length, entry.Crc32);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static InvalidDataException Wrong(string why) => new(why);
}
