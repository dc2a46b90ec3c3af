using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Titer.Core;

namespace Titer.Records.Tests;

public sealed class ChainVerifierTests : IDisposable
{
    private const int Entries = 60;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _runs = new();
    private readonly string _whole, _changed;
    private readonly byte[] _file;
    private readonly List<Entry> _entries;

    public ChainVerifierTests()
    {
        (_whole, _changed) = (_runs["whole.db"], _runs["changed.db"]);
        using (SqliteRecord record = SqliteRecord.Create(_whole))
        {
            for (int i = 0; i < Entries - 1; i++)
            {
                DateTimeOffset t = Start.AddMinutes(i);
                _ = (i % 5) switch
                {
                    0 => record.Append(t, new Frame("raman", t, i, [new Channel("counts", Unit.Count, [.. Enumerable.Range(0, i == 20 ? 3000 : 40).Select(k => k + 0.5)])])),
                    1 => record.Append(t, new Measurement(new Tag("pH"), t, 7 + 0.001 * i, Unit.PH, 0.01, Quality.Good, "ion-fet", i)),
                    2 => record.Append(t, new Estimate("ukf", t, "model", [new Variable(new Tag("pH"), Unit.PH)], [7], [1e-4], [])),
                    3 => record.Append(t, new Command(new Tag("base-pump"), t, 0.1, Unit.LitrePerHour, 0, 1, "pH/pid", "feedback", [])),
                    _ => record.Append(t, new Event(t, EventKind.Alarm, Severity.Low, "pH", "alarm.raised", "pH is low.")),
                };
            }
            record.Append(Start, new Event(Start, EventKind.Run, Severity.Information, "run", "run.completed", "Complete."));
            record.Commit();
        }
        _file = File.ReadAllBytes(_whole);
        using SqliteRecord read = SqliteRecord.Open(_whole);
        _entries = [.. read.Read()];
    }

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void An_untouched_record_verifies_to_its_head()
    {
        Verification found = ChainVerifier.Verify(_whole);
        Assert.True(found.Ok, found.Reason);
        Assert.True(found.Completed);
        Assert.Equal(Entries, found.Entries);
        Assert.Equal(Convert.ToHexStringLower(_entries[^1].Hash.Span), found.Head);
    }

    [Fact]
    public void One_flipped_byte_in_any_column_of_any_entry_is_found_at_that_entry()
    {
        File.WriteAllBytes(_changed, _file);
        using SqliteConnection connection = Unguarded();
        var random = new Random(20260301);
        string[] columns = ["payload", "previous_hash", "hash", "time", "kind", "number"];
        for (int trial = 0; trial < 600; trial++)
        {
            string column = columns[trial % columns.Length];
            int number = 1 + random.Next(Entries), bit = random.Next(8);
            using SqliteTransaction transaction = connection.BeginTransaction();
            object was = Scalar(connection, $"SELECT {column} FROM entry WHERE number = {number}");
            object becomes;
            if (was is byte[] blob)
            {
                blob[random.Next(blob.Length)] ^= (byte)(1 << bit);
                becomes = blob;
            }
            else
            {
                long value = (long)was;
                do becomes = value ^ (1L << (random.Next(8) * 8 + bit)); while (column == "number" && (long)becomes is > 0 and <= Entries);
            }
            Execute(connection, $"UPDATE entry SET {column} = $v WHERE number = {number}", becomes);
            transaction.Commit();

            Verification found = ChainVerifier.Verify(_changed);
            Assert.False(found.Ok, $"{column} of entry {number} was changed and not found");
            Assert.Equal(number, found.FirstBroken);
            Assert.Equal(number - 1, found.Entries);
            Assert.False(found.Completed);

            object restore = was is byte[] b ? Flip(b, (byte[])becomes, column, number) : was;
            Execute(connection, $"UPDATE entry SET {column} = $v WHERE number = {(column == "number" ? becomes : number)}", restore);
        }
        Assert.True(ChainVerifier.Verify(_changed).Ok);
    }

