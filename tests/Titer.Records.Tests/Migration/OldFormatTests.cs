using Microsoft.Data.Sqlite;
using Titer.Core;

namespace Titer.Records.Tests;

/// <summary>Records of older formats, made with the SQL of their time: read as they are, and taken to the present format when they go on.</summary>
public sealed class OldFormatTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_of_an_older_format_verifies_and_answers_trends_without_being_changed(int format)
    {
        string file = Old(format, minutes: 300, out byte[] head);
        byte[] before = File.ReadAllBytes(file);
        using (SqliteRecord record = SqliteRecord.Open(file))
        {
            Assert.True(ChainVerifier.Verify(record) is { Ok: true, Entries: 300 } found && found.Checkpoints == (format == 1 ? 0 : 1));
            Assert.Equal(head, record.Head.ToArray());
            TrendLine trend = Assert.Single(TrendReader.Of(record).Query(new TrendQuery([], Points: 10)));
            Assert.Equal((300, 0.0, 299.0), (trend.Buckets.Sum(b => b.Count), trend.Buckets.Min(b => b.Minimum), trend.Buckets.Max(b => b.Maximum)));
        }
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_of_an_older_format_goes_on_with_its_chain_and_gets_checkpoints_and_the_trends_of_all_its_entries(int format)
    {
        string file = Old(format, minutes: 300, out _);
        using (SqliteRecord record = SqliteRecord.OpenForAppend(file, Signer()))
        {
            for (int i = 300; i < 400; i++) record.Append(Start.AddMinutes(i), Reading(i));
            record.Commit();
        }
        Assert.Equal(3, Scalar(file, "PRAGMA user_version"));
        using SqliteRecord read = SqliteRecord.Open(file);
        Assert.True(ChainVerifier.Verify(read) is { Ok: true, Entries: 400, Vouched: 400 });
        Assert.True(read.Tiers!.Upto(Tier.Minute) >= 300);
        TrendLine trend = Assert.Single(TrendReader.Of(read).Query(new TrendQuery([], Points: 10)));
        Assert.Equal((400, 0.0, 399.0), (trend.Buckets.Sum(b => b.Count), trend.Buckets.Min(b => b.Minimum), trend.Buckets.Max(b => b.Maximum)));
        using SqliteRecord whole = SqliteRecord.Create(_folder["whole.db"]);
        for (int i = 0; i < 400; i++) whole.Append(Start.AddMinutes(i), Reading(i));
        Assert.Equal(whole.Head.ToArray(), read.Head.ToArray());
    }

    [Fact]
    public void A_migration_that_was_not_committed_leaves_the_file_in_its_format()
    {
        string file = Old(2, minutes: 200, out byte[] head);
        using (SqliteRecord record = SqliteRecord.OpenForAppend(file, Signer())) record.Append(Start, Reading(7));
        Assert.Equal(2, Scalar(file, "PRAGMA user_version"));
        using SqliteRecord read = SqliteRecord.Open(file);
        Assert.Equal(head, read.Head.ToArray());
    }

    [Fact]
    public void A_database_of_version_1_records_on_and_its_owner_gives_it_the_tables_of_trends()
    {
        PostgresServer server = PostgresServer.Shared;
        PostgresAddress Address(string user) => PostgresAddress.Parse(server.Address("version_one", "run", Uri.EscapeDataString(user)));
        server.Sql("postgres", "CREATE DATABASE version_one");
        Assert.NotNull(new TestDatabase("beside_version_one").Server); // makes the role
        server.Sql("version_one", SqlOfItsTime.Postgres1);
        using (PostgresRecord record = PostgresRecord.Create(Address(TestDatabase.Service)))
        {
            for (int i = 0; i < 200; i++) record.Append(Start.AddMinutes(i), Reading(i));
            record.Commit();
            Assert.Null(record.Tiers);
            Assert.Equal(200, TrendReader.Of(record).Extents([])[0].Count);
        }
        Assert.Contains("permission denied",
            Assert.Throws<InputException>(() => PostgresDatabase.Prepare(Address(TestDatabase.Service), TestDatabase.Service)).Message, StringComparison.Ordinal);
        Assert.True(PostgresDatabase.Prepare(Address("postgres"), TestDatabase.Service));
        Assert.False(PostgresDatabase.Prepare(Address("postgres"), TestDatabase.Service));
        Assert.Equal("1\n2\n", server.Sql("version_one", "SELECT version FROM titer.format ORDER BY 1"));
        using (PostgresRecord record = PostgresRecord.OpenForAppend(Address(TestDatabase.Service)))
        {
            for (int i = 200; i < 300; i++) record.Append(Start.AddMinutes(i), Reading(i));
            record.Commit();
            Assert.True(record.Tiers!.Upto(Tier.Minute) >= 200);
        }
        using PostgresRecord read = PostgresRecord.Open(Address(TestDatabase.Service));
        Assert.True(ChainVerifier.Verify(read) is { Ok: true, Entries: 300 });
        Assert.Equal(300, TrendReader.Of(read).Extents([])[0].Count);
        foreach (string table in (string[])["series", "trend"])
            foreach (string sql in (string[])[$"DELETE FROM titer.{table}", $"TRUNCATE titer.{table}"])
            {
                Assert.Contains("permission denied", Assert.Throws<InvalidOperationException>(() => server.Sql("version_one", sql, TestDatabase.Service)).Message, StringComparison.Ordinal);
                Assert.Contains("never changed", Assert.Throws<InvalidOperationException>(() => server.Sql("version_one", sql)).Message, StringComparison.Ordinal);
            }
    }

    private CheckpointSigner Signer() => new(SigningKey.OpenOrCreate(_folder["key.pem"]), TimeProvider.System) { Every = 1 };

    private static Measurement Reading(int minute) =>
        new(new Tag("glucose"), Start.AddMinutes(minute), minute, Unit.Millimolar, 0.5, Quality.Good, "raman", minute);

    /// <summary>A file of that format with a value each minute, copied row by row from a record of today.</summary>
    private string Old(int format, int minutes, out byte[] head)
    {
        string today = _folder["today.db"], file = _folder[$"format{format}.db"];
        using (SqliteRecord record = SqliteRecord.Create(today, Signer()))
        {
            for (int i = 0; i < minutes; i++) record.Append(Start.AddMinutes(i), Reading(i));
            record.Commit();
            head = record.Head.ToArray();
        }
        string seals = format == 1 ? "" : $"{SqlOfItsTime.Sqlite2} INSERT INTO signing_key SELECT * FROM today.signing_key; INSERT INTO checkpoint SELECT * FROM today.checkpoint;";
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"ATTACH '{today}' AS today; {SqlOfItsTime.Sqlite1} PRAGMA main.user_version = {format}; INSERT INTO entry SELECT * FROM today.entry; {seals}";
        command.ExecuteNonQuery();
        return file;
    }

    private static long Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
