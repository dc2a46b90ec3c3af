using Microsoft.Data.Sqlite;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>A record with a spool before a server that never goes away is the record of that server.</summary>
public sealed class SpooledConformanceTests : RecordConformance, IDisposable
{
    private readonly TempFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    protected override IRecord Create(string name, CheckpointSigner? signer = null) =>
        SpooledRecord.Create(() => SqliteRecord.Create(_runs[name + ".db"], signer), () => SqliteRecord.OpenForAppend(_runs[name + ".db"], signer), SpoolOf(name));

    protected override IRecord Open(string name) => SqliteRecord.Open(_runs[name + ".db"]);

    protected override IRecord OpenForAppend(string name, CheckpointSigner? signer = null) =>
        SpooledRecord.OpenForAppend(() => SqliteRecord.OpenForAppend(_runs[name + ".db"], signer), SpoolOf(name));

    protected override RecordPlace Place(string name) => RecordPlace.Of(_runs[name + ".db"]);

    protected override void Tamper(string name, string change, long number) => Execute(name,
        "DROP TRIGGER IF EXISTS entry_is_never_updated; DROP TRIGGER IF EXISTS entry_is_never_deleted;"
        + (change.Length > 0 ? $"UPDATE entry {change} WHERE number = {number}" : $"DELETE FROM entry WHERE number = {number}"));

    protected override void SetVersion(string name, int version) => Execute(name, $"PRAGMA user_version = {version}");

    protected override string Bytes(byte value, int count) => $"x'{string.Concat(Enumerable.Repeat($"{value:x2}", count))}'";

    protected override string Kill(IRecord record, string name)
    {
        File.Copy(_runs[name + ".db"], _runs["left.db"]);
        File.Copy(_runs[name + ".db-wal"], _runs["left.db-wal"]);
        return "left";
    }

    private Spool SpoolOf(string name) => new(_runs[name + ".spool"], TimeProvider.System);

    private void Execute(string name, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_runs[name + ".db"]};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
