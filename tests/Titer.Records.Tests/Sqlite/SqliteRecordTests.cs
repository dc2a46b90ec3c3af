using Microsoft.Data.Sqlite;
using Titer.Core;

namespace Titer.Records.Tests;

public sealed class SqliteRecordTests : RecordConformance, IDisposable
{
    private readonly TempFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    protected override IRecord Create(string name, CheckpointSigner? signer = null) => SqliteRecord.Create(_runs[name + ".db"], signer);

    protected override IRecord Open(string name) => SqliteRecord.Open(_runs[name + ".db"]);

    protected override IRecord OpenForAppend(string name, CheckpointSigner? signer = null) => SqliteRecord.OpenForAppend(_runs[name + ".db"], signer);

    protected override RecordPlace Place(string name) => RecordPlace.Of(_runs[name + ".db"]);

    protected override void Tamper(string name, string change, long number) => Execute(
        "DROP TRIGGER IF EXISTS entry_is_never_updated; DROP TRIGGER IF EXISTS entry_is_never_deleted;"
        + (change.Length > 0 ? $"UPDATE entry {change} WHERE number = {number}" : $"DELETE FROM entry WHERE number = {number}"), name);

    protected override void SetVersion(string name, int version) => Execute($"PRAGMA user_version = {version}", name);

    protected override string Bytes(byte value, int count) => $"x'{string.Concat(Enumerable.Repeat($"{value:x2}", count))}'";

    // SIGKILL leaves what the process has handed to the kernel: the file and its log, as they are at this moment.
    protected override string Kill(IRecord record, string name)
    {
        File.Copy(_runs[name + ".db"], _runs["left.db"]);
        File.Copy(_runs[name + ".db-wal"], _runs["left.db-wal"]);
        return "left";
    }

    [Fact]
    public void The_record_of_a_run_directory_is_its_record_db()
    {
        using (SqliteRecord record = SqliteRecord.Create(_runs.Path))
        {
            Fill(record, 2);
            record.Commit();
        }
        Assert.True(File.Exists(_runs["record.db"]));
        Assert.Equal(2, ChainVerifier.Verify(_runs.Path).Entries);
    }

    [Fact]
    public void A_closed_record_is_one_file_complete_by_itself()
    {
        using (IRecord record = Create("a"))
        {
            Fill(record, 2);
            record.Commit();
        }
        Assert.Equal(["a.db"], Directory.GetFiles(_runs.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("UPDATE entry SET time = time + 1 WHERE number = 2", "never updated")]
    [InlineData("DELETE FROM entry WHERE number = 3", "never deleted")]
    public void The_database_itself_refuses_changes(string sql, string reason)
    {
        Three();
        var refusal = Assert.Throws<SqliteException>(() => Execute(sql));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_replace_slips_past_the_triggers_the_chain_finds()
    {
        Three();
        Execute("INSERT OR REPLACE INTO entry SELECT number, time + 1, kind, payload, previous_hash, hash FROM entry WHERE number = 2");
        Assert.Equal(2, ChainVerifier.Verify(_runs["a.db"]).FirstBroken);
    }

    [Fact]
    public void A_commit_waits_for_the_disk()
    {
        using IRecord record = Create("a");
        // The setting belongs to the connection, so it is asked of the record's own one.
        var connection = (SqliteConnection)typeof(SqliteRecord)
            .GetField("_connection", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(record)!;
        using SqliteCommand pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, pragma.ExecuteScalar()); // FULL
        pragma.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", pragma.ExecuteScalar());
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is a text file, longer than the header of a database would be, and certainly not a record of anything......")]
    public void A_file_that_is_no_record_is_refused_with_its_path(string content)
    {
        File.WriteAllText(_runs["a.db"], content);
        foreach (Func<string, IRecord> open in (Func<string, IRecord>[])[Open, name => OpenForAppend(name)])
            Assert.Contains(_runs["a.db"], Assert.Throws<InputException>(() => open("a")).Message, StringComparison.Ordinal);
        Assert.False(ChainVerifier.Verify(_runs["a.db"]).Ok);
    }

    [Fact]
    public void A_missing_record_is_refused_with_its_path()
    {
        Assert.Contains(_runs["a.db"], Assert.Throws<InputException>(() => Open("a")).Message, StringComparison.Ordinal);
        Assert.Contains(_runs["a.db"], Assert.Throws<InputException>(() => ChainVerifier.Verify(_runs["a.db"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRAGMA application_id = 1", "not a record of Titer")]
    [InlineData("PRAGMA user_version = 9", "version 9")]
    public void Another_database_and_another_version_are_refused(string sql, string reason)
    {
        Three();
        Execute(sql);
        Assert.Contains(reason, Assert.Throws<InputException>(() => Open("a")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE checkpoint SET entry = 1")]
    [InlineData("DELETE FROM checkpoint")]
    [InlineData("UPDATE signing_key SET introduction = x'00'")]
    [InlineData("DELETE FROM signing_key")]
    public void The_database_itself_refuses_changes_of_what_vouches(string sql)
    {
        using (IRecord record = Create("a", new CheckpointSigner(SigningKey.OpenOrCreate(_runs["key.pem"]), TimeProvider.System) { Every = 1 }))
        {
            Fill(record, 2);
            record.Commit();
        }
        Assert.Contains("never", Assert.Throws<SqliteException>(() => Execute(sql)).Message, StringComparison.Ordinal);
    }

    private void Three()
    {
        using IRecord record = Create("a");
        Fill(record, 3);
        record.Commit();
    }

    private void Execute(string sql, string name = "a")
    {
        using var connection = new SqliteConnection($"Data Source={_runs[name + ".db"]};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
