using System.Text;
using Microsoft.Data.Sqlite;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>Whatever bytes stand where a record, an export, an address or a key is read: one sentence, no crash, and no more memory than a small
/// multiple of the bytes themselves.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Good = Payload.Of(new Event(Start, EventKind.Operator, Severity.Low, "SOURCE", "CODE", "MESSAGE").With("KEY", "VALUE"));

    private static readonly Dictionary<string, byte[]> Inputs = new()
    {
        ["nothing"] = [],
        ["NUL"] = [0],
        ["statement"] = "'); DROP TABLE titer.entry; --"u8.ToArray(),
        ["copy end"] = "\\.\nPGCOPY\n"u8.ToArray(),
        ["overlong slash"] = [0xC0, 0xAF],
        ["surrogate in UTF-8"] = [0xED, 0xA0, 0x80],
        ["beyond Unicode"] = [0xF5, 0x80, 0x80, 0x80],
        ["cut UTF-8"] = [0xE2, 0x82],
        ["all ones"] = [.. Enumerable.Repeat((byte)0xFF, 300)],
        ["mark"] = [0xEF, 0xBB, 0xBF, (byte)'{'],
        ["ten megabytes of a name"] = [.. "{\"source\":\""u8, .. Enumerable.Repeat((byte)'a', 10_000_000)],
        ["deep arrays"] = [.. Enumerable.Repeat((byte)'[', 1_000_000)],
        ["deep objects"] = [.. Enumerable.Range(0, 300_000).SelectMany(_ => "{\"a\":"u8.ToArray())],
        ["a number beyond all"] = Encoding.ASCII.GetBytes("1e999"),
        ["a number of a million digits"] = [.. Enumerable.Repeat((byte)'9', 1_000_000)],
        ["a number that is none"] = "-.e+"u8.ToArray(),
        ["half an escape"] = "\\u12"u8.ToArray(),
        ["a path"] = "../../../../etc/passwd"u8.ToArray(),
        ["a huge length"] = [0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F],
    };

    private static readonly string[] Readers =
        ["frame", "measurement", "estimate", "command", "event", "decision", "block", "text within", "key within", "export", "line of an export", "hash of a line",
        "key of an export", "archive", "database", "row", "address", "key file"];

    private readonly TempFolder _folder = new();
    private int _rows;

    public static TheoryData<string> AllReaders => [.. Readers];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(AllReaders))]
    public void Anything_is_read_or_refused_with_one_sentence_and_bounded_memory(string reader)
    {
        foreach ((string name, byte[] input) in Inputs)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            string? sentence = Read(reader, input);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < (16 << 20) + 16L * input.Length, $"{reader}, {name}: {allocated} bytes for {input.Length}");
            if (sentence is null) continue;
            Assert.False(sentence.Contains('\n', StringComparison.Ordinal), $"{reader}, {name}: {sentence}");
            Assert.True(sentence.Length < 1000, $"{reader}, {name}: {sentence.Length} characters");
            Assert.True(sentence.EndsWith('.'), $"{reader}, {name}: {sentence}");
        }
    }

    /// <summary>What is said against it; null when it is taken.</summary>
    private string? Read(string reader, byte[] input)
    {
        try
        {
            return reader switch
            {
                "text within" => Decoded(EntryKind.Event, Replaced("SOURCE", input)),
                "key within" => Decoded(EntryKind.Event, Replaced("KEY", input)),
                "export" => Verified("a.titer", input),
                "line of an export" => Verified("a.titer", [.. "{\"titer-record\":1}\n"u8, .. input, (byte)'\n']),
                "hash of a line" => Verified("a.titer",
                    [.. "{\"titer-record\":1}\n{\"number\":1,\"time\":1,\"kind\":5,\"hash\":\""u8, .. input, .. "\",\"payload\":{}}\n"u8]),
                "key of an export" => Verified("a.titer", [.. "{\"titer-record\":1}\n{\"signing-key\":1,\"public-key\":\""u8, .. input, .. "\"}\n"u8]),
                "archive" => Verified("a.zip", [.. "PK\u0003\u0004"u8, .. input]),
                "database" => Verified("a.db", [.. "SQLite format 3\0"u8, .. input]),
                "row" => Row(input),
                "address" => PostgresAddress.Parse("postgres://" + Encoding.Latin1.GetString(input)) is null ? "Never." : null,
                "key file" => Key(input),
                "block" => Decoded(EntryKind.Measurements, input),
                _ => Decoded(Enum.Parse<EntryKind>(reader, ignoreCase: true), input),
            };
        }
        catch (Exception e) when (e is InputException or InvalidDataException)
        {
            return e.Message;
        }
    }

    private static string? Decoded(EntryKind kind, byte[] payload)
    {
        new EntryDecoder().Decode(Payload.Entry(kind, payload));
        return null;
    }

    private static byte[] Replaced(string word, byte[] input)
    {
        int at = Good.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word));
        return [.. Good[..at], .. input, .. Good[(at + word.Length)..]];
    }

    private string? Verified(string name, byte[] content)
    {
        File.WriteAllBytes(_folder[name], content);
        Verification found = ChainVerifier.Verify(_folder[name]);
        Assert.Equal(content, File.ReadAllBytes(_folder[name]));
        return found.Ok ? null : found.Reason;
    }

    /// <summary>A row that somebody put there who can write the file: the chain is right and the payload is not.</summary>
    private string? Row(byte[] input)
    {
        string file = _folder[$"{_rows++}.db"];
        byte[] hash = new byte[ChainHash.Size];
        new ChainHash().Compute(ChainHash.Genesis.Span, 1, Start.UtcTicks, EntryKind.Measurement, input, hash);
        SqliteRecord.Create(file).Dispose();
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO entry VALUES (1, $time, 2, $payload, zeroblob(32), $hash)";
            insert.Parameters.AddWithValue("$time", Start.UtcTicks);
            insert.Parameters.AddWithValue("$payload", input);
            insert.Parameters.AddWithValue("$hash", hash);
            insert.ExecuteNonQuery();
        }
        return Assert.IsType<string>(ChainVerifier.Verify(file).Reason);
    }

    private string? Key(byte[] content)
    {
        File.WriteAllBytes(_folder["key.pem"], content);
        SigningKey.Open(_folder["key.pem"]);
        return null;
    }
}
