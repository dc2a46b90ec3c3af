using System.Text;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>An exported file that was changed, cut or made up is refused, with the first entry or line that is wrong.</summary>
public sealed class ExportedRecordTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly byte[] _bytes;

    public ExportedRecordTests()
    {
        using (SqliteRecord record = SqliteRecord.Create(_folder["record.db"], new CheckpointSigner(SigningKey.OpenOrCreate(_folder["key.pem"]), TimeProvider.System) { Every = 20 }))
        {
            for (int i = 0; i < 60; i++)
            {
                record.Append(Start.AddMinutes(i), new Measurement(new Tag("pH"), Start, 7 + i, Unit.PH, 0.1, Quality.Good, "ion \"chip\"\n", i));
                if (i % 20 == 19) record.Commit();
            }
        }
        using SqliteRecord read = SqliteRecord.Open(_folder["record.db"]);
        using var stream = new MemoryStream();
        Assert.True(RecordExport.Write(read, stream).Ok);
        _bytes = stream.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_verifies() => Assert.True(Verify(_bytes) is { Ok: true, Entries: 60, Checkpoints: 3, Vouched: 60 });

    [Fact]
    public void One_flipped_bit_anywhere_is_found()
    {
        var random = new Random(11);
        for (int trial = 0; trial < 1500; trial++)
        {
            byte[] changed = (byte[])_bytes.Clone();
            int at = random.Next(changed.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            // Hexadecimal digits in another case are the same bytes.
            if (char.ToLowerInvariant((char)changed[at]) == (char)_bytes[at] && char.IsAsciiHexDigit((char)_bytes[at]) && IsHex(at)) continue;
            Verification found = Verify(changed);
            Assert.False(found.Ok, $"byte {at}: {(char)_bytes[at]} -> {(char)changed[at]}");
            Assert.EndsWith(".", found.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_was_cut_anywhere_is_found()
    {
        var random = new Random(12);
        for (int trial = 0; trial < 200; trial++) Assert.False(Verify(_bytes[..random.Next(_bytes.Length - 1)]).Ok);
    }

    [Fact]
    public void A_line_that_is_removed_doubled_or_exchanged_is_named_with_its_entry()
    {
        string[] lines = Encoding.UTF8.GetString(_bytes).Split('\n');
        int first = Array.FindIndex(lines, l => l.StartsWith("{\"number\":1,", StringComparison.Ordinal));
        Assert.Equal(31, Verify(Joined([.. lines[..(first + 30)], .. lines[(first + 31)..]])).FirstBroken);
        Assert.Equal(32, Verify(Joined([.. lines[..(first + 31)], .. lines[(first + 30)..]])).FirstBroken);
        (lines[first + 10], lines[first + 11]) = (lines[first + 11], lines[first + 10]);
        Assert.Equal(11, Verify(Joined(lines)).FirstBroken);
    }

    [Theory]
    [InlineData("{\"titer-record\":2}\n", "format version 2")]
    [InlineData("{\"titer-record\":1}\n", "ends before its last line")]
    [InlineData("{\"titer-record\":1}\nhello\n", "no line of an export")]
    [InlineData("{\"titer-record\":99999999999999999999}\n", "cannot be read")]
    [InlineData("{\"titer-record\":1}\n{\"entries\":5,\"head\":\"00\"}\n", "5 entries")]
    [InlineData("{\"titer-record\":1}\n{\"number\":1,\"time\":-1,\"kind\":5,\"hash\":\"\",\"payload\":{}}\n", "not a time")]
    [InlineData("{\"titer-record\":1}\n{\"number\":1,\"time\":1,\"kind\":5,\"hash\":\"zz\",\"payload\":{}}\n", "bytes")]
    [InlineData("{\"titer-record\":1}\n{\"signing-key\":1,\"public-key\":\"====\",\"introduction\":\"\"}\n", "bytes")]
    public void What_is_no_export_is_one_sentence(string content, string reason)
    {
        Verification found = Verify(Encoding.UTF8.GetBytes(content));
        Assert.Equal(1, found.FirstBroken);
        Assert.Contains(reason, found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_before_it_fills_the_memory()
    {
        string file = _folder["endless"];
        using (FileStream stream = File.Create(file))
        {
            stream.Write("{\"titer-record\":1}\n{\"number\":1"u8);
            stream.SetLength(10L << 30); // sparse: zeros that are never a line feed
        }
        Assert.Contains("more than", ChainVerifier.Verify(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_record_is_not_exported_as_a_whole()
    {
        using var stream = new MemoryStream();
        File.WriteAllBytes(_folder["broken"], [.. _bytes[..(_bytes.Length / 2)]]);
        using ExportedRecord broken = ExportedRecord.Open(_folder["broken"]);
        Assert.False(RecordExport.Write(broken, stream).Ok);
        Assert.False(Verify(stream.ToArray()).Ok);
    }

    private bool IsHex(int at)
    {
        string before = Encoding.UTF8.GetString(_bytes, Math.Max(0, at - 80), Math.Min(80, at));
        int quote = before.LastIndexOf('"');
        return quote >= 0 && (before[..quote].EndsWith("\"hash\":", StringComparison.Ordinal) || before[..quote].EndsWith("\"head\":", StringComparison.Ordinal));
    }

    private Verification Verify(byte[] content)
    {
        File.WriteAllBytes(_folder["changed.titer"], content);
        return ChainVerifier.Verify(_folder["changed.titer"]);
    }

    private static byte[] Joined(string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));
}
