using System.Diagnostics;
using System.Text;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>Large frames beside the chain: found when they are missing, cut or other than their name says, and never looked for where a name would lead.</summary>
public sealed class FrameFileTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly Frame Hologram =
        new("hologram", Start, 1, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 70_000).Select(i => i + 0.25)])]);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_channel_above_the_bound_is_one_file_however_often_it_is_read_out_and_one_at_the_bound_is_none()
    {
        Frame most = Hologram with { Channels = [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, 1 << 16).Select(i => (double)i)])] };
        Written(Hologram, Hologram with { Sequence = 2 }, most);
        string file = Assert.Single(Directory.GetFiles(_folder["frames"]));
        Assert.Equal(ContentHash.Of(File.ReadAllBytes(file)), Path.GetFileName(file));
        Assert.True(ChainVerifier.Verify(_folder.Path) is { Ok: true, Entries: 3, Unnamed: 0 });
        using SqliteRecord record = SqliteRecord.Open(_folder.Path);
        Assert.Equal(Hologram["counts"], new EntryDecoder(record).Frame(record.Read().First())["counts"]);
    }

    [Theory]
    [InlineData("gone", "is missing")]
    [InlineData("cut", "bytes, and its entry says 560000")]
    [InlineData("grown", "bytes, and its entry says 560000")]
    [InlineData("changed", "is not what its name says")]
    [InlineData("linked", "is missing")]
    [InlineData("folder", "is missing")]
    [InlineData("folder linked", "is missing")]
    [InlineData("pipe", "0 bytes")]
    [InlineData("device", "is missing")]
    public void Verification_names_the_entry_whose_file_is_not_what_it_was(string what, string reason)
    {
        Written(Hologram with { Sequence = 0, Channels = [] }, Hologram);
        string file = Assert.Single(Directory.GetFiles(_folder["frames"])), elsewhere = _folder["elsewhere"];
        if (what == "cut") File.WriteAllBytes(file, File.ReadAllBytes(file)[..^8]);
        else if (what == "grown") File.AppendAllText(file, "12345678");
        else if (what == "changed") File.WriteAllBytes(file, [.. File.ReadAllBytes(file)[..^1], 7]);
        else if (what == "folder linked")
        {
            Directory.Move(_folder["frames"], elsewhere);
            Directory.CreateSymbolicLink(_folder["frames"], elsewhere);
        }
        else
        {
            File.Move(file, elsewhere);
            if (what == "linked") File.CreateSymbolicLink(file, elsewhere);
            if (what == "device") File.CreateSymbolicLink(file, "/dev/zero");
            if (what == "folder") Directory.CreateDirectory(file);
            if (what == "pipe") Process.Start("mkfifo", file).WaitForExit();
        }
        Verification found = ChainVerifier.Verify(_folder.Path);
        Assert.Equal((2, 1), (found.FirstBroken, found.Entries));
        Assert.Contains(reason, found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_no_entry_names_is_reported_and_breaks_nothing()
    {
        Written(Hologram);
        File.WriteAllText(_folder["frames/notes.txt"], "hello");
        Verification found = ChainVerifier.Verify(_folder.Path);
        Assert.True(found is { Ok: true, Unnamed: 1 });
        Assert.Contains("1 in frames belong to no entry", $"{found}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_repairs_what_one_before_it_left_half_written()
    {
        Directory.CreateDirectory(_folder["frames"]);
        string name = FrameFile.NameOf(Hologram["counts"]);
        File.WriteAllText(_folder[$"frames/{name}"], "half");
        File.WriteAllText(_folder[$"frames/{name}.part"], "half");
        Written(Hologram);
        Assert.True(ChainVerifier.Verify(_folder.Path) is { Ok: true, Unnamed: 0 });
    }

    public static TheoryData<string> BadNames =>
    [
        "../../etc/passwd", "/etc/passwd", "..", "", "con", "/dev/zero", "%2e%2e", new string('A', 64), new string('a', 63), new string('a', 65),
        "../" + new string('a', 61), new string('a', 63) + "/", new string('a', 63) + "\u0000", new string('g', 64), new string('a', 10_000_000),
    ];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void What_is_no_hash_is_never_taken_for_the_name_of_a_file(string name)
    {
        byte[] payload = Encoding.UTF8.GetBytes("""{"source":"x","time":"2026-03-01T06:00:00.0000000Z","sequence":1,"channels":[{"name":"a","unit":"1","file":"NAME","count":70000}]}"""
            .Replace("NAME", name, StringComparison.Ordinal));
        using SqliteRecord record = SqliteRecord.Create(_folder.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidDataException wrong = Assert.Throws<InvalidDataException>(() => new EntryDecoder(record).Frame(Payload.Entry(EntryKind.Frame, payload)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        // Said of the payload, and not of a file that was looked for.
        Assert.Contains("not in canonical form", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("268435456")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("7e4")]
    [InlineData("")]
    public void A_count_that_no_frame_file_has_is_refused_before_anything_is_allocated(string count)
    {
        byte[] payload = Encoding.UTF8.GetBytes(
            $$"""{"source":"x","time":"2026-03-01T06:00:00.0000000Z","sequence":1,"channels":[{"name":"a","unit":"1","file":"{{new string('a', 64)}}","count":{{count}}}]}""");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => new EntryDecoder().Frame(Payload.Entry(EntryKind.Frame, payload)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Text_that_looks_like_the_naming_of_a_file_names_none()
    {
        string text = ",\"file\":\"" + new string('a', 64) + "\",\"count\":70000";
        Written(new Frame(text, Start, 1, [new Channel(text, Unit.One, [1])]));
        Assert.True(ChainVerifier.Verify(_folder.Path) is { Ok: true, Entries: 1 });
    }

    private void Written(params Frame[] frames)
    {
        using SqliteRecord record = SqliteRecord.Create(_folder.Path);
        foreach (Frame frame in frames) record.Append(Start, frame);
        record.Commit();
    }
}
