using System.Buffers.Binary;
using System.IO.Compression;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>An archive holds what the record holds; one that somebody made up is one sentence, before it fills memory or disk.</summary>
public sealed class ExportArchiveTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string Hash = new('a', 64);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_verifies_and_gives_every_frame_back_and_the_same_record_gives_the_same_bytes()
    {
        Frame[] frames = [.. Enumerable.Range(0, 3).Select(k => new Frame("hologram", Start, k,
            [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 70_000).Select(i => i * (k + 1.0))]), new Channel("dark", Unit.Count, [k])]))];
        Record(frames);
        byte[] archive = Export("a.zip");
        Assert.Equal(archive, Export("b.zip"));
        Assert.True(ChainVerifier.Verify(_folder["a.zip"]) is { Ok: true, Entries: 3, Unnamed: 0 }, $"{ChainVerifier.Verify(_folder["a.zip"])}");
        using IRecord exported = RecordPlace.Of(_folder["a.zip"]).Open();
        var decoder = new EntryDecoder(exported);
        Assert.Equal(frames.Select(f => f["counts"][5]), exported.Read().Select(e => decoder.Frame(e)["counts"][5]));
        using SqliteRecord record = SqliteRecord.Open(_folder["record"]);
        using var lines = new MemoryStream();
        Assert.Contains("ends with .zip", Assert.Throws<InputException>(() => RecordExport.Write(record, lines)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_flipped_bit_anywhere_in_it_is_found_or_changes_nothing_that_it_says()
    {
        Record([new Frame("hologram", Start, 1, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 70_000).Select(i => (double)(i % 7))])])]);
        byte[] archive = Export("a.zip");
        string head = ChainVerifier.Verify(_folder["a.zip"]).Head;
        var random = new Random(7);
        int found = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] changed = [.. archive];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            Verification verification = Verify(changed);
            if (verification.Ok) Assert.Equal(head, verification.Head); // a date or an attribute, which say nothing of the record
            else found++;
        }
        Assert.InRange(found, 200, 300);
        for (int trial = 0; trial < 60; trial++) Assert.False(Verify(archive[..random.Next(archive.Length)]).Ok);
    }

    [Theory]
    [InlineData("../record.jsonl")]
    [InlineData("/etc/passwd")]
    [InlineData("frames/../../x")]
    [InlineData("frames/short")]
    [InlineData("frames\\x")]
    [InlineData("nested.zip")]
    [InlineData("C:\\x")]
    public void Another_name_in_it_is_refused(string name) =>
        Refused(zip => zip.CreateEntry(name).Open().Dispose(), "something else");

    [Fact]
    public void What_no_export_writes_is_refused()
    {
        Refused(zip => Add(zip, "record.jsonl", "x"u8), "twice");
        Refused(zip =>
        {
            Add(zip, "frames/" + Hash, "x"u8);
            Add(zip, "frames/" + Hash, "y"u8);
        }, "twice");
        Refused(zip => zip.CreateEntry("frames/" + Hash).ExternalAttributes = unchecked((int)0xA1FF0000), "link");
        Refused(zip => zip.Comment = "hello", "its end is missing");
        using (var empty = new ZipArchive(File.Create(_folder["empty.zip"]), ZipArchiveMode.Create)) Add(empty, "frames/" + Hash, "x"u8);
        Assert.Contains("no record.jsonl", ChainVerifier.Verify(_folder["empty.zip"]).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encrypted", "encrypted")]
    [InlineData("bomb", "more than can be packed")]
    [InlineData("overlap", "overlap")]
    [InlineData("check", "CRC-32")]
    [InlineData("longer", "another length|cannot be read")]
    [InlineData("method", "unsupported compression")]
    [InlineData("count", "cannot be read")]
    [InlineData("directory", "directory")]
    public void A_directory_that_lies_is_found(string lie, string reason)
    {
        Record([new Frame("raman", Start, 1, [new Channel("counts", Unit.Count, [1, 2])])]);
        byte[] bytes = Export("a.zip");
        int at = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8), end = bytes.Length - 22;
        Span<byte> entry = bytes.AsSpan(at);
        switch (lie)
        {
            case "encrypted": entry[8] |= 1; break;
            case "bomb": BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], 0xFFFFFFFE); break;
            case "overlap": BinaryPrimitives.WriteUInt32LittleEndian(entry[20..], (uint)bytes.Length + 1); break;
            case "check": entry[16] ^= 1; break;
            case "longer": BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]) - 1); break;
            case "method": entry[10] = 99; break;
            case "count": bytes[end + 10] = bytes[end + 8] = 2; break;
            case "directory": BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(end + 12), 0x7FFFFFFF); break;
        }
        Verification found = Verify(bytes);
        Assert.Equal(1, found.FirstBroken);
        Assert.Contains(reason.Split('|'), r => found.Reason.Contains(r, StringComparison.Ordinal));
    }

    [Fact]
    public void A_gigabyte_of_one_line_in_a_megabyte_is_refused_within_the_bound_of_a_line()
    {
        string file = _folder["bomb.zip"];
        using (var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        using (Stream lines = zip.CreateEntry("record.jsonl", CompressionLevel.Fastest).Open())
        {
            lines.Write("{\"titer-record\":1}\n{\"number\":1"u8);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) lines.Write(zeros);
        }
        Assert.InRange(new FileInfo(file).Length, 0, 16 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Verification found = ChainVerifier.Verify(file);
        Assert.Contains("this line has more than", found.Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2L * (1 << 28) + (64 << 20));
        Assert.Equal(["bomb.zip"], Directory.GetFileSystemEntries(_folder.Path).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void A_frame_of_another_size_than_its_entry_says_is_named_and_not_unpacked()
    {
        Record([new Frame("hologram", Start, 1, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 70_000).Select(i => (double)i)])])]);
        Export("a.zip");
        string name;
        using (var zip = ZipFile.Open(_folder["a.zip"], ZipArchiveMode.Update))
        {
            ZipArchiveEntry frame = zip.Entries.Single(e => e.FullName.StartsWith("frames/", StringComparison.Ordinal));
            name = frame.FullName;
            frame.Delete();
            using Stream huge = zip.CreateEntry(name).Open();
            for (int i = 0; i < 64; i++) huge.Write(new byte[1 << 20]);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Verification found = ChainVerifier.Verify(_folder["a.zip"]);
        Assert.Equal(1, found.FirstBroken);
        Assert.Contains("67108864 bytes, and its entry says 560000", found.Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    private void Refused(Action<ZipArchive> spoil, string reason)
    {
        string file = _folder["spoilt.zip"];
        using (var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        {
            Add(zip, "record.jsonl", "{\"titer-record\":1}\n"u8);
            spoil(zip);
        }
        Assert.Contains(reason, ChainVerifier.Verify(file).Reason, StringComparison.Ordinal);
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    private void Record(Frame[] frames)
    {
        Directory.CreateDirectory(_folder["record"]);
        using SqliteRecord record = SqliteRecord.Create(_folder["record"]);
        foreach (Frame frame in frames) record.Append(Start, frame);
        record.Commit();
    }

    private byte[] Export(string name)
    {
        using (SqliteRecord record = SqliteRecord.Open(_folder["record"]))
        using (FileStream stream = File.Create(_folder[name]))
            Assert.True(ExportArchive.Write(record, stream).Ok);
        return File.ReadAllBytes(_folder[name]);
    }

    private Verification Verify(byte[] content)
    {
        File.WriteAllBytes(_folder["changed.zip"], content);
        return ChainVerifier.Verify(_folder["changed.zip"]);
    }
}
