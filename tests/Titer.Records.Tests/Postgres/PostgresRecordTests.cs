using Titer.Core;

namespace Titer.Records.Tests;

public sealed class PostgresRecordTests : RecordConformance, IDisposable
{
    private static readonly TestDatabase Database = new("conformance");

    private readonly string _prefix = TestDatabase.Prefix();
    private bool _versionChanged;

    protected override IRecord Create(string name, CheckpointSigner? signer = null) => PostgresRecord.Create(Database.Address(_prefix + name), signer);

    protected override IRecord Open(string name) => PostgresRecord.Open(Database.Address(_prefix + name));

    protected override IRecord OpenForAppend(string name, CheckpointSigner? signer = null) =>
        PostgresRecord.OpenForAppend(Database.Address(_prefix + name), signer);

    protected override RecordPlace Place(string name) => RecordPlace.Of(Database.Address(_prefix + name));

    // What the server does when the process of a client is gone: it ends the session.
    protected override string Kill(IRecord record, string name)
    {
        Assert.Equal("t", Database.Sql($"SELECT pg_terminate_backend({Database.WriterOf(_prefix + name)}, 10000)").Trim());
        return name;
    }

    protected override void Tamper(string name, string change, long number)
    {
        string row = $"WHERE number = {number} AND run = (SELECT id FROM titer.run WHERE name = '{_prefix + name}')";
        Database.Unguarded(change.Length > 0 ? $"UPDATE titer.entry {change} {row}" : $"DELETE FROM titer.entry {row}");
    }

    protected override void SetVersion(string name, int version)
    {
        _versionChanged = true;
        Database.Sql($"INSERT INTO titer.format VALUES ({version})");
    }

    protected override string Bytes(byte value, int count) => $"'\\x{string.Concat(Enumerable.Repeat($"{value:x2}", count))}'";

    public void Dispose()
    {
        if (_versionChanged) Database.Unguarded("DELETE FROM titer.format WHERE version = 99");
    }

    [Fact]
    public void A_commit_after_the_session_was_lost_is_never_acknowledged()
    {
        using (IRecord record = Create("a"))
        {
            Fill(record, 10);
            record.Commit();
            Fill(record, 10);
            Kill(record, "a");
            Assert.Throws<IOException>(() =>
            {
                Fill(record, 10);
                record.Commit();
            });
            Assert.Contains("opened again", Assert.Throws<IOException>(record.Commit).Message, StringComparison.Ordinal);
        }
        using IRecord read = Open("a");
        Assert.Equal(10, ChainVerifier.Verify(read).Entries);
    }

    [Fact]
    public async Task Many_runs_are_written_into_one_server_at_once_and_none_sees_another()
    {
        Task<byte[]>[] writers = [.. Enumerable.Range(0, 6).Select(k => Task.Run(() =>
        {
            using IRecord record = Create($"run{k}");
            for (int i = 0; i < 8; i++)
            {
                Fill(record, 40 + k);
                record.Commit();
            }
            return record.Head.ToArray();
        }, TestContext.Current.CancellationToken))];
        for (int k = 0; k < writers.Length; k++)
        {
            byte[] head = await writers[k];
            using IRecord read = Open($"run{k}");
            Assert.Equal(8 * (40 + k), ChainVerifier.Verify(read).Entries);
            Assert.Equal(head, read.Head.ToArray());
        }
    }

    [Fact]
    public void A_name_that_is_not_there_is_refused_with_those_that_are()
    {
        Create("this-one").Dispose();
        Assert.Contains("this-one", Assert.Throws<InputException>(() => Open("that-one")).Message, StringComparison.Ordinal);
    }
}