    [Fact]
    public void One_flipped_byte_anywhere_in_the_file_is_found_or_has_touched_no_entry()
    {
        var random = new Random(7);
        int reported = 0, harmless = 0;
        for (int trial = 0; trial < 2500; trial++)
        {
            byte[] bytes = (byte[])_file.Clone();
            // A third of the trials in the first page: header and schema are small and matter most.
            int at = trial % 3 == 0 ? random.Next(1024) : random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_changed, bytes);
            if (!ChainVerifier.Verify(_changed).Ok)
            {
                reported++;
                continue;
            }
            harmless++;
            using SqliteRecord record = SqliteRecord.Open(_changed);
            List<Entry> read = [.. record.Read()];
            Assert.True(read.Count == Entries, $"byte {at} was changed, {read.Count} entries are left and the record verifies");
            for (int i = 0; i < Entries; i++) Assert.True(Same(read[i], _entries[i]), $"byte {at} was changed, entry {i + 1} with it, and the record verifies");
        }
        Assert.True(reported > 500, $"only {reported} flips were reported");
        Assert.True(harmless > 0, "the file is expected to have free space");
    }

    [Theory]
    [InlineData("DELETE FROM entry WHERE number = 17", 17, "Entry 17 is missing")]
    [InlineData("DELETE FROM entry WHERE number BETWEEN 17 AND 20", 17, "Entries 17 to 20 are missing")]
    [InlineData("DELETE FROM entry WHERE number = 1", 1, "Entry 1 is missing")]
    [InlineData("DELETE FROM entry WHERE number = 30; UPDATE entry SET number = number - 1 WHERE number > 30", 30, "previous hash")]
    [InlineData("UPDATE entry SET previous_hash = zeroblob(32) WHERE number = 12", 12, "previous hash of entry 12")]
    [InlineData("UPDATE entry SET hash = zeroblob(32) WHERE number = 12", 12, "hash of entry 12 does not match")]
    [InlineData("UPDATE entry SET hash = zeroblob(31) WHERE number = 12", 12, "hash of entry 12 does not match")]
    [InlineData("UPDATE entry SET payload = zeroblob(0) WHERE number = 60", 60, "hash of entry 60 does not match")]
    [InlineData("UPDATE entry SET time = -1 WHERE number = 8", 8, "-1 is not a time")]
    [InlineData("UPDATE entry SET kind = 300 WHERE number = 8", 8, "300 is not a kind")]
    [InlineData("DROP TABLE entry", 1, "no such table")]
    public void Tampering_is_named_with_the_first_broken_entry_and_a_reason(string sql, long number, string reason)
    {
        File.WriteAllBytes(_changed, _file);
        using (SqliteConnection connection = Unguarded()) Execute(connection, sql);
        Verification found = ChainVerifier.Verify(_changed);
        Assert.Equal(number, found.FirstBroken);
        Assert.Contains(reason, found.Reason, StringComparison.Ordinal);
        Assert.EndsWith(".", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_payload_is_found_even_when_its_hash_is_right()
    {
        byte[] payload = "{\"tag\":\"pH\"}"u8.ToArray(), hash = new byte[32];
        new ChainHash().Compute(ChainHash.Genesis.Span, 1, Start.UtcTicks, EntryKind.Measurement, payload, hash);
        var check = new ChainCheck();
        Assert.Null(check.Accept(new Entry(1, Start, EntryKind.Measurement, payload, ChainHash.Genesis, hash)));
        Assert.Equal(1, check.Result.FirstBroken);
        Assert.Contains("cannot be read", check.Result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tail_that_was_cut_off_shows_in_the_run_not_having_completed()
    {
        File.WriteAllBytes(_changed, _file);
        using (SqliteConnection connection = Unguarded()) Execute(connection, "DELETE FROM entry WHERE number > 40");
        Verification found = ChainVerifier.Verify(_changed);
        Assert.True(found.Ok);
        Assert.False(found.Completed);
        Assert.Equal(40, found.Entries);
    }

    [Fact]
    public void The_hash_is_that_of_the_documentation()
    {
        // Computed with: python3 -c "import hashlib,struct; print(hashlib.sha256(bytes(32)+struct.pack('<qqBi',1,5,5,2)+b'{}').hexdigest())"
        byte[] hash = new byte[32];
        new ChainHash().Compute(new byte[32], 1, 5, EntryKind.Event, "{}"u8, hash);
        Assert.Equal("2ec75d7b6cd6025885562e6c1341c8df2fb9deb31607f099bff5fc710145f5b8", Convert.ToHexStringLower(hash));
    }

    private byte[] Flip(byte[] was, byte[] becomes, string column, int number)
    {
        Assert.Same(was, becomes); // flipped in place; the original is in the entries read at the beginning
        Entry entry = _entries[number - 1];
        return (column switch { "payload" => entry.Payload, "hash" => entry.Hash, _ => entry.PreviousHash }).ToArray();
    }

    private SqliteConnection Unguarded()
    {
        var connection = new SqliteConnection($"Data Source={_changed};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA synchronous=OFF; DROP TRIGGER entry_is_never_updated; DROP TRIGGER entry_is_never_deleted");
        return connection;
    }

    private static object Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql, object? value = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        if (value is not null) command.Parameters.AddWithValue("$v", value);
        command.ExecuteNonQuery();
    }

    private static bool Same(Entry a, Entry b) => a.Number == b.Number && a.Time == b.Time && a.Kind == b.Kind
        && a.Payload.Span.SequenceEqual(b.Payload.Span) && a.PreviousHash.Span.SequenceEqual(b.PreviousHash.Span) && a.Hash.Span.SequenceEqual(b.Hash.Span);
}
